"""The spellings of well-known names that mean the same, and those that never do. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from articles.folding import without_article, words
from articles.search.query import LATIN_ARTICLES

Words = tuple[str, ...]

# People and places that are taken for each other by ear, but never by a newspaper.
NEVER_THE_SAME = (
    ("Khamenei", "Khomeini"),
    ("Amman", "Oman"),
    ("Sidon", "Sudan"),
    ("Homs", "Hamas"),
    ("Daraa", "Daraya"),
    ("خامنئي", "خميني"),
    ("حمص", "حماس"),
    ("درعا", "داريا"),
    ("صيدا", "السودان"),
)


def words_of(spelling: str) -> Words:
    """A name's words, folded, without its articles."""
    folded = [folded for _begin, _end, folded in words(spelling)]
    telling = [one for one in folded if one not in LATIN_ARTICLES] or folded
    return tuple(without_article(one) for one in telling)


_NEVER = frozenset(
    pair
    for one, other in NEVER_THE_SAME
    for pair in ((words_of(one)[0], words_of(other)[0]), (words_of(other)[0], words_of(one)[0]))
)


def never_the_same(one: str, other: str) -> bool:
    """Whether two folded words are two names that must not be taken for each other."""
    return (one, other) in _NEVER


@dataclass(frozen=True)
class Name:
    """A name as the stylebook has it.

    Attributes:
        preferred: in Latin letters.
        arabic: in Arabic letters, or empty.
        variants: other spellings of the same.
        lookalikes: spellings that may mean something else: asked about, never searched for.
    """

    preferred: str
    arabic: str = ""
    variants: tuple[str, ...] = ()
    lookalikes: tuple[str, ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        return tuple(one for one in (self.preferred, self.arabic, *self.variants) if one)

    @cached_property
    def phrases(self) -> tuple[Words, ...]:
        return tuple(dict.fromkeys(filter(None, map(words_of, self.spellings))))

    def others(self, typed: Words) -> list[str]:
        """The spellings that are not the typed one, each once however it is written."""
        seen = {typed}
        found = []
        for spelling in self.spellings:
            phrase = words_of(spelling)
            if phrase not in seen:
                seen.add(phrase)
                found.append(spelling)
        return found


Book = Mapping[Words, Name]


def book(names: Iterable[Name]) -> dict[Words, Name]:
    """Names by each of their spellings; of two that share one, the first."""
    found: dict[Words, Name] = {}
    for name in names:
        for phrase in name.phrases:
            found.setdefault(phrase, name)
    return found


def confusions(spellings: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs among the spellings of one name that are names of two."""
    folded = {word: spelling for spelling in spellings for word in words_of(spelling)}
    return [
        (folded[one], folded[other])
        for one in folded
        for other in folded
        if one < other and never_the_same(one, other)
    ]
