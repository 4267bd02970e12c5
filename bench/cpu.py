"""How much processor time a family of processes has used."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import psutil


class Family:
    """A process and its descendants, those that ended included."""

    def __init__(self, pid: int) -> None:
        self._head = psutil.Process(pid)

    def _members(self) -> Iterator[psutil.Process]:
        yield self._head
        yield from self._head.children(recursive=True)

    def cpu(self) -> float:
        """Seconds of processor time, user and system, so far."""
        total = 0.0
        for process in self._members():
            # One that ends just now is counted with its parent the next time.
            with contextlib.suppress(psutil.NoSuchProcess):
                spent = process.cpu_times()
                total += spent.user + spent.system
                total += spent.children_user + spent.children_system
        return total

    def memory(self) -> float | None:
        """MiB in use, shared pages counted in proportion; where the system can tell."""
        total = 0.0
        for process in self._members():
            try:
                total += process.memory_full_info().pss / 2**20
            except (psutil.Error, AttributeError):
                return None
        return total
