"""Slow mode: in a heated discussion a reader may write once in so many seconds."""

from __future__ import annotations

import math
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from comments.models import Scope
from comments.policy import InForce, Mode
from comments.policy.words import length
from comments.workflow import Refused

# When an author wrote last in the places of the modes: under a story, or under any with a tag.
WROTE_LAST = """
SELECT mode.number, max(one.created_at)
FROM unnest(%(numbers)s::bigint[], %(scopes)s::text[], %(keys)s::text[], %(paces)s::int[])
    AS mode (number, scope, key, pace)
JOIN comments_comment one ON one.author_key = %(author)s
    AND one.created_at > %(now)s - make_interval(secs => mode.pace)
JOIN comments_thread thread ON thread.id = one.thread_id
WHERE CASE mode.scope WHEN 'story' THEN thread.story_id::text = mode.key
    ELSE EXISTS (
        SELECT FROM articles_story story WHERE story.id = thread.story_id
            AND story.tags @> jsonb_build_array(jsonb_build_object('slug', mode.key))
    ) END
GROUP BY mode.number
"""
ALONE = "SELECT pg_advisory_xact_lock(hashtextextended('slow mode:' || %s, 0))"


class TooSoon(Refused):
    """Slow mode: refused for now; ``retry_after`` says for how many seconds."""

    def __init__(self, mode: Mode, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(
            _(
                "In this discussion each reader may write once every %(slow)s. You can send this in"
                " %(left)s; your text is kept below."
            )
            % {"slow": length(mode.slow), "left": length(retry_after)}
        )


def wait_for_turn(standing: InForce, author: str, now: datetime, *, is_held: bool) -> None:
    """Refuse a comment that comes too soon after the author's last one.

    The caller holds the thread's lock. A tag has many threads: there the author's own posts have to
    follow one another too. One query where anything is slow, else none; one more for the lock.

    Args:
        author: the author's key.
        now: the moment of the new comment (aware).
        is_held: the caller holds the reader, so that the author's posts follow one another anyway.

    Raises:
        TooSoon: in words, with how long to wait.
    """
    slow = [mode for mode in standing.modes if mode.slow]
    if not slow:
        return
    if not is_held and any(mode.scope == Scope.TAG for mode in slow):
        _hold(author)
    last = _wrote_last(slow, author, now)
    left = [
        (math.ceil(mode.slow - (now - last[mode.number]).total_seconds()), mode)
        for mode in slow
        if mode.number in last
    ]
    seconds, mode = max(left, key=lambda one: one[0], default=(0, slow[0]))
    if seconds > 0:
        raise TooSoon(mode, seconds)


def _hold(author: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(ALONE, [author])


def _wrote_last(slow: list[Mode], author: str, now: datetime) -> dict[int, datetime]:
    asked: dict[str, Any] = {
        "author": author,
        "now": now,
        "numbers": [mode.number for mode in slow],
        "scopes": [mode.scope.value for mode in slow],
        "keys": [mode.key for mode in slow],
        "paces": [mode.slow for mode in slow],
    }
    with connection.cursor() as cursor:
        cursor.execute(WROTE_LAST, asked)
        return dict(cursor.fetchall())
