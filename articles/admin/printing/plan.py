"""An edition page by page, as the desk sees it; its queries do not grow with its stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import F, OuterRef, Subquery, TextField
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from articles.admin.stories.lists_today import NOW
from articles.models import Article, Assignment, Correction, Placement, PrintEdition, Revision
from articles.models.assignment import NOT_BEGUN
from articles.pagination import neighbour, page_order, pages_of
from articles.print_length import Length, length_of
from articles.workflow import Publication

MOST = 400  # stories in an edition that are shown
PRINTED = Revision.objects.filter(pk=OuterRef("revision")).values(body=KT("content__body"))
TEXT = Coalesce(Subquery(PRINTED), F("article__body"), output_field=TextField())
HEAVY = (
    *("article__body", "article__deck", "revision__content"),
    *("article__head_revision__content", "article__published_revision__content"),
    "article__assignment__brief",
)


@dataclass(frozen=True)
class Slot:
    """A story in its place.

    Attributes:
        length: of the text that was printed, or that stands in the working copy.
        typed: what somebody typed into its form and could not be taken.
        problems: what is wrong with it.
    """

    placement: Placement
    length: Length
    number: int
    many: int
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @property
    def story(self) -> Article:
        return self.placement.article

    @property
    def headline(self) -> str:
        return self.placement.headline or self.story.headline

    @property
    def slug_line(self) -> str:
        """What the desk calls it, where it was assigned."""
        assignment: Assignment | None = getattr(self.story, "assignment", None)
        return assignment.slug_line if assignment else ""

    @property
    def values(self) -> Mapping[str, str]:
        """The fields of its form."""
        stored = {
            name: "" if (value := getattr(self.placement, name)) is None else str(value)
            for name in ("page", "section", "headline", "words", "lines")
        }
        return {**stored, **self.typed}

    @property
    def over(self) -> Length:
        """By how many words and lines it is longer than planned; nothing where it fits."""
        words, lines = self.placement.words, self.placement.lines
        return Length(
            max(0, self.length.words - words) if words else 0,
            max(0, self.length.lines - lines) if lines else 0,
        )

    @property
    def is_over(self) -> bool:
        return self.over != Length(0, 0)

    @property
    def is_unapproved(self) -> bool:
        """Whether the desk does not stand behind the working copy."""
        return self.story.editorial != "approved"

    @property
    def has_changed(self) -> bool:
        """Whether the story is another one since it was printed."""
        printed = self.placement.revision
        head, live = self.story.head_revision, self.story.published_revision
        texts = [one.content_hash for one in (head, live) if one]
        return printed is not None and any(text != printed.content_hash for text in texts)


@dataclass(frozen=True)
class Sheet:
    """A page of an edition."""

    page: str
    slots: list[Slot]
    corrections: int = 0  # to be printed on it
    awaited: list[Assignment] = field(default_factory=list)  # nobody has begun them yet

    @property
    def lines(self) -> int:
        return sum(slot.length.lines for slot in self.slots)


@dataclass(frozen=True)
class Plan:
    """An edition, page by page; pages without a story too, where it says how many it has."""

    edition: PrintEdition
    sheets: list[Sheet]
    corrections: int  # to be printed on its day
    unplaced: list[Assignment] = field(default_factory=list)  # awaited, without a page yet

    @property
    def pages(self) -> list[str]:
        return [sheet.page for sheet in self.sheets]

    @property
    def slots(self) -> list[Slot]:
        return [slot for sheet in self.sheets for slot in sheet.slots]


def read_plan(
    edition: PrintEdition,
    typed: Mapping[int, tuple[Mapping[str, str], list[str]]] | None = None,
) -> Plan:
    """An edition as it stands in the database; three queries.

    Args:
        typed: by the number of a place what somebody typed there, and what is wrong with it.
    """
    rows = Placement.objects.filter(edition=edition).select_related(
        *("article__section", "article__head_revision", "article__published_revision"),
        *("article__assignment", "revision"),
    )
    found = sorted(
        rows.defer(*HEAVY).annotate(as_of=NOW, text=TEXT).order_by("pk")[:MOST],
        key=lambda row: row.place,
    )
    notes = _corrections(edition)
    awaited = _awaited(edition)
    pages = {*pages_of(edition.pagination), *(row.page for row in found), *awaited} - {""}
    many = Counter(row.page for row in found)
    slots: dict[str, list[Slot]] = {page: [] for page in sorted(pages, key=page_order)}
    for row in found:
        vars(row.article)["as_of"] = vars(row)["as_of"]
        words, problems = (typed or {}).get(row.pk, ({}, []))
        here = slots[row.page]
        length = length_of(vars(row)["text"])
        here.append(Slot(row, length, len(here) + 1, many[row.page], words, problems))
    sheets = [Sheet(page, here, notes[page], awaited.get(page, [])) for page, here in slots.items()]
    return Plan(edition, sheets, sum(notes.values()), awaited.get("", []))


def _awaited(edition: PrintEdition) -> dict[str, list[Assignment]]:
    """The assignments for an edition that nobody has begun, by page; none of a printed one."""
    rows = Assignment.objects.filter(NOT_BEGUN, edition=edition).defer("brief").order_by("due_at")
    found: dict[str, list[Assignment]] = {}
    for row in [] if edition.is_printed else rows[:MOST]:
        found.setdefault(row.page, []).append(row)
    return found


def _corrections(edition: PrintEdition) -> Counter[str]:
    """How many corrections are to be printed on each page of its day."""
    rows = Correction.objects.filter(print_date=edition.date)
    rows = rows.exclude(article__removal=Publication.TAKEN_DOWN)
    return Counter(rows.values_list("print_page", flat=True)[:MOST])


def target(plan: Plan, slot: int, way: str) -> tuple[str, int] | None:
    """The page and the position to which a way leads: ``up``, ``down``, ``previous``, ``next``.

    None where the story is not in the plan, or stands at that end of it already.
    """
    found = next((one for one in plan.slots if one.placement.pk == slot), None)
    if found is None:
        return None
    page, place = found.placement.page, found.number - 1
    if way in {"up", "down"}:
        position = place + (1 if way == "down" else -1)
        return (page, position) if 0 <= position < found.many else None
    beyond = neighbour(plan.pages, page, 1 if way == "next" else -1)
    return (beyond, MOST) if beyond else None
