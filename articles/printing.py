"""The verbs that make a plan the record of what was printed, and those that put the record right.

Marking binds each place to the text that went to the press and says at once, in the texts that
readers have, where they were printed. The database keeps the record; only the two verbs with a
reason open it. All in one transaction each, stories locked in the order of their numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.arranging import AT_THE_END, PLAIN, Arrangement, Details, arranging
from articles.clock import moment_of_act
from articles.models import Article, Placement, PrintEdition, PrintVerb, Revision, Transition
from articles.printed import printed_places
from articles.releases import tell_places
from articles.tasks import pages_changed
from articles.workflow import Refused, Verb
from staff.models import User

# Tomorrow's early edition is printed tonight.
EARLIEST = timedelta(days=1)


def mark_printed(
    edition: PrintEdition, *, by: User, seen: int | None = None, at: datetime | None = None
) -> str:
    """Record that an edition was printed as it is planned. Twice is once.

    Args:
        seen: the version of the plan that the person read; another one is refused.
        at: when it was printed (aware), for importers: the texts of then are bound. Else now.

    Returns:
        A sentence that says what happened.

    Raises:
        Refused: nothing stands in it, a story has no text, or its day has not come.
        Stale: the plan changed meanwhile.
    """
    edition.refresh_from_db()
    if edition.is_printed:
        return _("This edition is recorded as printed already.")
    with arranging(edition, by, None, at) as arrangement:
        printed = arrangement.edition
        if printed.is_printed:
            return _("This edition is recorded as printed already.")
        arrangement.check(seen)
        slots = list(printed.placements.order_by("pk"))
        if not slots:
            raise Refused(_("Nothing stands in this edition yet, so nothing of it was printed."))
        if printed.date > timezone.localdate(arrangement.now) + EARLIEST:
            raise Refused(_("The day of this edition has not come yet."))
        now = _hold((slot.article_id for slot in slots), arrangement, at)
        _bind(slots, now)
        printed.printed_at = now
        arrangement.record(PrintVerb.PRINT)
        _tell(slot.article_id for slot in slots)
    return _("Marked as printed. Its stories say so to their readers from now on.")


def unprint(edition: PrintEdition, *, by: User, reason: str, seen: int | None = None) -> str:
    """Take the mark back: the record is a plan again, and no story claims to have been printed.

    Args:
        reason: why (needed); it stays with the edition.

    See ``mark_printed`` for the other arguments and the errors.
    """
    _need(reason)
    with arranging(edition, by, seen) as arrangement, _open_record():
        _need_printed(arrangement)
        slots = list(arrangement.edition.placements.all())
        _hold((slot.article_id for slot in slots), arrangement)
        arrangement.edition.printed_at = None
        arrangement.record(PrintVerb.UNPRINT, reason=reason)
        arrangement.edition.placements.update(revision=None)
        _tell(slot.article_id for slot in slots)
    return _("The mark is taken back. The edition is a plan again.")


def correct_record(
    edition: PrintEdition,
    slot: int,
    *,
    by: User,
    reason: str,
    seen: int | None = None,
    page: str | None,
    details: Details = PLAIN,
) -> str:
    """Put right where a printed story stood, or how it was headed.

    Args:
        reason: why (needed); it stays with the edition.
        page: where it stood; none where it did not appear at all, so that it leaves the record.
        details: its print section and print headline; what was planned stays.

    See ``mark_printed`` for the other arguments and the errors.
    """
    _need(reason)
    with arranging(edition, by, seen) as arrangement, _open_record():
        _need_printed(arrangement)
        found = arrangement.slot(slot)
        before = found.page
        _hold([found.article_id], arrangement)
        if page is None:
            found.delete()
        else:
            is_other = page != before
            found.page = page
            _need_free(found)
            found.section, found.headline = details.section, details.headline
            if is_other:
                found.order = AT_THE_END
            found.save()
        arrangement.record(
            PrintVerb.CORRECT, found, reason=reason, **{"from": before, "to": page or ""}
        )
        _tell([found.article_id])
    return _("The record is corrected; readers are told what it says.")


def add_to_record(
    edition: PrintEdition,
    article: Article,
    page: str,
    details: Details = PLAIN,
    *,
    by: User,
    reason: str,
    seen: int | None = None,
) -> str:
    """Add a story that appeared without having been planned. See ``correct_record``."""
    _need(reason)
    with arranging(edition, by, seen) as arrangement, _open_record():
        _need_printed(arrangement)
        added = Placement(
            article=article, edition=arrangement.edition, page=page, **asdict(details)
        )
        _need_free(added)
        added.order = AT_THE_END
        _hold([article.pk], arrangement)
        added.save()
        _bind([added], arrangement.edition.printed_at or arrangement.now)
        arrangement.record(PrintVerb.CORRECT, added, reason=reason, **{"from": "", "to": page})
        _tell([article.pk])
    return _("The record is corrected; readers are told what it says.")


@contextmanager
def _open_record() -> Iterator[None]:
    """Within it, and in this transaction alone, the database lets a record be changed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('newsroom.print_record', 'open', true)")
    yield
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('newsroom.print_record', '', true)")


def _hold(
    articles: Iterable[int], arrangement: Arrangement, at: datetime | None = None
) -> datetime:
    """Lock the stories. The moment (aware) of the act, not before the last one of any of them."""
    numbers = set(articles)
    stories = Article.objects.select_for_update(of=("self",)).filter(pk__in=numbers)
    list(stories.order_by("pk").values_list("pk"))
    last = Transition.objects.filter(article__in=numbers).aggregate(last=Max("at"))["last"]
    acts = [one for one in (last, arrangement.now) if one]
    arrangement.now = at or moment_of_act(max(acts))
    return arrangement.now


@dataclass(frozen=True)
class Text:
    """The text of a story that goes to the press."""

    revision: int
    number: int
    is_approved: bool


def texts_at(articles: Iterable[int], moment: datetime) -> dict[int, Text]:
    """What is printed of some stories at a moment (aware): of each the text approved last by then.

    Where none ever was it is the newest text of then, or the first one. A story that
    was never saved has none.
    """
    approvals = Transition.objects.filter(article=OuterRef("pk"), verb=Verb.APPROVE, at__lte=moment)
    written = Revision.objects.filter(article=OuterRef("pk"))
    choices = {
        "approved": approvals.order_by("-pk").values("revision")[:1],
        "newest": written.filter(created_at__lte=moment).order_by("-number").values("pk")[:1],
        "first": written.order_by("number").values("pk")[:1],
    }
    stories = Article.objects.filter(pk__in=set(articles))
    rows = list(stories.values_list("pk", *(Subquery(one) for one in choices.values())))
    chosen = {
        pk: (approved or newest or first, bool(approved)) for pk, approved, newest, first in rows
    }
    numbers = Revision.objects.filter(pk__in=[pk for pk, _is in chosen.values() if pk])
    known = dict(numbers.values_list("pk", "number"))
    return {
        pk: Text(revision, known[revision], is_approved)
        for pk, (revision, is_approved) in chosen.items()
        if revision
    }


def _bind(slots: list[Placement], moment: datetime) -> None:
    """Bind places to the texts that were printed at a moment (aware)."""
    texts = texts_at((slot.article_id for slot in slots), moment)
    for slot in slots:
        if slot.article_id not in texts:
            raise Refused(_("Story %(number)s has no text yet.") % {"number": slot.article_id})
        slot.revision_id = texts[slot.article_id].revision
    Placement.objects.bulk_update(slots, ["revision"])


def _tell(articles: Iterable[int]) -> None:
    """Have the texts that readers have say where they were printed; the stories are locked."""
    stories = {one.pk: one for one in Article.objects.filter(pk__in=set(articles)).only("pk")}
    places = printed_places(stories)
    now = moment_of_act(
        Transition.objects.filter(article__in=stories).aggregate(last=Max("at"))["last"]
    )
    told = [tell_places(one, now, places[number]) for number, one in sorted(stories.items())]
    if any(told):
        pages_changed()


def _need(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("Say why the record is changed; the reason stays with the edition."))


def _need_printed(arrangement: Arrangement) -> None:
    if not arrangement.edition.is_printed:
        raise Refused(_("This edition is not marked as printed."))


def _need_free(slot: Placement) -> None:
    rows = Placement.objects.filter(edition=slot.edition, article=slot.article, page=slot.page)
    if rows.exclude(pk=slot.pk).exists():
        raise Refused(_("The story stands on page %(page)s already.") % {"page": slot.page})
