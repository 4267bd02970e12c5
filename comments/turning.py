"""The page of one conversation, turned by the replies at its ends; never by counting."""

from __future__ import annotations

from django.db.models import QuerySet

from comments import tree
from comments.models import Comment, Thread
from comments.reading import PAGE, Conversation, link_parents

CONTEXT = 10  # replies shown before the one that a permalink means


def conversation(
    thread: Thread, comment: Comment, *, after: Comment | None = None, before: Comment | None = None
) -> Conversation:
    """The page of a conversation that has a given comment, or the one after or before another.

    Args:
        comment: any visible comment of it.
        after, before: a reply at whose place the page begins or ends; it is not shown again.
    """
    root = comment if comment.root_id is None else Comment.objects.get(pk=comment.root_id)
    root.thread = thread
    below = (
        Comment.objects.shown()
        .for_page()
        .filter(thread=thread, path__gt=root.path, path__lt=tree.end_of(root.path))
    )
    shown, has_before, has_after = _window(below, comment, after, before)
    for reply in shown:
        reply.thread = thread
    talk = Conversation(root, shown)
    if shown:
        talk.before = shown[0] if has_before else None
        talk.after = shown[-1] if has_after else None
    link_parents(talk)
    return talk


def _window(
    below: QuerySet[Comment], comment: Comment, after: Comment | None, before: Comment | None
) -> tuple[list[Comment], bool, bool]:
    """The replies of one page, and whether there are some before and after it."""
    room = PAGE - 1  # beside the root
    if before is not None:
        rows = _back(below, before.path, room)
        return rows[-room:], len(rows) > room, True
    if after is not None:
        rows = list(below.filter(path__gt=after.path).order_by("path")[: room + 1])
        return rows[:room], True, len(rows) > room
    earlier = _back(below, comment.path, CONTEXT) if comment.root_id else []
    left = room - min(len(earlier), CONTEXT)
    rest = list(below.filter(path__gte=comment.path).order_by("path")[: left + 1])
    return earlier[-CONTEXT:] + rest[:left], len(earlier) > CONTEXT, len(rest) > left


def _back(below: QuerySet[Comment], path: str, most: int) -> list[Comment]:
    """The replies before a place, nearest last; one more than asked for tells of further ones."""
    rows = below.filter(path__lt=path).order_by("-path")[: most + 1]
    return list(reversed(rows))
