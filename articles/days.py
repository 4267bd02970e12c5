"""On which days, in which months and in which years a list has stories that are live.

Each span of time is looked up in the list's index and found or not with its first row, so the
cost depends on how many spans are asked and not on how many stories there are. What waits for its
hour is not there, as these are the readers' own views.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from articles import listings, prepared

Span = tuple[datetime, datetime]  # from a moment (aware) until before another

HAVE_STORIES = """
SELECT wanted.place FROM unnest($2::timestamptz[], $3::timestamptz[])
    WITH ORDINALITY AS wanted (since, until, place)
CROSS JOIN LATERAL (
    SELECT FROM articles_listedstory
    WHERE key = $1 AND listed_at >= wanted.since AND listed_at < wanted.until
    ORDER BY listed_at DESC, listed_id DESC LIMIT 1
) AS one
"""
ENDS = """
SELECT (SELECT listed_at FROM articles_listedstory WHERE key = $1
        ORDER BY listed_at, listed_id LIMIT 1),
       (SELECT listed_at FROM articles_listedstory WHERE key = $1
        ORDER BY listed_at DESC, listed_id DESC LIMIT 1)
"""
BESIDE = """
SELECT (SELECT listed_at FROM articles_listedstory WHERE key = $1 AND listed_at < $2
        ORDER BY listed_at DESC, listed_id DESC LIMIT 1),
       (SELECT listed_at FROM articles_listedstory WHERE key = $1 AND listed_at >= $3
        ORDER BY listed_at, listed_id LIMIT 1)
"""
# The printed days are keys themselves: en:print:2013-11-20.
WERE_PRINTED = """
SELECT wanted.place FROM unnest($1::text[], $2::text[])
    WITH ORDINALITY AS wanted (first, last, place)
CROSS JOIN LATERAL (
    SELECT FROM articles_listedstory
    WHERE key >= wanted.first AND key <= wanted.last ORDER BY key LIMIT 1
) AS one
"""
PRINTED_BESIDE = """
SELECT (SELECT key FROM articles_listedstory WHERE key >= $1 AND key < $2
        ORDER BY key DESC LIMIT 1),
       (SELECT key FROM articles_listedstory WHERE key > $2 AND key <= $3
        ORDER BY key LIMIT 1)
"""
FIRST_DAY, LAST_DAY = date(1000, 1, 1), date(9999, 12, 31)


def midnight(day: date) -> datetime:
    """When a day begins on the newspaper's clock."""
    return timezone.make_aware(datetime.combine(day, time.min))


def span(first: date, last: date) -> Span:
    """From the beginning of a day to the end of the same or another one."""
    return midnight(first), midnight(last + timedelta(days=1))


def have_stories(key: str, spans: Sequence[Span]) -> list[bool]:
    """Which spans a list has live stories in; one query."""
    begins, ends = [one[0] for one in spans], [one[1] for one in spans]
    rows = prepared.rows("articles_days", HAVE_STORIES, key, begins, ends)
    return _places(rows, len(spans))


def ends_of(key: str) -> tuple[date, date] | None:
    """The days of a list's oldest and newest live story; none where there is no story."""
    oldest, newest = prepared.rows("articles_ends", ENDS, key)[0]
    if oldest is None or newest is None:
        return None
    return _day(oldest), _day(newest)


def beside(key: str, when: Span) -> tuple[date | None, date | None]:
    """The nearest days before and after a span that have live stories."""
    older, newer = prepared.rows("articles_beside", BESIDE, key, *when)[0]
    return older and _day(older), newer and _day(newer)


def were_printed(language: str, spans: Sequence[tuple[date, date]]) -> list[bool]:
    """In which spans of days, their last ones included, something was printed; one query."""
    firsts = [_printed(language, first) for first, _last in spans]
    lasts = [_printed(language, last) for _first, last in spans]
    return _places(prepared.rows("articles_printed", WERE_PRINTED, firsts, lasts), len(spans))


def printed_beside(language: str, day: date) -> tuple[date | None, date | None]:
    """The printed days before and after a day; none where there is none."""
    keys = [_printed(language, one) for one in (FIRST_DAY, day, LAST_DAY)]
    before, after = prepared.rows("articles_printed_beside", PRINTED_BESIDE, *keys)[0]
    return _printed_day(before), _printed_day(after)


def _places(rows: list[tuple[int]], many: int) -> list[bool]:
    found = {place for (place,) in rows}
    return [place in found for place in range(1, many + 1)]


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _printed(language: str, day: date) -> str:
    return listings.print_date(language, day.isoformat())


def _printed_day(key: str | None) -> date | None:
    return date.fromisoformat(key[-10:]) if key else None


def printed_ends(language: str) -> tuple[date, date] | None:
    """The oldest and the newest printed day; none where nothing was printed."""
    newest = printed_beside(language, LAST_DAY)[0]
    oldest = printed_beside(language, FIRST_DAY)[1]
    return (oldest, newest) if oldest and newest else None
