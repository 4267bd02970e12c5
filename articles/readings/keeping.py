"""The sums of what was read, added to the database; of whoever read nothing arrives there."""

from __future__ import annotations

import logging
from array import array
from datetime import UTC, datetime

from django.core.cache import cache
from django.db import connection, transaction

from articles.caching import CACHE_FAULTS
from articles.readings.secret import HOUR

logger = logging.getLogger(__name__)

Pending = dict[tuple[int, int], list[int]]  # marks of readings by hour and story's number

# One process at a time; the number only has to differ from the newsroom's other advisory locks.
LOCK = 20_131_121
SHARED_FOR = HOUR + 600  # seconds; an hour's marks are of no use when it is over
MOST_SHARED = 200_000

# Only stories that readers have: what else was sent falls out here, unseen.
ADD = """
INSERT INTO articles_reading AS kept (hour, story_id, count)
SELECT asked.hour, asked.story_id, asked.count
FROM unnest(%s::timestamptz[], %s::bigint[], %s::int[]) AS asked (hour, story_id, count)
JOIN articles_story live ON live.id = asked.story_id AND NOT live.withdrawn
ORDER BY asked.hour, asked.story_id
ON CONFLICT (hour, story_id) DO UPDATE SET count = kept.count + excluded.count
"""


def keep(pending: Pending) -> None:
    """Add readings to the counts, less those that another process has counted.

    Raises:
        DatabaseError: nothing was added.
    """
    if not pending:
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        counts = {key: len(marks) for key, marks in _new(pending).items() if marks}
        hours = [datetime.fromtimestamp(hour * HOUR, UTC) for hour, _story in counts]
        stories = [story for _hour, story in counts]
        cursor.execute(ADD, [hours, stories, list(counts.values())])


def _new(pending: Pending) -> Pending:
    """What no other process has told; from here on all know it. Without a cache all is new."""
    found: Pending = {}
    for hour in {hour for hour, _story in pending}:
        of_hour = {key: marks for key, marks in pending.items() if key[0] == hour}
        try:
            shared = _shared(hour)
            found |= {key: [m for m in marks if m not in shared] for key, marks in of_hour.items()}
            _share(hour, shared.union(*of_hour.values()))
        except CACHE_FAULTS as fault:
            logger.warning("readings cannot be compared among processes: %s", fault)
            found |= of_hour
    return found


def _shared(hour: int) -> set[int]:
    return set(array("I", cache.get(f"readings:{hour}", b"")))


def _share(hour: int, marks: set[int]) -> None:
    if len(marks) <= MOST_SHARED:
        cache.set(f"readings:{hour}", array("I", marks).tobytes(), SHARED_FOR)
