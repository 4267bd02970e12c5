"""A small scorer that can be explained: naive Bayes over a text's words. Pure.

It learns in how many approved and in how many refused comments each word stands; a text's score is
the chance that the desk would refuse it, and each word's part in it can be shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log

from comments.matching import Folded

FEWEST_COMMENTS = 3  # a word that stands in fewer says nothing, and may name somebody
MOST_WORDS = 20_000
LONGEST_WORD = 40
FARTHEST = 30.0  # log odds beyond which a chance is certain


@dataclass(frozen=True)
class Part:
    """What a word adds to a score: log odds, above zero for refusal."""

    word: str
    weight: float


@dataclass(frozen=True)
class Learned:
    """Counts of comments: for each word those approved and those refused, and all of both."""

    words: Mapping[str, tuple[int, int] | list[int]]
    approved: int
    refused: int

    def parts(self, folded: Folded) -> list[Part]:
        """The known words of a text with what each adds, the weightiest first."""
        known = (word for word in words_of(folded) if word in self.words)
        parts = [Part(word, self._weight(word)) for word in known]
        return sorted(parts, key=lambda part: (-abs(part.weight), part.word))

    def chance(self, folded: Folded) -> float:
        """How likely a refusal is, 0 to 1."""
        prior = log((self.refused + 1) / (self.approved + 1))
        odds = prior + sum(part.weight for part in self.parts(folded))
        return 1 / (1 + exp(-max(-FARTHEST, min(FARTHEST, odds))))

    def _weight(self, word: str) -> float:
        approved, refused = self.words[word]
        return log(((refused + 1) / (self.refused + 2)) / ((approved + 1) / (self.approved + 2)))


def words_of(folded: Folded) -> set[str]:
    """The words of a text that count: folded, without numbers."""
    found = {word.letters[:LONGEST_WORD] for word in (*folded.words, *folded.spelled)}
    return {word for word in found if len(word) > 1 and not word.isdecimal()}


def learn(examples: Iterable[tuple[Folded, bool]]) -> Learned:
    """Learn from texts and whether each was refused."""
    approved, refused = Counter[str](), Counter[str]()
    sizes = [0, 0]
    for folded, is_refused in examples:
        sizes[is_refused] += 1
        (refused if is_refused else approved).update(words_of(folded))
    common = (approved + refused).most_common(MOST_WORDS)
    kept = [word for word, count in common if count >= FEWEST_COMMENTS]
    return Learned({word: (approved[word], refused[word]) for word in kept}, *sizes)
