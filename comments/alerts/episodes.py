"""When the moderators are alerted: the worker looks every minute and begins or ends episodes.

An episode begins above a limit and ends below half of it, so that a number that hovers about its
limit alerts once. Of each kind and story one episode is open; the database holds to it.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from comments.alerts.sending import tell
from comments.models import Alert, AlertKind, AlertLimits, Comment, Thread
from comments.workflow import State

WINDOW = timedelta(minutes=10)  # "now", for comments per minute
USUAL = timedelta(days=1)  # what is usual is taken from the day before that
SHORTEST_USUAL = timedelta(hours=1)  # a young thread's few comments are spread over this
CALM = 0.5  # of the limit
LOOKED_AT = 1000  # of the waiting comments; the oldest is among those with the lowest numbers

OLDEST = """
SELECT min(comments_waits_since(oldest.id, oldest.sent_at, oldest.created_at)) FROM (
    SELECT id, sent_at, created_at FROM comments_comment WHERE state = 'pending'
    ORDER BY id LIMIT %s
) AS oldest
"""
LATELY = """
SELECT thread_id, count(*) FROM comments_comment
WHERE sent_at > %s AND sent_at <= %s AND staff_id IS NULL
GROUP BY thread_id
"""


def limits_in_force() -> AlertLimits:
    """The newest limits, else the defaults (not saved)."""
    return AlertLimits.objects.select_related("by").first() or AlertLimits()


def watch(at: datetime | None = None) -> int:
    """Begin and end episodes. How many alerts were sent.

    Args:
        at: the moment to look at (aware); else now.
    """
    now, limits = at or timezone.now(), limits_in_force()
    open_ones = list(Alert.objects.filter(calm_at=None))
    begun = _watch_queue(now, limits, [one for one in open_ones if one.thread_id is None])
    return begun + _watch_stories(now, limits, [one for one in open_ones if one.thread_id])


def _watch_queue(now: datetime, limits: AlertLimits, open_ones: list[Alert]) -> int:
    minutes = oldest_minutes(now)
    if open_ones:
        if minutes < limits.queue_minutes * CALM:
            _calm(open_ones[0], now)
        return 0
    if not limits.is_on or minutes < limits.queue_minutes:
        return 0
    waiting = Comment.objects.filter(state=State.PENDING).count()
    alert = Alert(kind=AlertKind.QUEUE, waiting=waiting, minutes=minutes, at=now)
    return _begin(alert, limits)


def oldest_minutes(now: datetime) -> int:
    """For how long the oldest comment has waited, in whole minutes; 0 when none waits."""
    with connection.cursor() as cursor:
        cursor.execute(OLDEST, [LOOKED_AT])
        since: datetime | None = cursor.fetchone()[0]
    return max(0, int((now - since) / timedelta(minutes=1))) if since else 0


def _watch_stories(now: datetime, limits: AlertLimits, open_ones: list[Alert]) -> int:
    rates = comments_per_minute(now)
    for one in open_ones:
        if rates.get(one.thread_id or 0, 0.0) < limits.per_minute * CALM:
            _calm(one, now)
    known = {one.thread_id for one in open_ones}
    high = [pk for pk, rate in rates.items() if rate >= limits.per_minute and pk not in known]
    if not limits.is_on:
        return 0
    begun = 0
    for thread in Thread.objects.filter(pk__in=high, story_id__isnull=False):
        usual = usual_per_minute(thread, now)
        if rates[thread.pk] >= limits.times_usual * usual:
            rate = rates[thread.pk]
            alert = Alert(kind=AlertKind.STORY, thread=thread, per_minute=rate, usual=usual, at=now)
            begun += _begin(alert, limits)
    return begun


def comments_per_minute(now: datetime) -> dict[int, float]:
    """Readers' comments per minute of the last ten, by thread; those without any are left out."""
    with connection.cursor() as cursor:
        cursor.execute(LATELY, [now - WINDOW, now])
        return {thread: number / _minutes(WINDOW) for thread, number in cursor.fetchall()}


def usual_per_minute(thread: Thread, now: datetime) -> float:
    """Readers' comments per minute on a thread in the day before the last ten minutes."""
    end = now - WINDOW
    start = max(now - USUAL, min(thread.created_at, end - SHORTEST_USUAL))
    rows = Comment.objects.filter(thread=thread, sent_at__gt=start, sent_at__lte=end, staff=None)
    return rows.count() / _minutes(end - start)


def _minutes(span: timedelta) -> float:
    return span / timedelta(minutes=1)


def _begin(alert: Alert, limits: AlertLimits) -> int:
    """Record an alert and queue its sending; nothing where another worker was faster."""
    try:
        with transaction.atomic():
            alert.save(force_insert=True)
            tell(alert, limits.language)
    except IntegrityError:
        if not Alert.objects.filter(kind=alert.kind, thread=alert.thread_id, calm_at=None).exists():
            raise
        return 0
    return 1


def _calm(alert: Alert, now: datetime) -> None:
    Alert.objects.filter(pk=alert.pk, calm_at=None).update(calm_at=now)
