"""Closing a branch of a thread to new replies, and opening it again."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from articles.caching import story_changed
from comments.models import Comment
from comments.verbs.step import Act, Step, step
from comments.workflow import Refused, Verb
from staff.models import User

# Every comment carries whether it takes replies: a page and a post read it with the row, at any
# depth, and paths leave out the ancestors below ``tree.DEEPEST``. What stands below a branch that
# is closed itself keeps its state.
MARK_BELOW = """
WITH RECURSIVE below AS (
    SELECT id FROM comments_comment WHERE parent_id = %(top)s AND NOT is_closed
    UNION ALL
    SELECT answer.id FROM comments_comment AS answer
    JOIN below ON answer.parent_id = below.id WHERE NOT answer.is_closed
)
UPDATE comments_comment SET takes_replies = %(takes)s
WHERE id IN (SELECT id FROM below) AND takes_replies <> %(takes)s
"""


def close_branch(comment: Comment, *, by: User, note: str = "", at: datetime | None = None) -> None:
    """Take no more replies to a comment and to anything below it; what is there stays readable.

    Args:
        note: why, for the record.

    Raises:
        Refused: it is closed already, or waits for a moderator itself.
    """
    with step(comment, Act(Verb.CLOSE, by=by, note=note, at=at)) as under_way:
        if under_way.comment.is_closed:
            raise Refused(_("This branch is closed already."))
        under_way.set(is_closed=True, takes_replies=False)
        _mark_below(under_way, takes=False)


def reopen_branch(
    comment: Comment, *, by: User, note: str = "", at: datetime | None = None
) -> None:
    """Take replies again, unless a comment further up is closed.

    Raises:
        Refused: it is not closed.
    """
    with step(comment, Act(Verb.REOPEN, by=by, note=note, at=at)) as under_way:
        kept = under_way.comment
        if not kept.is_closed:
            raise Refused(_("This branch is not closed."))
        takes = not Comment.objects.filter(pk=kept.parent_id or 0, takes_replies=False).exists()
        under_way.set(is_closed=False, takes_replies=takes)
        if takes:
            _mark_below(under_way, takes=True)


def _mark_below(under_way: Step, *, takes: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute(MARK_BELOW, {"top": under_way.comment.pk, "takes": takes})
    # Its replies are on the page also where the comment itself is gone.
    if (story := under_way.comment.thread.story_id) is not None:
        transaction.on_commit(lambda: story_changed(story))
