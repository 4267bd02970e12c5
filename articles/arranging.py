"""The verbs of an edition's plan: which story stands on which page, in which order.

Each runs in one transaction under the edition's lock and writes one ``PrintAct``. Only who has read
the newest version of a plan changes it; a printed edition is a record and no plan.
Stories are not touched: their text, its approval and what readers have stay what they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from articles.clock import moment_of_act
from articles.models import Article, Placement, PrintAct, PrintEdition, PrintVerb
from articles.workflow import Editorial, Refused, Stale
from staff.models import User

AT_THE_END = 10_000  # more than a page holds


@dataclass(frozen=True)
class Details:
    """How a story stands on its page; its length as it is planned, where it is."""

    section: str = ""
    headline: str = ""
    words: int | None = None
    lines: int | None = None


PLAIN = Details()


@dataclass
class Arrangement:
    """An edition under its lock, and who changes it."""

    edition: PrintEdition
    by: User
    now: datetime

    def check(self, seen: int | None) -> None:
        """Whether the person read the edition as it is.

        Raises:
            Stale: somebody changed it meanwhile.
        """
        if seen is not None and seen != self.edition.version:
            raise Stale(_("Somebody changed this edition after you opened it. Nothing was done."))

    def slot(self, number: int) -> Placement:
        """A story's place in this edition.

        Raises:
            Refused: it is not in it any more.
        """
        rows = Placement.objects.select_related("article").defer("article__body", "article__deck")
        found = rows.filter(edition=self.edition, pk=number).first()
        if found is None:
            raise Refused(_("That story does not stand in this edition any more."))
        return found

    def on_page(self, page: str) -> list[Placement]:
        """What stands on a page, in its order."""
        return list(self.edition.placements.filter(page=page).order_by("order", "pk"))

    def record(
        self, verb: PrintVerb, slot: Placement | None = None, reason: str = "", **details: Any
    ) -> None:
        """Write the act; the edition's version becomes its number."""
        self.edition.version += 1
        if slot is not None:
            details["headline"] = slot.headline or slot.article.headline
        PrintAct.objects.create(
            edition=self.edition,
            number=self.edition.version,
            verb=verb,
            article=slot.article if slot else None,
            details=details,
            reason=reason.strip(),
            by=self.by,
            at=self.now,
        )
        self.edition.save(update_fields=["version", "printed_at"])


@contextmanager
def arranging(
    edition: PrintEdition, by: User, seen: int | None, at: datetime | None = None
) -> Iterator[Arrangement]:
    """Within it a verb changes an edition, in one transaction and under its lock.

    Args:
        seen: the version of the plan that the person read; another one is refused.
        at: the moment to record (aware), for importers; else now.

    Raises:
        Stale: somebody changed the edition meanwhile.
    """
    with transaction.atomic():
        locked = PrintEdition.objects.select_for_update().get(pk=edition.pk)
        last = PrintAct.objects.filter(edition=locked).values_list("at", flat=True).first()
        arrangement = Arrangement(locked, by, at or moment_of_act(last))
        arrangement.check(seen)
        yield arrangement
    edition.refresh_from_db()


@contextmanager
def _planning(edition: PrintEdition, by: User, seen: int | None) -> Iterator[Arrangement]:
    with arranging(edition, by, seen) as arrangement:
        if arrangement.edition.is_printed:
            raise Refused(
                _("This edition is printed. Its record is corrected by the chief editor.")
            )
        yield arrangement


def place(
    edition: PrintEdition,
    article: Article,
    page: str,
    details: Details = PLAIN,
    *,
    by: User,
    seen: int | None = None,
) -> str:
    """Put a story at the end of a page. The verbs of a plan share these arguments.

    Args:
        seen: the version of the plan that the person read; another one is refused.

    Returns:
        A sentence that says where the story stands now.

    Raises:
        Refused: the story cannot be printed there. Stale: the plan changed meanwhile.
    """
    with _planning(edition, by, seen) as arrangement:
        slot = Placement(article=article, edition=arrangement.edition, page=page, **asdict(details))
        check_place(slot)
        slot.order = len(arrangement.on_page(page))
        slot.save()
        arrangement.record(PrintVerb.PLACE, slot, to=page)
        return _where(arrangement, slot)


def move(
    edition: PrintEdition,
    slot: int,
    page: str,
    position: int = AT_THE_END,
    *,
    by: User,
    seen: int | None = None,
) -> str:
    """Move a story to a page, to a position among the others there (0 is the first).

    See ``place`` for the other arguments and the errors.
    """
    with _planning(edition, by, seen) as arrangement:
        moved = arrangement.slot(slot)
        before, places = moved.page, [one.pk for one in arrangement.on_page(page)]
        others = [one for one in arrangement.on_page(page) if one.pk != moved.pk]
        position = max(0, min(position, len(others)))
        order = [*others[:position], moved, *others[position:]]
        if page == before and [one.pk for one in order] == places:
            return _where(arrangement, moved)
        moved.page = page
        check_place(moved)
        for number, one in enumerate(order):
            one.order = number
        Placement.objects.bulk_update(order, ["page", "order"])
        arrangement.record(PrintVerb.MOVE, moved, **{"from": before, "to": page})
        return _where(arrangement, moved)


def detail(
    edition: PrintEdition, slot: int, details: Details, *, by: User, seen: int | None = None
) -> str:
    """Change a story's print headline, print section or planned length. See ``place``."""
    with _planning(edition, by, seen) as arrangement:
        found = arrangement.slot(slot)
        values = asdict(details)
        changed = [name for name, value in values.items() if value != getattr(found, name)]
        if not changed:
            return _("Nothing was changed.")
        for name in changed:
            setattr(found, name, values[name])
        found.save(update_fields=changed)
        arrangement.record(PrintVerb.DETAIL, found, to=found.page)
        return _("Changed: “%(headline)s” on page %(page)s.") % _names(found)


def take_off(edition: PrintEdition, slot: int, *, by: User, seen: int | None = None) -> str:
    """Take a story off the plan; the story itself stays what it is. See ``place``."""
    with _planning(edition, by, seen) as arrangement:
        found = arrangement.slot(slot)
        said = _("“%(headline)s” is off page %(page)s.") % _names(found)
        arrangement.record(PrintVerb.TAKE_OFF, found, **{"from": found.page})
        found.delete()
        return said


def check_place(slot: Placement) -> None:
    """Whether a story can stand where it is to be put.

    Raises:
        Refused: it was given up or taken from the readers, or stands there already.
    """
    article = slot.article
    if article.editorial == Editorial.SPIKED:
        raise Refused(_("A spiked story is not printed. Bring it back first."))
    if article.withdrawn_at is not None:
        raise Refused(_("A story that was taken from the readers is not printed either."))
    there = Placement.objects.filter(edition=slot.edition_id, article=article, page=slot.page)
    if there.exclude(pk=slot.pk).exists():
        raise Refused(_("“%(headline)s” stands on page %(page)s already.") % _names(slot))


def _names(slot: Placement) -> dict[str, str]:
    return {"headline": slot.headline or slot.article.headline, "page": slot.page}


def _where(arrangement: Arrangement, slot: Placement) -> str:
    order = [one.pk for one in arrangement.on_page(slot.page)]
    return _("“%(headline)s” stands on page %(page)s now, place %(place)s of %(many)s.") % {
        **_names(slot),
        "place": 1 + order.index(slot.pk),
        "many": len(order),
    }
