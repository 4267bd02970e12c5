"""What a moderator sees around a comment: its neighbours in the thread, its author's record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from comments.models import Comment

RECENT = 200  # of a reader's comments the record counts these, so that it always costs the same

# For each comment the one before and the two after it in the thread. Few are looked at: where many
# in a row are not shown, there is no neighbour, rather than a search through thousands.
NEIGHBOURS = """
SELECT wanted.id, found.id, found.below
FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS wanted (id, thread, path)
CROSS JOIN LATERAL (
    (SELECT near.id, false AS below FROM (
        SELECT id, state, path FROM comments_comment
        WHERE thread_id = wanted.thread AND path < wanted.path COLLATE "C"
        ORDER BY path DESC LIMIT 8
    ) AS near WHERE near.state IN ('published', 'pending') ORDER BY near.path DESC LIMIT 1)
    UNION ALL
    (SELECT near.id, true AS below FROM (
        SELECT id, state, path FROM comments_comment
        WHERE thread_id = wanted.thread AND path > wanted.path COLLATE "C"
        ORDER BY path LIMIT 8
    ) AS near WHERE near.state IN ('published', 'pending') ORDER BY near.path LIMIT 2)
) AS found
"""
RECORDS = """
SELECT wanted.id,
    count(*) FILTER (WHERE own.state = 'published'),
    count(*) FILTER (WHERE own.state = 'rejected'),
    count(*) FILTER (WHERE own.state = 'spam'),
    count(*) FILTER (WHERE own.state = 'deleted'),
    coalesce(sum(own.flags), 0),
    count(*)
FROM unnest(%s::bigint[]) AS wanted (id)
CROSS JOIN LATERAL (
    SELECT state, flags FROM comments_comment
    WHERE reader_id = wanted.id ORDER BY id DESC LIMIT %s
) AS own
GROUP BY wanted.id
"""


@dataclass
class Around:
    """The neighbours of one comment."""

    above: list[Comment] = field(default_factory=list)
    below: list[Comment] = field(default_factory=list)


@dataclass(frozen=True)
class Record:
    """What became of a reader's latest comments."""

    published: int = 0
    rejected: int = 0
    spam: int = 0
    deleted: int = 0
    flags: int = 0
    all: int = 0

    @property
    def is_cut(self) -> bool:
        """Whether there are older comments that were not counted."""
        return self.all >= RECENT


def neighbours(comments: Sequence[Comment]) -> dict[int, Around]:
    """The neighbours of several comments, by number; two queries."""
    places = [[one.pk for one in comments], [one.thread_id for one in comments]]
    with connection.cursor() as cursor:
        cursor.execute(NEIGHBOURS, [*places, [one.path for one in comments]])
        found: list[tuple[int, int, bool]] = cursor.fetchall()
    rows = Comment.objects.select_related("parent").defer("html")
    near = rows.in_bulk({number for _of, number, _below in found})
    around: dict[int, Around] = {}
    for of, number, below in found:
        if (one := near.get(number)) is not None:
            place = around.setdefault(of, Around())
            (place.below if below else place.above).append(one)
    for place in around.values():
        place.below.sort(key=lambda one: one.path)
    return around


def records(comments: Sequence[Comment]) -> dict[int, Record]:
    """The records of the authors of several comments, by the reader's number; one query."""
    readers = sorted({one.reader_id for one in comments if one.reader_id is not None})
    with connection.cursor() as cursor:
        cursor.execute(RECORDS, [readers, RECENT])
        return {row[0]: Record(*map(int, row[1:])) for row in cursor.fetchall()}
