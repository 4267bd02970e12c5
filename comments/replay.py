"""Trying a rule on the comments of the last days: what would it have found?

The worker goes through them by number, a batch in each transaction, and keeps how far it has come
with what it found: a trial that was interrupted goes on where it stopped.
"""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from comments.models import Comment, Kind, Replay, ReplayHit, ReplayState, RuleVersion
from comments.models.comment import CommentQuerySet
from comments.rules import Finding, look
from comments.rules.facts import case_of, moment_of
from comments.rules.reports import would_have_found
from comments.workflow import State

DAYS = timedelta(days=30)
BATCH = 500
TURN = 5.0  # seconds after which letters and other tasks have their turn
MOST_LISTED = 1000  # comments kept for the list; the count goes on
KEPT_FOR = timedelta(days=90)


@task()
def run_replay(pk: int) -> None:
    """Try a rule on everything that readers sent in the days before."""
    replay = Replay.objects.filter(pk=pk).first()
    if replay is None or replay.is_done:
        return
    if replay.state == ReplayState.WAITING:
        Replay.objects.filter(pk=pk).update(state=ReplayState.RUNNING, total=_rows(replay).count())
    until = time.monotonic() + TURN
    while _batch(pk):
        if time.monotonic() > until:
            run_replay.enqueue(pk)
            return


def would_find(rule: RuleVersion, comment: Comment) -> list[Finding]:
    """What a rule would have found in a comment when the rules last looked at it.

    It is the same function that judges new comments, with the facts of that moment.
    """
    if comment.reader is None:
        return []
    if rule.kind == Kind.FLAGS:
        fits = rule.language in {"", comment.language}
        return would_have_found(rule, comment) if fits and comment.flags else []
    return look(rule, case_of(comment, comment.reader, moment_of(comment)))


def draft_of(replay: Replay) -> RuleVersion:
    """The rule that is tried."""
    said: dict[str, Any] = replay.draft
    return RuleVersion(**said)


def forget_old_replays() -> int:
    """Delete trials that nobody will look at again, with their lists. How many rows went."""
    return Replay.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()[0]


def _rows(replay: Replay) -> CommentQuerySet:
    """What readers sent to the rules and did not take back; staff's own replies are not judged."""
    sent = Comment.objects.filter(sent_at__gte=replay.since, sent_at__lt=replay.at)
    return sent.filter(reader__isnull=False).exclude(state=State.WITHDRAWN).order_by("pk")


def _batch(pk: int) -> bool:
    """Go one batch on; whether there is another."""
    with transaction.atomic():
        replay = Replay.objects.select_for_update().get(pk=pk)
        rule = draft_of(replay)
        rows = _rows(replay).filter(pk__gt=replay.last_id).select_related("reader")
        comments = list(rows[:BATCH])
        hits = [(one, found) for one in comments if (found := would_find(rule, one))]
        room = max(0, MOST_LISTED - replay.found)
        ReplayHit.objects.bulk_create(_hit(replay, one, found) for one, found in hits[:room])
        is_over = len(comments) < BATCH
        Replay.objects.filter(pk=pk).update(
            done=F("done") + len(comments),
            found=F("found") + len(hits),
            last_id=comments[-1].pk if comments else replay.last_id,
            state=ReplayState.DONE if is_over else ReplayState.RUNNING,
            ended_at=timezone.now() if is_over else None,
        )
    return not is_over


def _hit(replay: Replay, comment: Comment, found: list[Finding]) -> ReplayHit:
    spans = [[one.start, one.end] for one in found if one.start is not None]
    details = dict.fromkeys(one.detail for one in found if one.detail)
    return ReplayHit(replay=replay, comment=comment, spans=spans, detail=", ".join(details)[:200])
