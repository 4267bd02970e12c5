"""What stands in the desk's calendar: assignments, publications, embargoes and print editions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from articles.admin.assignments import rows
from articles.admin.stories.filters import own_stories
from articles.admin.time.form import desk_zone
from articles.dates import clock_time, full_date
from articles.languages import spoken
from articles.models import Article, Assignment, PrintEdition, Section
from articles.models.article import EMBARGOED
from articles.permissions import can_act
from articles.planning import ACTS, Act
from articles.week import begins
from staff.models import User

MOST = 300  # of each kind; a week has fewer


@dataclass(frozen=True)
class Entry:
    """Something that has its hour on a day.

    Attributes:
        kind: ``assignment``, ``publication`` or ``embargo``.
        row: the assignment, or the story.
        clock: the hour by the desk's clock; where that shows it twice that night, with its zone.
    """

    kind: str
    moment: datetime
    clock: str
    row: Any
    may_move: bool = False


@dataclass
class Day:
    """A day of the calendar and what falls on it."""

    date: date
    title: str
    is_today: bool
    is_over: bool
    entries: list[Entry] = field(default_factory=list)
    editions: list[PrintEdition] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.entries or self.editions)


@dataclass(frozen=True)
class Asked:
    """What the calendar is narrowed to."""

    section: Section | None = None
    person: User | None = None


def week(days: list[date], asked: Asked, user: User, now: datetime) -> list[Day]:
    """The days with all that falls on them; five queries whatever that is.

    Args:
        days: one after another.
        user: who looks at it, and may perhaps move something.
    """
    zone, language, today = desk_zone(), spoken(), timezone.localtime(now).date()
    first, end = begins(days[0], zone), begins(days[-1] + timedelta(days=1), zone)
    found = {day: Day(day, _title(day, language), day == today, day < today) for day in days}
    for entry in sorted(_entries(first, end, asked, user, now), key=lambda one: one.moment):
        if day := found.get(timezone.localtime(entry.moment).date()):
            day.entries.append(entry)
    for edition in PrintEdition.objects.filter(date__in=days).order_by("publication", "name"):
        found[edition.date].editions.append(edition)
    return list(found.values())


def _title(day: date, language: str) -> str:
    """``Monday, 30 November``; the year stands above."""
    return full_date(day, language).rpartition(" ")[0]


def _entries(
    first: datetime, end: datetime, asked: Asked, user: User, now: datetime
) -> list[Entry]:
    due = rows.for_list(_assignments(asked).filter(due_at__gte=first, due_at__lt=end))
    coming = Article.objects.filter(goes_live_at__gte=first, goes_live_at__lt=end)
    coming = _stories(coming.filter(goes_live_at__gt=now, withdrawn_at=None), asked)
    held = Article.objects.filter(EMBARGOED, embargo_until__gte=first, embargo_until__lt=end)
    held = _stories(held, asked)
    found = [_assignment(one, user) for one in due.order_by("due_at", "pk")[:MOST]]
    for one in coming.order_by("goes_live_at", "pk")[:MOST]:
        if one.goes_live_at:
            found.append(Entry("publication", one.goes_live_at, _clock(one.goes_live_at), one))
    for one in held.order_by("embargo_until", "pk")[:MOST]:
        if one.embargo_until:
            found.append(Entry("embargo", one.embargo_until, _clock(one.embargo_until), one))
    return found


def _assignment(row: Assignment, user: User) -> Entry:
    vars(row)["chips"], vars(row)["who"] = rows.chips(row), rows.who(row)
    vars(row)["is_late"] = row.is_overdue(vars(row)["as_of"])
    may_move = row.stage in ACTS[Act.CHANGE_DUE] and can_act(user, Act.CHANGE_DUE, row)
    return Entry("assignment", row.due_at, _clock(row.due_at), row, may_move)


def _assignments(asked: Asked) -> QuerySet[Assignment]:
    """All but those that were dropped: they are no part of a plan."""
    found = Assignment.objects.filter(dropped_at=None)
    if asked.section:
        found = found.filter(section=asked.section)
    return rows.of(found, asked.person) if asked.person else found


def _stories(stories: QuerySet[Article], asked: Asked) -> QuerySet[Article]:
    stories = stories.select_related("section", "published_revision").defer(
        "body", "deck", "published_revision__content"
    )
    if asked.section:
        stories = stories.filter(section=asked.section)
    return own_stories(stories, asked.person) if asked.person else stories


def _clock(moment: datetime) -> str:
    """``14:30``; with the zone in the hour that the desk's clock shows twice."""
    local, words = timezone.localtime(moment), clock_time(moment, spoken())
    other = local.replace(fold=1 - local.fold)
    return f"{words} {local.tzname()}" if other.utcoffset() != local.utcoffset() else words
