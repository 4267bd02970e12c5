"""Signals that end a run, noticed at the next convenient moment."""

from __future__ import annotations

import os
import select
import signal
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)


class Ending:
    """Remembers whether somebody asked for the end; `wait` is interrupted by it."""

    def __init__(self, with_parent: bool = False) -> None:
        """From now on no signal ends this process by itself.

        `with_parent` also counts the end of the parent process as a request.
        """
        self.asked = False
        self._parent = os.getppid() if with_parent else None
        self._reader, self._writer = os.pipe()
        os.set_blocking(self._writer, False)
        signal.set_wakeup_fd(self._writer, warn_on_full_buffer=False)
        for sign in ENDING:
            signal.signal(sign, self._note)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def _note(self, number: int, frame: FrameType | None) -> None:
        self.asked = True

    def wait(self, seconds: float) -> bool:
        """Sleep until a signal or the time is over; whether the end was asked for."""
        if not self.asked:
            ready, _, _ = select.select([self._reader], [], [], seconds)
            if ready:
                os.read(self._reader, 512)
        return self.requested()

    def requested(self) -> bool:
        """Whether the run should end."""
        orphaned = self._parent is not None and os.getppid() != self._parent
        return self.asked or orphaned
