"""A worker's sign of life, given by a thread so that a long task does not look like death."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading
from datetime import timedelta

import psutil
from django.db import DatabaseError, connection
from django.db.models.functions import Now

from newsroom.models import WorkerBeat

logger = logging.getLogger(__name__)

FORGET_AFTER = timedelta(days=1)


def new_name() -> str:
    """A name for this worker: machine, process and something that no later one repeats."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}:{secrets.token_hex(4)}"


def gone(own: str) -> set[str]:
    """Workers of this machine whose process has ended; others are judged by their beats."""
    host = socket.gethostname()[:60]
    names = WorkerBeat.objects.exclude(worker=own).values_list("worker", flat=True)
    return {name for name in names if _is_gone(name, host)}


def _is_gone(name: str, host: str) -> bool:
    machine, pid, _ = name.rsplit(":", 2)
    return machine == host and not psutil.pid_exists(int(pid))


def beat(worker: str) -> None:
    """Record that `worker` lives, now, by the database's clock."""
    WorkerBeat.objects.update_or_create(worker=worker, defaults={"beat_at": Now()})


def farewell(worker: str) -> None:
    """Remove the record of a worker that ends, and those of workers long gone."""
    WorkerBeat.objects.filter(worker=worker).delete()
    WorkerBeat.objects.filter(beat_at__lt=Now() - FORGET_AFTER).delete()


class Pulse(threading.Thread):
    """Beats until `stopped` is set, through a database that may be away for a while."""

    def __init__(self, worker: str, stopped: threading.Event) -> None:
        super().__init__(name="pulse", daemon=True)
        self.worker = worker
        self.stopped = stopped

    def run(self) -> None:
        """Beat at once and then regularly."""
        while True:
            try:
                beat(self.worker)
            except DatabaseError as fault:
                logger.warning("no beat, the database is away: %s", fault)
                connection.close()
            if self.stopped.wait(WorkerBeat.INTERVAL):
                connection.close()
                return
