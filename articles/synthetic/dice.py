"""Choices that look random and are the same in every run. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
# Knuth's constants for a 64-bit linear congruential generator.
MULTIPLIER = 6364136223846793005
INCREMENT = 1442695040888963407
MASK = 2**64 - 1


class Dice:
    """A sequence of choices that depends on its seed alone."""

    def __init__(self, seed: int) -> None:
        self._state = (seed * MULTIPLIER + INCREMENT) & MASK
        self.below(2)

    def below(self, limit: int) -> int:
        """A number from 0 up to, but not including, a limit."""
        self._state = (self._state * MULTIPLIER + INCREMENT) & MASK
        return (self._state >> 33) % limit

    def one(self, choices: Sequence[T]) -> T:
        return choices[self.below(len(choices))]

    def some(self, choices: Sequence[T], count: int) -> list[T]:
        """So many different choices; those in front come up more often, as in a real archive."""
        chosen: dict[T, None] = {}
        while len(chosen) < min(count, len(choices)):
            chosen[choices[min(self.below(len(choices)), self.below(len(choices)))]] = None
        return list(chosen)
