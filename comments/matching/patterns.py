"""Words and phrases that a moderator writes, found in a folded text.

A pattern is words with ``*`` for any letters and ``?`` for one; a ``*`` that stands alone is any
one word. It is never a regular expression: the time is bounded by the lengths of word and pattern.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from articles.folding import INSIDE_WORDS, forms
from comments.matching.folding import Folded, Word
from comments.matching.letters import READ_AS

LONGEST = 100  # characters of a pattern
MOST_WORDS = 8
MOST_STARS = 3  # in one word
FEWEST_LETTERS = 2  # besides wildcards
STRETCHED = 3  # of one letter in a row, more than any spelling has
ANY, ONE = "*", "?"


class BadPattern(ValueError):
    """A pattern that cannot be used; the text is a sentence for the person."""


@dataclass(frozen=True)
class Span:
    """Where something stands in a text (characters, end excluded)."""

    start: int
    end: int


@dataclass(frozen=True)
class Pattern:
    """A word or a phrase to look for."""

    typed: str
    parts: tuple[str, ...]  # folded, with wildcards

    @classmethod
    def parse(cls, typed: str) -> Pattern:
        """Read what a moderator typed.

        Raises:
            BadPattern: it is too long, or it says too little.
        """
        shown = " ".join(typed.split())
        if len(shown) > LONGEST:
            raise BadPattern(_("“%s” is too long; 100 characters are possible.") % shown)
        parts = tuple(part for word in shown.split(" ") for part in _folded(word))
        letters = sum(one not in (ANY, ONE) for part in parts for one in part)
        if letters < FEWEST_LETTERS:
            raise BadPattern(_("“%s” says too little: write two letters at least.") % shown)
        if len(parts) > MOST_WORDS or any(part.count(ANY) > MOST_STARS for part in parts):
            raise BadPattern(_("“%s” has too many words or wildcards.") % shown)
        if parts[0] == ANY or parts[-1] == ANY:
            raise BadPattern(_("“%s” begins or ends with a * that stands alone.") % shown)
        return cls(shown, parts)

    def find(self, folded: Folded, *, prefixes: bool = True, disguises: bool = True) -> list[Span]:
        """Where the pattern stands in a text, in order.

        Args:
            prefixes: Arabic and Hebrew words may have "and", "the", "to" and such before them.
            disguises: digits, signs and foreign letters are read as the letters they look like.
        """
        found = list(self._phrases(folded, prefixes, disguises))
        if len(self.parts) == 1:
            singles = (self._at([word], prefixes, disguises) for word in folded.spelled)
            found += [span for span in singles if span]
        return sorted(found, key=lambda span: (span.start, span.end))

    def _phrases(self, folded: Folded, prefixes: bool, disguises: bool) -> Iterator[Span]:
        words, size = folded.words, len(self.parts)
        letter = self.parts[0][0]
        likely: Sequence[int] = range(len(words))
        if letter not in (ANY, ONE):
            likely = folded.begins.get(letter, ())
        for first in likely:
            if first + size > len(words):
                break
            if span := self._at(words[first : first + size], prefixes, disguises):
                yield span

    def _at(
        self, words: tuple[Word, ...] | list[Word], prefixes: bool, disguises: bool
    ) -> Span | None:
        starts, end = -1, 0
        for part, word in zip(self.parts, words, strict=True):
            met = _meets(part, word, prefixes, disguises)
            if met is None:
                return None
            if starts < 0:
                starts = word.places[met[0]]
            end = word.end_after(met[1])
        return Span(starts, end)


def _folded(word: str) -> list[str]:
    """A typed word's folded parts; a hyphen parts words as it does in a text."""
    if set(word) <= {ANY, ONE}:
        return [ANY if ANY in word else word] if word else []
    kept = "".join(one if one in (ANY, ONE) else _keep(one) for one in word)
    return ["".join(_single_stars(part)) for part in kept.split()]


def _keep(one: str) -> str:
    """What a text's folding makes of a character: nothing inside a word, a gap between words."""
    letters = "" if one in INSIDE_WORDS else forms(one)
    return letters if not letters or letters[0].isalnum() or one in READ_AS else " "


def _single_stars(part: str) -> Iterator[str]:
    before = ""
    for one in part:
        if not (one == before == ANY):
            yield one
        before = one


def _meets(part: str, word: Word, prefixes: bool, disguises: bool) -> tuple[int, int] | None:
    """The letters of a word that a pattern's part covers (end excluded), if it does."""
    reads = disguises and word.hides_latin
    for start, end in word.cuts(prefixes):
        if _fits(part, word.letters[start:end], reads):
            return start, end
    return None


@lru_cache(maxsize=65536)
def _fits(part: str, letters: str, reads: bool) -> bool:
    """Whether a folded word is what a part of a pattern describes.

    All the places in the pattern that may have been reached are kept while the word is read once,
    so the work is at most the product of the two lengths. A letter that stands three times or more
    in a row stands for any shorter run of it.
    """
    places = _skip_stars(part, {0})
    for at, letter in enumerate(letters):
        stretched = at > 0 and letters[at - 1] == letter and _run(letters, at) >= STRETCHED
        reached: set[int] = set()
        for place in places:
            if place < len(part):
                wanted = part[place]
                if wanted == ANY:
                    reached.add(place)
                elif _is(wanted, letter, reads):
                    reached.add(place + 1)
            if stretched and place and _is(part[place - 1], letter, reads):
                reached.add(place)
        if not reached:
            return False
        places = _skip_stars(part, reached)
    return len(part) in places


def _skip_stars(part: str, places: set[int]) -> set[int]:
    """With the places after stars, which may stand for no letter."""
    skipped = {at + 1 for at in places if at < len(part) and part[at] == ANY}
    return places | skipped


def _run(letters: str, at: int) -> int:
    """How many letters in a row are the one at a place."""
    first = last = at
    while first and letters[first - 1] == letters[at]:
        first -= 1
    while last + 1 < len(letters) and letters[last + 1] == letters[at]:
        last += 1
    return last - first + 1


def _is(wanted: str, letter: str, reads: bool) -> bool:
    return wanted in (ONE, letter) or (reads and wanted in READ_AS.get(letter, ""))
