"""The box "no byline, on purpose" of the story form.

It is the desk's remark and no part of the text, so it has no place among the fields that are
frozen and compared. Only whoever changed the box changes the story: a stale form that left it
alone leaves it as it is stored.
"""

from __future__ import annotations

from django.http import QueryDict

BOX, SEEN = "no_byline", "no_byline_seen"


def chosen(posted: QueryDict, stored: bool) -> bool:
    """What the box says now.

    Args:
        stored: as the database has it.
    """
    if SEEN not in posted:
        return stored
    ticked = posted.get(BOX, "") == "1"
    return ticked if ticked != (posted[SEEN] == "1") else stored
