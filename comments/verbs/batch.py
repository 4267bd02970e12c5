"""One decision about many comments, and its undoing as one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from comments.models import Comment, Decision
from comments.verbs.moderate import CAN_BE_UNDONE, judge, undo
from comments.verbs.step import Act
from comments.workflow import Reason, Refused, Verb
from staff.models import User


@dataclass(frozen=True)
class Batch:
    """What became of many comments: the numbers of those judged, and of those left as they were."""

    number: UUID
    done: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)


def judge_all(
    numbers: Collection[int], *, verb: str, by: User, reason: str = "", note: str = ""
) -> Batch:
    """Use one verb on many comments, each in a transaction of its own.

    A comment that a colleague has judged meanwhile is left as it is and named among the refused.

    Args:
        numbers: of the comments; unknown ones are ignored.

    Raises:
        Refused: there is no such verb for many, or the reason is missing.
    """
    if verb not in CAN_BE_UNDONE:
        raise Refused(_("There is no such step."))
    if verb == Verb.REJECT and reason not in Reason.values:
        raise Refused(_("Choose a reason; the reader is told."))
    batch = Batch(uuid4())
    why = reason if verb == Verb.REJECT else ""
    act = Act(Verb(verb), by=by, reason=why, note=note, batch=batch.number)
    for comment in Comment.objects.filter(pk__in=numbers).order_by("pk"):
        try:
            judge(comment, act)
        except Refused:
            batch.refused.append(comment.pk)
        else:
            batch.done.append(comment.pk)
    return batch


def undo_all(number: UUID, *, by: User) -> Batch:
    """Take all decisions of a batch back; what has changed since is left and named."""
    batch = Batch(number)
    rows = Decision.objects.filter(batch=number, undone=None).select_related("comment")
    for decision in rows.order_by("pk"):
        try:
            undo(decision, by=by)
        except Refused:
            batch.refused.append(decision.comment_id or 0)
        else:
            batch.done.append(decision.comment_id or 0)
    return batch
