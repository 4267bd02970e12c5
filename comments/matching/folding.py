"""A text with one spelling for each word, and the way back to the letters as they were typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from articles.folding import INSIDE_WORDS, SHORTEST_AFTER_PREFIX, forms
from comments.matching.letters import FOREIGN, IN_WORDS, PREFIXES, READ_AS

LONGEST_WORD = 60  # letters of a word that are looked at
SIGNS_AROUND = "".join(IN_WORDS)
BEGIN_PREFIXES = frozenset(prefix[0] for prefix in PREFIXES)
FEWEST_SPELLED = 3  # letters set apart that make a word: "k i l l"
LONGEST_GAP = 3  # characters between them


@dataclass(frozen=True)
class Word:
    """A word of a text, folded.

    Attributes:
        letters: one form of each letter.
        places: where each letter's character stands in the text.
        end: where the word ends in the text (excluded), marks and all.
        hides_latin: whether signs, digits and foreign letters in it may stand for Latin ones.
    """

    letters: str
    places: tuple[int, ...]
    end: int
    hides_latin: bool = False

    @property
    def start(self) -> int:
        return self.places[0]

    def cuts(self, prefixes: bool) -> Iterator[tuple[int, int]]:
        """The letters that a pattern may cover (end excluded): the whole word, the word without
        the signs around it, and without what Arabic and Hebrew write together with it."""
        letters = self.letters
        size = min(len(letters), LONGEST_WORD)
        yield 0, size
        if letters[0] in IN_WORDS or letters[-1] in IN_WORDS:
            bare = letters[:size].lstrip(SIGNS_AROUND)
            if bare:
                yield size - len(bare), size - len(bare) + len(bare.rstrip(SIGNS_AROUND))
        if prefixes and letters[0] in BEGIN_PREFIXES:
            for prefix in PREFIXES:
                if letters.startswith(prefix) and size - len(prefix) >= SHORTEST_AFTER_PREFIX:
                    yield len(prefix), size

    def end_after(self, count: int) -> int:
        """Where the first so many letters end in the text."""
        return self.places[count] if count < len(self.places) else self.end


@dataclass(frozen=True)
class Folded:
    """A folded text: its words in order, and words spelled out in single letters."""

    text: str
    words: tuple[Word, ...]

    @cached_property
    def begins(self) -> Mapping[str, list[int]]:
        """For each letter the words (by their places among the words) that may begin with it."""
        found: dict[str, list[int]] = {}
        for number, word in enumerate(self.words):
            firsts = {word.letters[start] for start, _end in word.cuts(prefixes=True)}
            for first in firsts.union(*(READ_AS.get(one, "") for one in firsts)):
                found.setdefault(first, []).append(number)
        return found

    @cached_property
    def spelled(self) -> tuple[Word, ...]:
        """Words that somebody set apart letter by letter."""
        found: list[Word] = []
        run: list[Word] = []
        for word in (*self.words, None):
            if word and len(word.letters) == 1 and (not run or self._is_near(run[-1], word)):
                run.append(word)
                continue
            if len(run) >= FEWEST_SPELLED:
                found.append(_joined(run))
            run = [word] if word and len(word.letters) == 1 else []
        return tuple(found)

    def _is_near(self, one: Word, other: Word) -> bool:
        gap = self.text[one.end : other.start]
        return len(gap) <= LONGEST_GAP and "\n" not in gap


def _joined(run: list[Word]) -> Word:
    letters = "".join(word.letters for word in run)
    places = tuple(word.start for word in run)
    return Word(letters, places, run[-1].end, hides_latin=_has_latin(letters))


def fold(text: str) -> Folded:
    """Fold a cleaned text (``comments.text.clean``)."""
    raw: list[tuple[str, tuple[int, ...], int]] = []
    letters: list[str] = []
    places: list[int] = []
    end = 0
    for at, one in enumerate(text):
        folded = forms(one)
        if not folded:  # a mark, or nothing that can be seen: part of what stands before it
            end = at + 1 if letters else end
        elif _belongs(one, folded, text, at):
            letters += folded
            places += [at] * len(folded)
            end = at + 1
        elif not (letters and one in INSIDE_WORDS and _letter_at(text, at + 1)):
            if letters:
                raw.append(("".join(letters), tuple(places), end))
            letters, places = [], []
    if letters:
        raw.append(("".join(letters), tuple(places), end))
    return Folded(text, _with_disguises(raw))


def _belongs(one: str, folded: str, text: str, at: int) -> bool:
    """Whether a character is of a word: a letter, a digit, or a sign that stands for a letter."""
    if folded[0].isalnum():
        return True
    if one not in IN_WORDS:
        return False
    before = at > 0 and (text[at - 1].isalnum() or text[at - 1] in IN_WORDS)
    after = _letter_at(text, at + 1) or text[at + 1 : at + 2] in IN_WORDS
    # "Kill!" ends with a mark of its own, "as$" with a letter.
    return after if one in "!|+*" else before or after


def _letter_at(text: str, at: int) -> bool:
    return text[at : at + 1].isalnum()


def _with_disguises(raw: list[tuple[str, tuple[int, ...], int]]) -> tuple[Word, ...]:
    """The words, with what may hide a Latin word.

    A word that has Latin letters may; so may one written in look-alikes alone, but only among
    Latin words: in a Russian text the Russian "рот" is a mouth and no "pot".
    """
    latin = sum(len(letters) for letters, _places, _end in raw if _has_latin(letters))
    foreign = sum(len(letters) for letters, _places, _end in raw if _is_foreign(letters))
    return tuple(
        Word(letters, places, end, _hides_latin(letters, among_latin=latin > foreign))
        for letters, places, end in raw
    )


def _hides_latin(letters: str, *, among_latin: bool) -> bool:
    if not all("a" <= one <= "z" or one in READ_AS for one in letters):
        return False
    return _has_latin(letters) or (among_latin and _is_foreign(letters))


def _has_latin(letters: str) -> bool:
    return any("a" <= one <= "z" for one in letters)


def _is_foreign(letters: str) -> bool:
    return not _has_latin(letters) and any(one in FOREIGN for one in letters)
