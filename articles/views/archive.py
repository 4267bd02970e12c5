"""Everything that was published, by year, month and day on the newspaper's clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles import dates, days, listings
from articles.caching import CACHE_CONTROL, reader_page
from articles.calendars import Month, calendar_html, year_of
from articles.languages import address_prefix, other
from articles.views.lists import listing
from articles.views.page import Paper, both_editions, furniture, page
from articles.views.subjects import Subject
from articles.views.turning import PLACES, Link

PATH = "archive/"
YEARS = range(1000, 9999)  # that a calendar can be made of


@dataclass(frozen=True)
class MonthLink:
    """A month in the list of all; without an address it has no stories."""

    name: str
    url: str


@dataclass(frozen=True)
class Year:
    """A year with its months."""

    name: str
    url: str
    months: list[MonthLink]


def day_path(day: date) -> str:
    """The address of a day within an edition."""
    return f"{PATH}{day:%Y/%m/%d}/"


def month_path(month: Month) -> str:
    return f"{PATH}{month.first:%Y/%m}/"


@reader_page()
def archive(request: HttpRequest, language: str) -> HttpResponse:
    """All years, and the months of each that have stories; the newest year first."""
    paper = _paper(language, PATH)
    key, prefix = listings.everything(language), address_prefix(language)
    ends = days.ends_of(key)
    months = (
        [month for year in range(ends[1].year, ends[0].year - 1, -1) for month in year_of(year)]
        if ends
        else []
    )
    found = days.have_stories(key, [days.span(one.first, one.last) for one in months])
    years: dict[int, Year] = {}
    for month, has in zip(months, found, strict=True):
        name = dates.number(month.year, language)
        year = Year(name, f"{prefix}{PATH}{month.year}/", [])
        url = f"{prefix}{month_path(month)}" if has else ""
        entry = MonthLink(dates.month_name(month.month, language), url)
        years.setdefault(month.year, year).months.append(entry)
    context = {
        # A year without a story, between others that have some, has no page.
        "years": [one for one in years.values() if any(month.url for month in one.months)],
        "canonical_path": f"{prefix}{PATH}",
        "alternates": both_editions(PATH),
    }
    return page(request, "articles/archive.html", paper, context)


@reader_page()
def archive_year(request: HttpRequest, language: str, year: int) -> HttpResponse:
    """The calendar of a year."""
    first = _date(year)
    paper = _paper(language)
    path, name = f"{PATH}{first:%Y}/", dates.number(year, language)
    title = _("The archive of %(year)s") % {"year": name}
    months = year_of(year)
    return _calendars(request, paper, path, title, months, days.span(first, months[-1].last))


@reader_page()
def archive_month(request: HttpRequest, language: str, year: int, month: int) -> HttpResponse:
    """The calendar of a month."""
    wanted = Month(year, _date(year, month).month)
    title = dates.month_title(wanted.first, language)
    span = days.span(wanted.first, wanted.last)
    return _calendars(request, _paper(language), month_path(wanted), title, [wanted], span)


@reader_page(*PLACES)
def archive_day(
    request: HttpRequest, language: str, year: int, month: int, day: int
) -> HttpResponse:
    """A day's stories, newest first."""
    wanted = _date(year, month, day)
    path = day_path(wanted)
    if moved := _moved(request, language, path):
        return moved
    paper, prefix = _paper(language), address_prefix(language)
    key, span = listings.everything(language), days.span(wanted, wanted)
    long = dates.long_date(wanted, language)
    subject = Subject(
        key,
        dates.full_date(wanted, language),
        _("Archive"),
        path,
        within=span,
        has_feeds=False,
        page_title=_("What was published on %(date)s") % {"date": long},
        description=_("All stories that %(paper)s published on %(date)s.")
        % {"paper": paper.name, "date": long},
        kicker_url=f"{prefix}{month_path(Month(year, month))}",
    )
    older, newer = days.beside(key, span)
    ways = [
        Link(_link(paper, day_path(one)), dates.long_date(one, language), rel)
        for one, rel in ((older, "prev"), (newer, "next"))
        if one is not None
    ]
    return listing(request, paper, subject, ways=ways)


def _calendars(
    request: HttpRequest,
    paper: Paper,
    path: str,
    title: str,
    months: list[Month],
    when: days.Span,
) -> HttpResponse:
    """The calendars of some months that follow each other; at least one story stands in them."""
    language = paper.language
    if moved := _moved(request, language, path):
        return moved
    key = listings.everything(language)
    all_days = [day for month in months for day in month.days]
    found = days.have_stories(key, [days.span(day, day) for day in all_days])
    full = {day for day, has in zip(all_days, found, strict=True) if has}
    if not full:
        raise Http404
    is_year = len(months) > 1
    context = {
        "title": title,
        "calendars": [_calendar(paper, month, full, linked=is_year) for month in months],
        "is_year": is_year,
        "ways": _ways(paper, key, when, is_year=is_year),
        "up": None
        if is_year
        else Link(_link(paper, f"{PATH}{months[0].year}/"), dates.number(months[0].year, language)),
        "canonical_path": f"{address_prefix(language)}{path}",
    }
    return page(request, "articles/calendar.html", paper, context)


def _calendar(paper: Paper, month: Month, full: set[date], *, linked: bool) -> SafeString:
    name = dates.month_name(month.month, paper.language)
    caption = ""
    if linked:
        has = any((day.year, day.month) == (month.year, month.month) for day in full)
        url = _link(paper, month_path(month))
        caption = f'<a href="{url}">{name}</a>' if has else name

    def address(day: date) -> str:
        return _link(paper, day_path(day))

    return calendar_html(month, paper.language, full, address, caption)


def _ways(paper: Paper, key: str, when: days.Span, *, is_year: bool) -> list[Link]:
    """To the nearest months or years before and after that have stories."""
    ways = []
    for day, rel in zip(days.beside(key, when), ("prev", "next"), strict=True):
        if day is None:
            continue
        if is_year:
            path, words = f"{PATH}{day:%Y}/", dates.number(day.year, paper.language)
        else:
            path = month_path(Month(day.year, day.month))
            words = dates.month_title(day, paper.language)
        ways.append(Link(_link(paper, path), words, rel))
    return ways


def _date(year: int, month: int = 1, day: int = 1) -> date:
    """A day of the calendar. Raises ``Http404`` where there is no such day."""
    try:
        if year not in YEARS:
            raise ValueError(year)
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise Http404 from None


def _moved(request: HttpRequest, language: str, path: str) -> HttpResponse | None:
    """The way to the one address where a number was written otherwise, such as 2013/9."""
    canonical = f"{address_prefix(language)}{path}"
    if request.path == canonical:
        return None
    response = HttpResponsePermanentRedirect(canonical)
    response["Cache-Control"] = CACHE_CONTROL
    return response


def _paper(language: str, path: str = "") -> Paper:
    """The furniture; of the pages of one day the other edition may have none."""
    return furniture(language, other_url=f"{address_prefix(other(language))}{path or PATH}")


def _link(paper: Paper, path: str) -> str:
    return f"{address_prefix(paper.language)}{path}"
