"""What has to be looked after from time to time, whether or not anything was queued.

A sweep is safe to run at any moment and any number of times; when it fails it is logged and
runs again when it is next due. Of several workers one runs a sweep at a time.
"""

from __future__ import annotations

import logging
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection

logger = logging.getLogger(__name__)

#: The upper half of the advisory lock keys of sweeps; the lower half is the name's checksum.
LOCK_SPACE = 0x5EE9


@dataclass(frozen=True)
class Sweep:
    """Something to call every `every` seconds."""

    name: str
    every: float
    run: Callable[[], object]


class Timetable:
    """When each sweep is next due, by this process's monotonic clock."""

    def __init__(self, sweeps: Sequence[Sweep]) -> None:
        self._due = dict.fromkeys(sweeps, 0.0)

    def run_due(self) -> None:
        """Run what is due, the longest overdue first."""
        now = time.monotonic()
        for sweep in sorted(self._due, key=self._due.__getitem__):
            if self._due[sweep] <= now:
                _run(sweep)
                self._due[sweep] = time.monotonic() + sweep.every

    def pause(self, longest: float) -> float:
        """Seconds until the next sweep, at most `longest`."""
        next_due = min(self._due.values(), default=float("inf"))
        return min(longest, max(0.0, next_due - time.monotonic()))


def _run(sweep: Sweep) -> None:
    with _alone(sweep.name) as alone:
        if not alone:
            return
        try:
            sweep.run()
        except Exception:
            logger.exception("the sweep %r failed", sweep.name)


def lock_key(name: str) -> tuple[int, int]:
    """The advisory lock of the sweep `name`."""
    return LOCK_SPACE, zlib.crc32(name.encode()) - 2**31


@contextmanager
def _alone(name: str) -> Iterator[bool]:
    """Whether this worker may run the sweep now; the lock goes with the connection."""
    key = lock_key(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", key)
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", key)
