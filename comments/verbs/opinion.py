"""Votes and reports."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from comments.models import Comment, Flag, FlagReason, Vote
from comments.scores import wilson
from comments.workflow import Refused, State
from readers.models import Reader


def vote(comment: Comment, *, reader: Reader, value: int) -> Comment:
    """Vote a comment up (1) or down (-1), or take the vote back (0). One vote each, the latest.

    Votes on one comment follow one another, and a constraint allows one row for each reader.
    The pages that are kept for everybody learn of it within a minute, not at once.

    Raises:
        Refused: the comment is not published, or it is one's own.
    """
    if value not in {-1, 0, 1}:
        raise Refused(_("A vote is up or down."))
    with transaction.atomic():
        locked = _published(comment.pk)
        if locked.reader_id == reader.pk:
            raise Refused(_("You cannot vote on your own comment."))
        rows = Vote.objects.filter(comment=locked, reader=reader)
        before = rows.values_list("value", flat=True).first() or 0
        if before == value:
            return locked
        if value == 0:
            rows.delete()
        elif not rows.update(value=value):
            Vote.objects.create(comment=locked, reader=reader, value=value)
        locked.up += (value == 1) - (before == 1)
        locked.down += (value == -1) - (before == -1)
        locked.score = wilson(locked.up, locked.down)
        locked.save(update_fields=["up", "down", "score"])
    return locked


def flag(comment: Comment, *, reader: Reader, reason: str, note: str = "") -> bool:
    """Report a comment to the moderators, once each. Whether it was new.

    Raises:
        Refused: the comment is not published, or no reason is given.
    """
    if reason not in FlagReason.values:
        raise Refused(_("Say what is wrong with the comment."))
    with transaction.atomic():
        locked = _published(comment.pk)
        _report, is_new = Flag.objects.get_or_create(
            comment=locked, reader=reader, defaults={"reason": reason, "note": note.strip()[:300]}
        )
        if is_new:
            Comment.objects.filter(pk=locked.pk).update(flags=F("flags") + 1)
    return is_new


def _published(pk: int) -> Comment:
    """A comment, locked against other opinions of it."""
    locked = Comment.objects.select_for_update(of=("self",)).get(pk=pk)
    if locked.state != State.PUBLISHED:
        raise Refused(_("This comment is not there any more."))
    return locked
