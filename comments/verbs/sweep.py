"""With a ban, what the reader wrote in the last days is rejected; one decision about each comment.

The worker goes through them by number. Each step is one transaction that decides about one comment
and notes how far the sweep has come, so an interruption at any moment leaves nothing half-done and
the next run goes on where it stopped.
"""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task

from comments.models import (
    BanSweep,
    Comment,
    Decision,
    ReaderStanding,
    StandingDecision,
    SweepState,
)
from comments.models.comment import CommentQuerySet
from comments.verbs.moderate import judge, undo
from comments.verbs.step import Act
from comments.workflow import Refused, State, Verb
from readers.addresses import fingerprint
from readers.models import Reader
from staff.models import User

DAYS = timedelta(days=30)
TURN = 5.0  # seconds after which letters and other tasks have their turn
SWEPT = (State.PENDING, State.PUBLISHED)


def to_sweep(reader: Reader, now: datetime) -> dict[str, int]:
    """How many comments a sweep would reject, by state, and how many wait for a confirmation that
    would come too late: those are rejected when somebody presses the button."""
    rows = _rows(reader.pk, now - DAYS)
    awaiting = Comment.objects.filter(
        author_key=fingerprint(reader.email), state=State.AWAITING_EMAIL, reader=None
    )
    return {
        "published": rows.filter(state=State.PUBLISHED).count(),
        "pending": rows.filter(state=State.PENDING).count(),
        "awaiting": awaiting.count() if reader.email else 0,
    }


def begin_sweep(decision: StandingDecision, *, by: User) -> BanSweep:
    """Begin to reject what a reader wrote in the days before a ban; within its transaction."""
    sweep = BanSweep.objects.create(
        decision=decision, batch=uuid4(), since=decision.at - DAYS, by=by
    )
    run_ban_sweep.enqueue(sweep.pk)
    return sweep


def undo_sweep(sweep: BanSweep, *, by: User) -> None:
    """Begin to take all decisions of a sweep back; what has changed since is left as it is.

    Raises:
        Refused: a colleague has begun to, or it was undone already.
    """
    with transaction.atomic():
        held = BanSweep.objects.select_for_update().get(pk=sweep.pk)
        if held.state in {SweepState.UNDOING, SweepState.UNDONE}:
            raise Refused(_("A colleague has taken this back already."))
        held.state, held.undone_by, held.last_id = SweepState.UNDOING, by, 0
        held.save(update_fields=["state", "undone_by", "last_id"])
        run_ban_sweep.enqueue(held.pk)
    sweep.refresh_from_db()


@task()
def run_ban_sweep(pk: int) -> None:
    """Go on with a sweep, or with taking it back, until it is finished."""
    until = time.monotonic() + TURN
    while advance(pk):
        if time.monotonic() > until:
            run_ban_sweep.enqueue(pk)
            return


def advance(pk: int) -> bool:
    """Decide about one comment; whether there may be another."""
    with transaction.atomic():
        rows = BanSweep.objects.select_for_update(of=("self",))
        sweep = rows.select_related("decision", "by", "undone_by").filter(pk=pk).first()
        if sweep is None:
            return False
        match sweep.state:
            case SweepState.RUNNING:
                return _reject_next(sweep)
            case SweepState.UNDOING:
                return _undo_next(sweep)
            case _:
                return False


def _rows(reader_id: int, since: datetime) -> CommentQuerySet:
    rows = Comment.objects.filter(reader=reader_id, state__in=SWEPT, created_at__gte=since)
    return rows.order_by("pk")


def _reject_next(sweep: BanSweep) -> bool:
    ban = sweep.decision
    in_force = ReaderStanding.objects.filter(reader=ban.reader_id, restricted_by=ban).exists()
    rows = _rows(ban.reader_id, sweep.since).filter(pk__gt=sweep.last_id)
    comment = rows.first() if in_force else None
    if comment is None:
        sweep.state = SweepState.DONE
    else:
        act = Act(Verb.REJECT, by=sweep.by, reason=ban.reason, batch=sweep.batch)
        with suppress(Refused):  # a colleague decided about it meanwhile
            judge(comment, act)
            sweep.done += 1
        sweep.last_id = comment.pk
    sweep.save(update_fields=["state", "done", "last_id"])
    return comment is not None


def _undo_next(sweep: BanSweep) -> bool:
    rows = Decision.objects.filter(batch=sweep.batch, undone=None, pk__gt=sweep.last_id)
    decision = rows.select_related("comment").order_by("pk").first()
    if decision is None:
        sweep.state = SweepState.UNDONE
    else:
        with suppress(Refused):  # something else has happened to it since
            undo(decision, by=sweep.undone_by or sweep.by)
            sweep.undone += 1
        sweep.last_id = decision.pk
    sweep.save(update_fields=["state", "undone", "last_id"])
    return decision is not None
