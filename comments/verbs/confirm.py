"""An address is confirmed, and the comment that waited for it goes on to the rules."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from comments.models import Comment, RuleName
from comments.policy import in_force_on
from comments.rules import Finding, outcome
from comments.verbs.entry import Entry, entry_of, hold_still
from comments.verbs.judgement import judgement
from comments.verbs.step import Act, hold, step
from comments.workflow import State, Verb
from readers.addresses import fingerprint
from readers.models import Reader


def confirm(comment: Comment, *, reader: Reader, at: datetime | None = None) -> Comment:
    """Send a comment on to the rules after its author has confirmed the address.

    Whoever turns out to be muted or banned is told so by the comment's rejection: before, nobody
    could learn it from us.

    Raises:
        Refused: the comment does not wait for that.
    """
    now = at or timezone.now()
    with transaction.atomic():
        hold_still(reader)
        entry = entry_of(reader, now)
        _send_on(comment, reader, entry, now, at)
        if entry.is_restricted and comment.state == State.PENDING:
            _turn_away(comment, entry, now)
    return comment


def _send_on(
    comment: Comment, reader: Reader, entry: Entry, now: datetime, at: datetime | None
) -> None:
    with step(comment, Act(Verb.CONFIRM, reader=reader, at=now)) as under_way:
        waiting = under_way.comment
        standing = in_force_on(waiting.thread.story_id, at)
        found = judgement(waiting, reader, now, standing, entry)
        if not waiting.takes_replies:
            found.append(Finding(RuleName.CLOSED))
        under_way.found = found
        under_way.set(
            reader=reader,
            name=reader.name,
            author_key=fingerprint(reader.email),
            sent_at=now,
        )
        hold(waiting, found, now)
        under_way.move(outcome(found))


def _turn_away(comment: Comment, entry: Entry, now: datetime) -> None:
    """The reason of the rejection is the one of the mute or ban."""
    with step(comment, Act(Verb.REJECT, reason=entry.repute.reason, at=now)) as under_way:
        under_way.move(State.REJECTED)
