"""What a scorer is.

A scorer is anything with ``score``. Where it cannot answer it raises ``Unavailable``, and the rule
that asked holds the comment.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from comments.matching import Folded
from comments.scoring.bayes import Part

MOST_PARTS = 5


class Unavailable(Exception):
    """There is no score; the text is a sentence for the desk."""


@dataclass(frozen=True)
class Score:
    """The chance of a refusal (0 to 1), the model that says so, and the words that made it."""

    value: float
    model: str
    parts: tuple[Part, ...] = ()

    @property
    def percent(self) -> int:
        return int(self.value * 100)

    def explained(self) -> str:
        """The score and the words that weigh most, for the desk."""
        words = ", ".join(f"{part.word} {part.weight:+.1f}" for part in self.parts[:MOST_PARTS])
        return f"{self.percent} %: {words}" if words else f"{self.percent} %"


class Scorer(Protocol):
    """Judges a folded text; raises Unavailable."""

    def score(self, folded: Folded) -> Score: ...
