"""From a plan and what is live to a front page: what is pinned first, then the rule.

Readers' pages and the desk's preview are arranged here, by the same rule: newest first, the lead
and the head of each block with a picture, and no story twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from articles import listings
from articles.fronts.plan import (
    DECK,
    LATEST_PART,
    LEAD,
    MOST_IN_BLOCK,
    OPINION,
    OPINION_PART,
    PRINT_PART,
    Pin,
    Plan,
    pins_in,
    shown_in,
    slot_of,
    slots,
)
from articles.models.story import PINNED, Candidate, ListedStory
from articles.pagination import page_order
from articles.views.page import MenuEntry, Paper

LATEST = 8
IN_PRINT = 4
AMONG = 8  # the newest stories among which the lead is looked for
AMONG_SECTION = 5  # those among which the head of a section's block is
BESIDE = 3  # stories of the deck that stand beside the lead
MOST = {"newest": 40, "of_section": MOST_IN_BLOCK + 5, "of_print": 24}

Row = Candidate[ListedStory]


@dataclass(frozen=True)
class Block:
    """A section's part of the front page."""

    section: MenuEntry
    stories: list[ListedStory]


@dataclass(frozen=True)
class PrintedPaper:
    """The newest printed edition that has stories here; those not on the front yet, by page."""

    date: date
    url: str
    stories: list[ListedStory]


@dataclass
class Front:
    """The arrangement of the front page; no story stands in it twice."""

    lead: ListedStory | None = None
    deck: list[ListedStory] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    opinion: list[ListedStory] = field(default_factory=list)
    opinion_url: str = ""
    latest: list[ListedStory] = field(default_factory=list)
    edition: PrintedPaper | None = None

    @property
    def under_lead(self) -> list[ListedStory]:
        """The first of the deck, where it has more than the column beside the lead takes."""
        return self.deck[: max(0, len(self.deck) - BESIDE)]

    @property
    def beside_lead(self) -> list[ListedStory]:
        return self.deck[len(self.under_lead) :]


def arranged(paper: Paper, plan: Plan) -> Front:
    """The front page of a plan whose pins are all live; in one query."""
    sections = [entry.pk for entry in paper.sections]
    pinned = [pin["story"] for pin in plan["pins"]]
    rows = ListedStory.objects.candidates(paper.language, sections, pinned, MOST)
    return _Table(paper, plan, rows).front()


class _Table:
    """The candidates laid out; whatever is taken cannot be taken again."""

    def __init__(self, paper: Paper, plan: Plan, rows: Iterable[Row]) -> None:
        self.paper, self.plan = paper, plan
        self.rows: dict[str, list[Row]] = {}
        for row in rows:
            self.rows.setdefault(row.key, []).append(row)
        self.opinion = {entry.pk for entry in paper.sections if entry.is_opinion}
        self.used: set[int] = set()
        self.pinned = self._pinned()

    def front(self) -> Front:
        """Fill the page from its head to its foot, then what stands beside it."""
        front = Front(lead=self._lead())
        front.deck = self._fill(DECK, self._news())
        if OPINION_PART in self.plan["parts"]:
            entries = [entry for entry in self.paper.sections if entry.is_opinion]
            rows = [row for entry in entries for row in self._of_section(entry.pk)]
            front.opinion = self._fill(OPINION, rows)
            front.opinion_url = entries[0].url if entries else ""
        entries_by_pk = {entry.pk: entry for entry in self.paper.sections}
        for block in self.plan["blocks"]:
            entry = entries_by_pk.get(block["section"])
            if entry and (stories := self._fill(slot_of(entry.pk), self._headed(entry.pk))):
                front.blocks.append(Block(entry, stories))
        if PRINT_PART in self.plan["parts"]:
            front.edition = self._printed()
        if LATEST_PART in self.plan["parts"]:
            newest = self.rows.get(listings.everything(self.paper.language), [])
            front.latest = self._take(newest, LATEST)
        return front

    def _pinned(self) -> dict[str, list[ListedStory]]:
        """What stands where because the desk said so; the rule leaves all of it alone."""
        rows = {row.pk: row for row in self.rows.get(PINNED, [])}
        found: dict[str, list[ListedStory]] = {}
        for slot in slots(self.plan):
            if slot == OPINION and OPINION_PART not in self.plan["parts"]:
                continue
            pins = [pin for pin in pins_in(self.plan, slot) if pin["story"] in rows]
            pins = [pin for pin in pins if pin["story"] not in self.used]
            pins = pins[: shown_in(self.plan, slot)]
            self.used.update(pin["story"] for pin in pins)
            found[slot] = [_worded(rows[pin["story"]].story, pin) for pin in pins]
        return found

    def _lead(self) -> ListedStory | None:
        """The pinned lead; else by rule; else, on a day with nothing else, whatever there is."""
        if pinned := self.pinned[LEAD]:
            return pinned[0]
        news = self._news()
        chosen = self._take(news[:AMONG], 1, lambda row: row.is_illustrated) or self._take(news, 1)
        if chosen:
            return chosen[0]
        for slot in slots(self.plan):
            if self.pinned.get(slot):
                return self.pinned[slot].pop(0)
        newest = self.rows.get(listings.everything(self.paper.language), [])
        return next(iter(self._take(newest, 1)), None)

    def _news(self) -> list[Row]:
        """Newest first, without opinion and without what is used."""
        rows = self.rows.get(listings.everything(self.paper.language), [])
        return [row for row in rows if row.section not in self.opinion and row.pk not in self.used]

    def _of_section(self, pk: int) -> list[Row]:
        return self.rows.get(listings.section(self.paper.language, pk), [])

    def _headed(self, pk: int) -> list[Row]:
        """A section's stories, headed by one with a picture where one of the newest has any."""
        rows = [row for row in self._of_section(pk) if row.pk not in self.used]
        head = next((row for row in rows[:AMONG_SECTION] if row.is_illustrated), None)
        if head is None or self.pinned.get(slot_of(pk)):
            return rows
        return [head, *(row for row in rows if row is not head)]

    def _fill(self, slot: str, rows: Iterable[Row]) -> list[ListedStory]:
        pinned = self.pinned.get(slot, [])
        most = shown_in(self.plan, slot)
        return [*pinned, *self._take(rows, most - len(pinned))]

    def _take(
        self, rows: Iterable[Row], most: int, fits: Callable[[Row], bool] = lambda row: True
    ) -> list[ListedStory]:
        free = (row for row in rows if row.pk not in self.used and fits(row))
        chosen = list(islice(free, max(0, most)))
        self.used.update(row.pk for row in chosen)
        return [row.story for row in chosen]

    def _printed(self) -> PrintedPaper | None:
        """Today's paper, or the last one before it."""
        rows = self.rows.get(listings.print_dates(self.paper.language), [])
        days = [one["date"] for row in rows for one in row.placements]
        if not days:
            return None
        newest = max(days)
        of_day = [(_page(row, newest), row) for row in rows]
        of_day = [(page, row) for page, row in of_day if page]
        of_day.sort(key=lambda pair: page_order(pair[0]))
        stories = self._take((row for _page, row in of_day), IN_PRINT)
        url = f"{self.paper.print_url}{newest}/"
        return PrintedPaper(date.fromisoformat(newest), url, stories)


def _page(row: Row, day: str) -> str:
    """On which page it was printed on a day (ISO); empty where it was not."""
    pages = [one["page"] for one in row.placements if one["date"] == day]
    return min(pages, key=page_order) if pages else ""


def _worded(story: ListedStory, pin: Pin) -> ListedStory:
    """The story in the words that it has on the front."""
    story.headline = pin["headline"] or story.headline
    story.kicker = pin["kicker"] or story.kicker
    story.deck = pin["deck"] or story.deck
    return story
