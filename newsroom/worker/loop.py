"""The worker's life."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from uuid import UUID

from django.db import DatabaseError, InterfaceError, close_old_connections, connection

from newsroom.worker import beat, tasks
from newsroom.worker.sweeps import Sweep, Timetable

logger = logging.getLogger(__name__)

#: Seconds between looks into an empty queue, and the longest wait for a lost database.
IDLE, LONGEST_WAIT = 0.5, 15.0
REQUEUE_EVERY, PRUNE_EVERY = 10, 300


class Worker:
    """Runs tasks and sweeps until it is told to stop; a task that has begun is finished."""

    def __init__(self, sweeps: Sequence[Sweep]) -> None:
        self.name = beat.new_name()
        self.stopped = threading.Event()
        self.current: UUID | None = None
        own = (
            Sweep("tasks of dead workers", REQUEUE_EVERY, self._requeue),
            Sweep("old tasks", PRUNE_EVERY, tasks.prune),
        )
        self.timetable = Timetable([*own, *sweeps])

    def stop(self) -> None:
        """End after the current task."""
        self.stopped.set()

    def run(self) -> None:
        """Work until `stop`; a database that is away is waited for."""
        pulse = beat.Pulse(self.name, self.stopped)
        pulse.start()
        wait = IDLE
        while not self.stopped.is_set():
            try:
                close_old_connections()
                idle = not self.step()
                wait = IDLE
            except (DatabaseError, InterfaceError) as fault:
                logger.error("the database is away: %s", fault)
                connection.close()
                idle, wait = True, min(wait * 2, LONGEST_WAIT)
            if idle:
                self.stopped.wait(wait if wait > IDLE else self.timetable.pause(IDLE))
        pulse.join()
        self._leave()

    def step(self) -> bool:
        """Run the sweeps that are due and one task; whether there was one."""
        self.timetable.run_due()
        row = tasks.claim(self.name)
        if row is None:
            return False
        self.current = row.pk
        try:
            tasks.perform(row)
        finally:
            self.current = None
        return True

    def _requeue(self) -> None:
        tasks.requeue_orphans(self.name, self.current, beat.gone(self.name))

    def _leave(self) -> None:
        try:
            beat.farewell(self.name)
        except (DatabaseError, InterfaceError) as fault:
            logger.warning("the database is away: %s", fault)
