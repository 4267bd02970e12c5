"""What a moderator sees around a comment: its neighbours in the thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection

from comments.models import Comment

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


@dataclass
class Around:
    """The neighbours of one comment."""

    above: list[Comment] = field(default_factory=list)
    below: list[Comment] = field(default_factory=list)


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
