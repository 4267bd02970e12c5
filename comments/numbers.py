"""How many comments came in each month and what became of them. Read from indexes alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from comments.models import Appeal, Comment, Decision, Outcome
from comments.workflow import Reason, State, Verb

MONTHS = 12  # on a page

# From each month to the latest one before it in which something happened: a probe of two indexes.
FIRST_DAYS = """
WITH RECURSIVE months (first, more) AS (
    SELECT %(before)s, %(most)s + 1
    UNION ALL
    SELECT date_trunc('month', GREATEST(
        (SELECT max(sent_at) FROM comments_comment
         WHERE sent_at IS NOT NULL AND staff_id IS NULL AND sent_at < months.first),
        (SELECT max(at) FROM comments_decision WHERE at < months.first)
    ), %(zone)s), more - 1
    FROM months WHERE first IS NOT NULL AND more > 1
)
SELECT first FROM months WHERE first IS NOT NULL ORDER BY first DESC OFFSET 1
"""


@dataclass
class Month:
    """The numbers of one month, by the newspaper's own calendar.

    Attributes:
        received: comments that reached us with a confirmed address.
        published: how many of those stand on the page today.
        rejected: decisions by reason; what was undone does not count.
    """

    first: datetime
    received: int = 0
    published: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    spam: int = 0
    removed: int = 0
    appeals: int = 0
    granted: int = 0
    upheld: int = 0

    @property
    def rejections(self) -> int:
        return self.rejected.total()

    @property
    def by_reason(self) -> list[tuple[str, int]]:
        """The reasons that were given, most frequent first."""
        return [(str(Reason(one).label), n) for one, n in self.rejected.most_common() if one]


def months(before: datetime | None = None) -> tuple[list[Month], bool]:
    """The latest months in which anything happened, newest first; whether there are older ones.

    Args:
        before: the first moment of the month before which to look (aware); else now.
    """
    firsts = _first_days(before or timezone.now() + timedelta(days=1))
    found = {first: Month(first) for first in firsts[:MONTHS]}
    if found:
        _count(found, min(found), _month_after(max(found)))
    return list(found.values()), len(firsts) > MONTHS


def _first_days(before: datetime) -> list[datetime]:
    zone, most = settings.TIME_ZONE, MONTHS + 1
    with connection.cursor() as cursor:
        cursor.execute(FIRST_DAYS, {"before": before, "zone": zone, "most": most})
        return [timezone.localtime(row[0]) for row in cursor.fetchall()]


def _month_after(first: datetime) -> datetime:
    later = first + timedelta(days=32)
    return datetime(later.year, later.month, 1, tzinfo=timezone.get_current_timezone())


def _count(found: dict[datetime, Month], begin: datetime, end: datetime) -> None:
    for first, received, published in _received(begin, end):
        found[first].received, found[first].published = received, published
    for first, verb, reason, number in _decided(begin, end):
        match verb:
            case Verb.REJECT:
                found[first].rejected[reason] += number
            case Verb.MARK_SPAM:
                found[first].spam += number
            case _:
                found[first].removed += number
    for first, asked, granted, upheld in _appealed(begin, end):
        month = found[first]
        month.appeals, month.granted, month.upheld = asked, granted, upheld


def _received(begin: datetime, end: datetime) -> Iterable[tuple[Any, ...]]:
    rows = Comment.objects.filter(sent_at__gte=begin, sent_at__lt=end, staff__isnull=True)
    by_month = rows.order_by().annotate(month=TruncMonth("sent_at")).values("month")
    counted = by_month.annotate(
        received=Count("pk"), published=Count("pk", filter=Q(state=State.PUBLISHED))
    )
    return counted.values_list("month", "received", "published")


def _decided(begin: datetime, end: datetime) -> Iterable[tuple[Any, ...]]:
    verbs = [Verb.REJECT, Verb.MARK_SPAM, Verb.DELETE]
    rows = Decision.objects.filter(at__gte=begin, at__lt=end, verb__in=verbs, undone=None)
    by_month = rows.order_by().annotate(month=TruncMonth("at"))
    counted = by_month.values("month", "verb", "reason").annotate(number=Count("pk"))
    return counted.values_list("month", "verb", "reason", "number")


def _appealed(begin: datetime, end: datetime) -> Iterable[tuple[Any, ...]]:
    rows = Appeal.objects.filter(at__gte=begin, at__lt=end)
    by_month = rows.order_by().annotate(month=TruncMonth("at")).values("month")
    counted = by_month.annotate(
        asked=Count("pk"),
        granted=Count("pk", filter=Q(outcome=Outcome.GRANTED)),
        upheld=Count("pk", filter=Q(outcome=Outcome.UPHELD)),
    )
    return counted.values_list("month", "asked", "granted", "upheld")
