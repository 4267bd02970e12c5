"""The printed paper, day by day and page by page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse

from articles import listings
from articles.caching import reader_page
from articles.languages import address_prefix, other
from articles.models.story import ListedStory
from articles.views.front import page_order
from articles.views.page import furniture, page

MOST_ON_A_DAY = 200
RECENT = 200


@dataclass(frozen=True)
class Appearance:
    """A story on a printed page."""

    story: ListedStory
    publication: str
    page: str
    headline: str


@dataclass(frozen=True)
class PrintedPage:
    """A page of a day's paper."""

    publication: str
    page: str
    appearances: list[Appearance]


@dataclass(frozen=True)
class PrintedDay:
    """A day with printed stories, in the list of editions."""

    date: date
    url: str
    count: int


@reader_page()
def editions(request: HttpRequest, language: str) -> HttpResponse:
    """The days of the printed paper, newest first."""
    paper = furniture(language, other_url=f"{address_prefix(other(language))}print/")
    key = listings.print_dates(language)
    rows = ListedStory.objects.under(key).only("id", "listed_at", "placements")[:RECENT]
    counts: dict[str, int] = {}
    for row in rows:
        for day in {one["date"] for one in row.placements}:
            counts[day] = counts.get(day, 0) + 1
    days = [
        PrintedDay(date.fromisoformat(day), f"{paper.print_url}{day}/", counts[day])
        for day in sorted(counts, reverse=True)
    ]
    context = {"days": days, "canonical_path": paper.print_url}
    return page(request, "articles/print_editions.html", paper, context)


@reader_page()
def edition(request: HttpRequest, language: str, day: date) -> HttpResponse:
    """One day's paper, page by page."""
    path = f"print/{day.isoformat()}/"
    paper = furniture(language, other_url=f"{address_prefix(other(language))}print/")
    key = listings.print_date(language, day.isoformat())
    rows = ListedStory.objects.under(key).defer("body_html", "corrections", "tags")[:MOST_ON_A_DAY]
    appearances = [
        Appearance(row, one["publication"], one["page"], one["headline"] or row.headline)
        for row in rows
        for one in row.placements
        if one["date"] == day.isoformat()
    ]
    if not appearances:
        raise Http404
    appearances.sort(key=lambda one: (one.publication, page_order(one.page)))
    pages = [
        PrintedPage(publication, number, list(group))
        for (publication, number), group in groupby(
            appearances, key=lambda one: (one.publication, one.page)
        )
    ]
    context = {
        "day": day,
        "pages": pages,
        "canonical_path": f"{address_prefix(language)}{path}",
    }
    return page(request, "articles/print_edition.html", paper, context)
