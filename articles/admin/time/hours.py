"""The hours of a story in words: when it comes, until when nobody publishes it, what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles.admin.time.clocks import Clocks, as_typed, clocks_of, in_utc
from articles.dates import desk_time
from articles.models import Appointment, Article
from articles.permissions import can_use
from articles.walltime import Typed, meant_now
from articles.workflow import Editorial, Publication, Verb, is_allowed
from staff.models import User


@dataclass(frozen=True)
class Hour:
    """One moment of a story.

    Attributes:
        typed: what somebody entered, and where the clock stood; empty where an importer set it.
        why: who set it and the words that went with it.
        drift: what the rules of the zone say now, where they have changed since.
    """

    verb: str
    title: str
    moment: datetime
    clocks: Clocks
    typed: str = ""
    by: User | None = None
    note: str = ""
    drift: str = ""


@dataclass(frozen=True)
class Hours:
    """The moments of a story that are to come, and the steps that set others."""

    lines: list[Hour]
    steps: list[tuple[str, str]]  # address, words


def hours(article: Article, now: datetime, user: User) -> Hours:
    """What is to come of a story at a moment (aware); nothing costs nothing."""
    wanted: list[tuple[str, datetime]] = []
    if article.goes_live_at and article.is_to_come(now):
        wanted.append((Verb.SCHEDULE.value, article.goes_live_at))
    if article.embargo_until and article.is_embargoed(now):
        wanted.append((Verb.EMBARGO.value, article.embargo_until))
    kept = _appointments(article) if wanted else []
    lines = [_hour(article, verb, moment, kept, now) for verb, moment in wanted]
    return Hours(lines, _steps(article, now, user))


def in_typed_words(typed: Typed) -> str:
    """What was entered: ``2026-03-29 01:30 Asia/Beirut, that is 2026-03-28 22:30 UTC``."""
    words = {"wall": as_typed(typed.wall), "zone": typed.zone}
    words["utc"] = in_utc(typed.moment)
    if typed.is_second:
        return _("%(wall)s for the second time, %(zone)s, that is %(utc)s") % words
    return _("%(wall)s %(zone)s, that is %(utc)s") % words


def _appointments(article: Article) -> list[Appointment]:
    rows = Appointment.objects.filter(transition__article=article)
    return list(rows.select_related("transition__by").order_by("-pk")[:20])


def _hour(
    article: Article, verb: str, moment: datetime, kept: list[Appointment], now: datetime
) -> Hour:
    clocks = clocks_of(moment, article.language, _language())
    title = _title(article, verb, now)
    for one in kept:
        if one.transition.verb == verb and one.moment == moment:
            step = one.transition
            words = _("Typed: %(typed)s") % {"typed": in_typed_words(one.typed)}
            drift = drift_of(one.typed)
            return Hour(verb, title, moment, clocks, words, step.by, step.note, drift)
    return Hour(verb, title, moment, clocks)


def _title(article: Article, verb: str, now: datetime) -> str:
    if verb == Verb.EMBARGO:
        return _("Under embargo until")
    if article.publication_at(now) == Publication.LIVE:
        return _("Readers get the new text")
    return _("Readers get it")


def drift_of(typed: Typed) -> str:
    """What changed since: a country may move its clocks at a week's notice."""
    found = meant_now(typed)
    if found is None:
        return ""
    words = {
        "zone": typed.zone,
        "wall": f"{typed.wall:%H:%M}",
        "stored": desk_time(typed.moment, _language()),
        "utc": in_utc(typed.moment),
    }
    if not found:
        return (
            _(
                "The clock of %(zone)s has other rules now than when this was typed: %(wall)s "
                "no longer exists that night. The moment stays as it was meant then: %(stored)s, "
                "%(utc)s. Set it anew if another one is meant."
            )
            % words
        )
    words["now"] = in_utc(found[-1 if typed.is_second else 0])
    return (
        _(
            "The clock of %(zone)s has other rules now than when this was typed: %(wall)s is "
            "%(now)s today. The moment stays as it was meant then: %(stored)s, %(utc)s. Set it "
            "anew if the wall clock is meant."
        )
        % words
    )


def _steps(article: Article, now: datetime, user: User) -> list[tuple[str, str]]:
    """The steps of an embargo, which stand beside the others."""
    editorial, publication = Editorial(article.editorial), article.publication_at(now)
    is_under = article.is_embargoed(now)
    words = {Verb.EMBARGO: _("A longer embargo…") if is_under else _("Embargo…")}
    if is_under:
        words[Verb.LIFT] = _("Lift the embargo…")
    return [
        (page_of(verb, article), label)
        for verb, label in words.items()
        if is_allowed(verb, editorial, publication) and can_use(user, verb, article)
    ]


def page_of(verb: Verb, article: Article) -> str:
    """The page that asks for what goes with a step."""
    if verb in {Verb.SCHEDULE, Verb.EMBARGO}:
        return reverse(f"admin:articles_article_{verb}", args=[article.pk])
    return reverse("admin:articles_article_step", args=[article.pk, verb.value])


def desk_wall(moment: datetime) -> datetime:
    """A moment (aware) as the desk's clock shows it, without its zone."""
    return timezone.localtime(moment).replace(tzinfo=None)


def _language() -> str:
    return (get_language() or "en")[:2]
