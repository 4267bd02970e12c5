"""Queued tasks: taking one, running it, and what becomes of one that failed.

The queue is django-tasks-db; this adds what it lacks. A task that raises is tried again after
a growing pause, at most `ATTEMPTS` times, and then stays in the table as failed, with the last
traceback. An exception with a true attribute `permanent` is not tried again. A task whose
worker died is queued again. So tasks run at least once, and must bear running twice.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from secrets import SystemRandom
from typing import Any
from uuid import UUID

from django.core.exceptions import SuspiciousOperation
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from newsroom.models import WorkerBeat

logger = logging.getLogger(__name__)

#: With the pauses below: about four hours.
ATTEMPTS = 15
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=2), timedelta(hours=1)
#: How long a finished task stays in the table.
KEEP_SUCCESSFUL, KEEP_FAILED = timedelta(days=1), timedelta(days=90)
BATCH = 1000
SPREAD = SystemRandom()
UNRESOLVABLE = (ImportError, SuspiciousOperation)
Row = DBTaskResult[Any, Any]


def claim(worker: str) -> Row | None:
    """Take the next task that is due, for this worker alone; `None` when there is none."""
    with transaction.atomic():
        row = DBTaskResult.objects.ready().get_locked()
        if row is not None:
            row.claim(worker)
        return row


def perform(row: Row) -> None:
    """Run a claimed task and record its outcome. Database faults of the record are raised."""
    try:
        result = row.task_result
        value = result.task.call(*result.args, **result.kwargs)
        row.set_successful(value)
    except Exception as fault:
        settle(row, fault)


def settle(row: Row, fault: Exception) -> None:
    """Record that an attempt failed, and decide whether there is another."""
    row.set_failed(fault)
    attempts = len(row.worker_ids)
    final = getattr(fault, "permanent", False) or isinstance(fault, UNRESOLVABLE)
    if final or attempts >= ATTEMPTS:
        logger.error("%s failed for good: %r", row.task_path, fault, exc_info=fault)
        return
    delay = pause(attempts)
    logger.warning(
        "%s failed (attempt %d), again in %.0f s: %r",
        row.task_path,
        attempts,
        delay.total_seconds(),
        fault,
    )
    row.status = TaskResultStatus.READY
    row.run_after = timezone.now() + delay
    row.save(update_fields=["status", "run_after"])


def pause(attempts: int) -> timedelta:
    """The wait after so many attempts: doubled each time, spread so that tasks part ways."""
    doubled: timedelta = FIRST_PAUSE * 2 ** min(attempts - 1, 20)
    return min(doubled, LONGEST_PAUSE) * SPREAD.uniform(0.8, 1.2)


def requeue_orphans(worker: str, current: UUID | None, gone: set[str]) -> int:
    """Queue the running tasks again that nobody runs; their number.

    That is tasks of workers in `gone` or without a recent beat, and tasks of this `worker`
    other than `current`, whose outcome could not be recorded.
    """
    alive = WorkerBeat.objects.filter(beat_at__gt=Now() - WorkerBeat.LATE)
    living = set(alive.values_list("worker", flat=True)) - gone - {worker}
    count = 0
    with transaction.atomic():
        for row in DBTaskResult.objects.running().select_for_update(skip_locked=True):
            if row.pk == current or row.worker_ids[-1] in living:
                continue
            settle(row, WorkerLost("the worker ended while it ran this task"))
            count += 1
    return count


class WorkerLost(Exception):
    """A worker was killed in the middle of a task."""


def prune() -> int:
    """Delete a batch of tasks that ended long ago; the number deleted."""
    old = DBTaskResult.objects.filter(
        finished_at__lt=Now() - KEEP_FAILED, status=TaskResultStatus.FAILED
    ) | DBTaskResult.objects.filter(
        finished_at__lt=Now() - KEEP_SUCCESSFUL, status=TaskResultStatus.SUCCESSFUL
    )
    return DBTaskResult.objects.filter(pk__in=old.values("pk")[:BATCH]).delete()[0]
