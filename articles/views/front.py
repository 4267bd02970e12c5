from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.http import HttpRequest, HttpResponse

from articles import listings, lite
from articles.caching import reader_page
from articles.models.story import ListedStory
from articles.pagination import page_order
from articles.views.lite import lite_front
from articles.views.most_read import read_most
from articles.views.page import MenuEntry, Paper, furniture, page

NEWEST = 40  # stories among which lead and deck are chosen
DECK = 4
A_BLOCK = 3
OPINION = 3
LATEST = 8
PRINTED = 24


@dataclass(frozen=True)
class Block:
    """A section's part of the front page."""

    section: MenuEntry
    stories: list[ListedStory]


@dataclass(frozen=True)
class PrintedPaper:
    """The newest printed edition that has stories here, by page."""

    date: date
    url: str
    stories: list[ListedStory]


@dataclass
class Front:
    """The arrangement of the front page; no story stands in it twice, but for the printed paper."""

    lead: ListedStory | None = None
    deck: list[ListedStory] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    opinion: list[ListedStory] = field(default_factory=list)
    opinion_url: str = ""
    latest: list[ListedStory] = field(default_factory=list)
    edition: PrintedPaper | None = None


@reader_page()
def front(request: HttpRequest, language: str) -> HttpResponse:
    """The front page of an edition, arranged by rule: newest first, the lead with a picture."""
    paper = furniture(language)
    if lite.part_of(request):
        return lite_front(request, paper)
    context = {
        "front": arrange(paper),
        "most_read": read_most(language),
        "canonical_path": paper.home_url,
    }
    return page(request, "articles/front.html", paper, context)


def arrange(paper: Paper) -> Front:
    """Choose what stands where, in three queries."""
    language = paper.language
    newest = ListedStory.objects.newest_of_each([listings.everything(language)], NEWEST)
    opinion_pks = {entry.pk for entry in paper.sections if entry.is_opinion}
    news = [story for story in newest if story.section_id not in opinion_pks]
    arranged = Front(edition=printed_paper(paper))
    arranged.lead = next((story for story in news[:8] if story.pictures), None)
    if arranged.lead is None and news:
        arranged.lead = news[0]
    used = {arranged.lead.pk} if arranged.lead else set()
    arranged.deck = _take(news, used, DECK)
    by_section = _by_section(paper, A_BLOCK + DECK + 1)
    for entry in paper.sections:
        stories = by_section.get(entry.pk, [])
        if entry.is_opinion:
            arranged.opinion += _take(stories, used, OPINION)
            arranged.opinion_url = arranged.opinion_url or entry.url
        elif chosen := _take(stories, used, A_BLOCK):
            arranged.blocks.append(Block(entry, chosen))
    arranged.latest = _take(newest, used, LATEST)
    return arranged


def _take(stories: list[ListedStory], used: set[int], most: int) -> list[ListedStory]:
    chosen = [story for story in stories if story.pk not in used][:most]
    used.update(story.pk for story in chosen)
    return chosen


def _by_section(paper: Paper, most: int) -> dict[int, list[ListedStory]]:
    """The newest stories of every section, in one query."""
    keys = [listings.section(paper.language, entry.pk) for entry in paper.sections]
    found: dict[int, list[ListedStory]] = {}
    for story in ListedStory.objects.newest_of_each(keys, most):
        found.setdefault(story.section_id, []).append(story)
    return found


def printed_paper(paper: Paper) -> PrintedPaper | None:
    """Today's paper, or the last one before it."""
    key = listings.print_dates(paper.language)
    rows = ListedStory.objects.newest_of_each([key], PRINTED, "placements")
    days = [day["date"] for row in rows for day in row.placements]
    if not days:
        return None
    newest = max(day for day in days)
    stories = [row for row in rows if any(one["date"] == newest for one in row.placements)]
    stories.sort(key=lambda row: min(page_order(one["page"]) for one in row.placements))
    return PrintedPaper(date.fromisoformat(newest), f"{paper.print_url}{newest}/", stories)
