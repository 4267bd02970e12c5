"""Months as calendars in HTML. Written in Python, as a year has twelve of them with 365 days."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

from django.utils.safestring import SafeString

from articles import dates

# Weeks begin on Monday in Lebanon as in Britain (CLDR).
WEEKS = calendar.Calendar(calendar.MONDAY)


@dataclass(frozen=True)
class Month:
    """A month and the days of it that lead somewhere."""

    year: int
    month: int

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range(self.last.day)]


def year_of(year: int) -> list[Month]:
    return [Month(year, number) for number in range(1, 13)]


def calendar_html(
    month: Month,
    language: str,
    days: Collection[date],
    address: Callable[[date], str],
    caption: str = "",
) -> SafeString:
    """A month as a table, a week in a row.

    Args:
        days: those that have a page.
        address: of a day's page.
        caption: above the table, as HTML; else the month's name.
    """
    weeks = "".join(
        f"<tr>{''.join(_cell(day, month, language, days, address) for day in week)}</tr>"
        for week in WEEKS.monthdatescalendar(month.year, month.month)
    )
    heads = "".join(
        f'<th scope="col"><abbr title="{name}">{letter}</abbr></th>'
        for name, letter in zip(*dates.weekdays(language), strict=True)
    )
    return SafeString(
        f'<table class="calendar"><caption>{caption or dates.month_title(month.first, language)}'
        f"</caption><thead><tr>{heads}</tr></thead><tbody>{weeks}</tbody></table>"
    )


def _cell(
    day: date,
    month: Month,
    language: str,
    days: Collection[date],
    address: Callable[[date], str],
) -> str:
    if day.month != month.month:
        return "<td></td>"
    shown = dates.number(day.day, language)
    if day not in days:
        return f"<td>{shown}</td>"
    name = dates.long_date(day, language)
    return f'<td><a href="{escape(address(day))}" aria-label="{name}">{shown}</a></td>'
