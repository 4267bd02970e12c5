"""Breaking news: one line above an edition's pages, up in seconds and gone by itself.

The clock decides when it shows; putting it up and taking it down are verbs like those of the front.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from articles.bringing_out import in_words
from articles.fronts.verbs import turn
from articles.models import Article, BreakingStrip, FrontVerb
from articles.tasks import pages_changed
from articles.walltime import Typed
from articles.workflow import Refused
from staff.models import User

LONGEST_TEXT = 140  # characters
LONGEST = timedelta(hours=24)  # what lasts longer is not breaking any more
NEVER = Q(closed_at__lte=F("starts_at"))  # a line that was called off before it began


def put_up(
    language: str,
    text: str,
    *,
    by: User,
    ends_at: datetime,
    starts_at: datetime | None = None,
    story: Article | None = None,
    typed: Typed | None = None,
    at: datetime | None = None,
) -> str:
    """Show a line above all pages of an edition; whatever is there then gives way to it.

    Args:
        text: plain, on one line.
        ends_at: when it goes by itself (aware); starts_at: else at once.
        story: where it leads; the link shows as soon as readers have the story, and no sooner.
        typed: the hour that the person gave, to be kept as it was typed.
    """
    with turn(language, by, None, at) as now:
        begin = starts_at or now.now
        if not text or len(text) > LONGEST_TEXT:
            raise Refused(_("Write one line of at most 140 characters."))
        if begin < now.now:
            raise Refused(
                _("%(moment)s is past already. Choose a moment to come.")
                % {"moment": in_words(begin)}
            )
        if not begin < ends_at <= begin + LONGEST:
            raise Refused(_("Breaking news ends after it begins, and within 24 hours."))
        if story is not None and story.language != language:
            raise Refused(_("The story is in the other language."))
        _close(standing(language, begin).filter(starts_at__lte=begin), begin)
        strip = BreakingStrip.objects.create(
            language=language, text=text, story=story, starts_at=begin, ends_at=ends_at
        )
        now.record(FrontVerb.STRIP_UP, text, typed=typed, strip=strip)
        pages_changed()
    words = {"end": in_words(ends_at), "begin": in_words(begin)}
    if starts_at is None:
        return _("It is up, and goes by itself on %(end)s.") % words
    return _("It goes up on %(begin)s and goes by itself on %(end)s.") % words


def take_down(language: str, pk: int, *, by: User, note: str = "") -> str:
    """Take a line off every page before its end; one that is still to come never shows."""
    with turn(language, by) as now:
        strip = standing(language, now.now).filter(pk=pk).first()
        if strip is None:
            raise Refused(_("It is down already."))
        _close(BreakingStrip.objects.filter(pk=pk), now.now)
        if strip.starts_at > now.now:
            _stay(strip)
        now.record(FrontVerb.STRIP_DOWN, note or strip.text, strip=strip)
        pages_changed(removal=True)
    return _("Taken down. No page shows it any more.")


def standing(language: str, now: datetime) -> QuerySet[BreakingStrip]:
    """The lines that show at a moment (aware) or are to come, the next one first."""
    rows = BreakingStrip.objects.filter(language=language, ends_at__gt=now)
    rows = rows.filter(Q(closed_at=None) | Q(closed_at__gt=now)).exclude(NEVER)
    return rows.select_related("story").order_by("starts_at", "pk")


def _stay(strip: BreakingStrip) -> None:
    """Let stand what was to give way to a line that never shows: to its end, or to the next one."""
    others = BreakingStrip.objects.filter(language=strip.language).exclude(NEVER)
    follows = others.filter(starts_at__gte=strip.starts_at).order_by("starts_at").first()
    gave_way = others.filter(closed_at=strip.starts_at, starts_at__lt=strip.starts_at)
    gave_way.update(closed_at=follows.starts_at if follows else None)


def _close(rows: QuerySet[BreakingStrip], moment: datetime) -> None:
    """End them at a moment (aware); those that begin later never show."""
    rows.update(closed_at=Greatest("starts_at", moment))
