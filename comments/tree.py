"""Where a comment stands in its thread, as one sortable text. Pure.

A path is the numbers of a comment's ancestors and its own, one step each, so that the paths of a
thread sorted bytewise are the thread as it is read: each comment followed by its replies, oldest
first. The paths under a comment are one range. Below ``DEEPEST`` a conversation goes on as a flat
list in order of time, so a path stays short however long a chain of replies becomes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

DEEPEST = 6  # steps below the root that replies are still sorted under their parent
LONGEST = (DEEPEST + 1) * 14
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
AFTER_ALL = "~"  # sorts after every step


class Placed(Protocol):
    """What is needed of a parent to place its reply."""

    @property
    def pk(self) -> int: ...
    @property
    def path(self) -> str: ...
    @property
    def depth(self) -> int: ...


@dataclass(frozen=True)
class Place:
    """A place in a thread; ``depth`` counts all ancestors, also those the path leaves out."""

    path: str
    depth: int
    root_id: int | None


def step(number: int) -> str:
    """A number as text that sorts like the number: its length first, then base 36."""
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = DIGITS[digit] + digits
    return DIGITS[len(digits)] + digits


def numbers(path: str) -> list[int]:
    """The numbers that a path is made of, the root's first."""
    found: list[int] = []
    position = 0
    while position < len(path):
        length = DIGITS.index(path[position])
        found.append(int(path[position + 1 : position + 1 + length], 36))
        position += 1 + length
    return found


def place(number: int, parent: Placed | None) -> Place:
    """The place of a comment under its parent, or as a root."""
    if parent is None:
        return Place(path=step(number), depth=0, root_id=None)
    ancestors = numbers(parent.path)
    shown = "".join(step(one) for one in ancestors[:DEEPEST])
    return Place(path=shown + step(number), depth=parent.depth + 1, root_id=ancestors[0])


def end_of(path: str) -> str:
    """The upper end (excluded) of the paths under a path."""
    return path + AFTER_ALL
