"""The week as the desk plans it. Pure."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# Monday, in both languages: it is the first working day at the paper, and the first of the week in
# Lebanon's calendars (CLDR names other days for other countries of the region, none for LB).
FIRST_DAY = 0  # as ``date.weekday`` counts
DAYS = 7


def week_of(day: date) -> list[date]:
    """The seven days of the week in which a day lies.

    Raises:
        OverflowError: the week reaches beyond what a date can say.
    """
    first = day - timedelta(days=(day.weekday() - FIRST_DAY) % DAYS)
    return [first + timedelta(days=number) for number in range(DAYS)]


def begins(day: date, zone: ZoneInfo) -> datetime:
    """The first moment (UTC) of a day in a zone, also where its clock leaps over midnight."""
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
