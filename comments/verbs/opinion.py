"""Votes and reports."""

from __future__ import annotations

from contextlib import suppress

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from comments.models import Comment, Flag, FlagReason, Vote
from comments.rules.reports import found_by_reports, rules_on_reports
from comments.scores import wilson
from comments.verbs.entry import admit_opinion
from comments.verbs.step import Act, hold, step
from comments.workflow import Refused, State, Verb
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
    admit_opinion(reader, timezone.now())
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


def flag(
    comment: Comment, *, reader: Reader, reason: str, note: str = "", network: str = ""
) -> bool:
    """Report a comment to the moderators, once each. Whether it was new.

    Where a rule counts reports, enough of them by different people hide the comment until a
    moderator has seen it.

    Args:
        network: what stands for the reporter's network (``readers.limits.network_of``).

    Raises:
        Refused: the comment is not published, or no reason is given.
    """
    if reason not in FlagReason.values:
        raise Refused(_("Say what is wrong with the comment."))
    admit_opinion(reader, timezone.now())
    given = {"reason": reason, "note": note.strip()[:300], "network": network}
    with transaction.atomic():
        locked = _published(comment.pk)
        _report, is_new = Flag.objects.get_or_create(comment=locked, reader=reader, defaults=given)
        if is_new:
            Comment.objects.filter(pk=locked.pk).update(flags=F("flags") + 1)
    if is_new:
        _hide_when_many(locked)
    return is_new


def _hide_when_many(comment: Comment) -> None:
    """In a transaction of its own: it locks the thread first, as every step does."""
    for rule in rules_on_reports(comment):
        act = Act(Verb.HOLD, rule=rule)
        with suppress(Refused), step(comment, act) as under_way:  # somebody hid it before
            found = found_by_reports(rule, under_way.comment)
            under_way.is_idle = not found
            if found:
                hold(under_way.comment, found, under_way.now)
                under_way.move(State.PENDING)


def _published(pk: int) -> Comment:
    """A comment, locked against other opinions of it."""
    locked = Comment.objects.select_for_update(of=("self",)).get(pk=pk)
    if locked.state != State.PUBLISHED:
        raise Refused(_("This comment is not there any more."))
    return locked
