"""The printed paper, day by day and page by page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse

from articles import dates, days, listings
from articles.caching import reader_page
from articles.calendars import Month, calendar_html, year_of
from articles.languages import address_prefix, other
from articles.models.story import ListedStory
from articles.pagination import page_order
from articles.views.page import Paper, both_editions, furniture, page
from articles.views.turning import Link

PATH = "print/"
MOST_ON_A_DAY = 200
# The usual editions of a day in the order in which they leave the press; others follow.
EDITIONS = ("", "early", "first", "late", "final")


@dataclass(frozen=True)
class Appearance:
    """A story on a printed page."""

    story: ListedStory
    publication: str
    edition: str
    page: str
    section: str
    headline: str

    @property
    def place(self) -> tuple[str, int, str, tuple[str, int, str]]:
        """Where it stands among the papers of a day."""
        name = self.edition.strip().lower()
        turn = EDITIONS.index(name) if name in EDITIONS else len(EDITIONS)
        return self.publication, turn, name, page_order(self.page)


@dataclass(frozen=True)
class PrintedPage:
    """A page of a day's paper."""

    page: str
    appearances: list[Appearance]


@dataclass(frozen=True)
class PrintedPaper:
    """One of the papers of a day: the only one, or its early or late edition."""

    publication: str
    edition: str
    pages: list[PrintedPage]


@dataclass(frozen=True)
class Year:
    """A year and those of its months in which something was printed."""

    name: str
    months: list[Link]


@reader_page()
def editions(request: HttpRequest, language: str) -> HttpResponse:
    """The newest month's editions as a calendar, and the way to every other month."""
    paper = furniture(language, other_url=f"{address_prefix(other(language))}{PATH}")
    ends = days.printed_ends(language)
    context = {
        "calendar": _calendar(paper, Month(ends[1].year, ends[1].month)) if ends else "",
        "newest": _link(paper, ends[1]) if ends else None,
        "years": _years(paper, *ends) if ends else [],
        "canonical_path": paper.print_url,
        "alternates": both_editions(PATH),
    }
    return page(request, "articles/print_editions.html", paper, context)


@reader_page()
def editions_of_month(request: HttpRequest, language: str, month: Month) -> HttpResponse:
    """The editions of a month as a calendar."""
    paper = furniture(language, other_url=f"{address_prefix(other(language))}{PATH}")
    if not any(days.were_printed(language, [(month.first, month.last)])):
        raise Http404
    before, _after = days.printed_beside(language, month.first)
    _before, after = days.printed_beside(language, month.last)
    ways = [
        Link(_month_url(paper, one), dates.month_title(one, language), rel)
        for one, rel in ((before, "prev"), (after, "next"))
        if one is not None
    ]
    context = {
        "title": dates.month_title(month.first, language),
        "calendar": _calendar(paper, month),
        "ways": ways,
        "canonical_path": _month_url(paper, month.first),
    }
    return page(request, "articles/print_month.html", paper, context)


@reader_page()
def edition(request: HttpRequest, language: str, day: date) -> HttpResponse:
    """One day's paper, page by page."""
    paper = furniture(language, other_url=f"{address_prefix(other(language))}{PATH}")
    key = listings.print_date(language, day.isoformat())
    rows = ListedStory.objects.under(key).defer("body_html", "corrections", "tags")[:MOST_ON_A_DAY]
    papers = _papers(rows, day)
    if not papers:
        raise Http404
    ways = [
        Link(_link(paper, one).url, dates.long_date(one, language), rel)
        for one, rel in zip(days.printed_beside(language, day), ("prev", "next"), strict=True)
        if one is not None
    ]
    context = {
        "day": day,
        "papers": papers,
        "ways": ways,
        "month": Link(_month_url(paper, day), dates.month_title(day, language)),
        "canonical_path": _link(paper, day).url,
    }
    return page(request, "articles/print_edition.html", paper, context)


def _papers(rows: Iterable[ListedStory], day: date) -> list[PrintedPaper]:
    found = [
        Appearance(
            row,
            one["publication"],
            one.get("name", ""),
            one["page"],
            one["section"],
            one["headline"] or row.headline,
        )
        for row in rows
        for one in row.placements
        if one["date"] == day.isoformat()
    ]
    found.sort(key=lambda one: one.place)
    return [
        PrintedPaper(
            publication,
            name,
            [PrintedPage(*one) for one in _grouped(papers)],
        )
        for (publication, name), papers in groupby(
            found, key=lambda one: (one.publication, one.edition)
        )
    ]


def _grouped(found: Iterable[Appearance]) -> list[tuple[str, list[Appearance]]]:
    return [(number, list(some)) for number, some in groupby(found, key=lambda one: one.page)]


def _calendar(paper: Paper, month: Month) -> str:
    spans = [(day, day) for day in month.days]
    found = days.were_printed(paper.language, spans)
    printed = {day for day, has in zip(month.days, found, strict=True) if has}
    return calendar_html(month, paper.language, printed, lambda day: _link(paper, day).url)


def _years(paper: Paper, oldest: date, newest: date) -> list[Year]:
    """The months in which something was printed, by year, the newest year first."""
    months = [month for year in range(newest.year, oldest.year - 1, -1) for month in year_of(year)]
    found = days.were_printed(paper.language, [(one.first, one.last) for one in months])
    years: dict[int, Year] = {}
    for month, has in zip(months, found, strict=True):
        if has:
            name = dates.number(month.year, paper.language)
            words = dates.month_name(month.month, paper.language)
            year = years.setdefault(month.year, Year(name, []))
            year.months.append(Link(_month_url(paper, month.first), words))
    return list(years.values())


def _link(paper: Paper, day: date) -> Link:
    """The way to a day's paper."""
    return Link(f"{paper.print_url}{day.isoformat()}/", dates.full_date(day, paper.language))


def _month_url(paper: Paper, day: date) -> str:
    return f"{paper.print_url}{day:%Y-%m}/"
