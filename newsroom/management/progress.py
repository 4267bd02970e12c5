"""How far a long command has come."""

from __future__ import annotations

import time
from argparse import ArgumentTypeError

from django.core.management.base import OutputWrapper

WIDTH = 30  # characters
EVERY = 0.2  # seconds between two drawings on a terminal
EVERY_IN_A_FILE = 10.0  # seconds between two lines elsewhere


def whole_number(text: str) -> int:
    """An option's value that is zero or more."""
    if not (text.isdecimal() and text.isascii() and len(text) <= 12):
        raise ArgumentTypeError(f"“{text}” is not a whole number")
    return int(text)


class Progress:
    """A bar on a terminal, a line now and then in a log."""

    def __init__(self, output: OutputWrapper, noun: str, start: int, end: int) -> None:
        """From ``start`` of ``end``; the noun, such as stories, says what is counted."""
        self._output = output
        self._noun = noun
        self._start, self._end = start, max(start, end)
        self._is_terminal = output.isatty()
        self._began = time.monotonic()
        self._shown = 0.0

    def reached(self, count: int) -> None:
        """Show that so many are done; drawn only as often as somebody can read it."""
        now = time.monotonic()
        pause = EVERY if self._is_terminal else EVERY_IN_A_FILE
        if count < self._end and now - self._shown < pause:
            return
        self._shown = now
        self._output.write(f"{self._line(count, now)}{self._ending(count)}", ending="")
        self._output.flush()

    def _line(self, count: int, now: float) -> str:
        rate = (count - self._start) / max(now - self._began, 0.001)
        left = (self._end - count) / rate if rate else 0.0
        filled = WIDTH * count // max(self._end, 1)
        bar = f"[{'#' * filled}{'.' * (WIDTH - filled)}] " if self._is_terminal else ""
        return f"{bar}{count:,} of {self._end:,} {self._noun}, {rate:,.0f}/s, {left:.0f} s left  "

    def _ending(self, count: int) -> str:
        if not self._is_terminal:
            return "\n"
        return "\n" if count >= self._end else "\r"
