"""A query in PostgreSQL's language, with the spellings of its names. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from articles.folding import COMMON
from articles.search.query import Query, Term
from articles.search.spellings import Book, Name
from articles.search.stems import stem

LONGEST_NAME = 4  # words


@dataclass(frozen=True)
class Asked:
    """What the database is asked.

    Attributes:
        words: what has to be in a story, and what must not; empty for anything.
        ranked: the part of it by which stories are put in order.
        stems: of the words that are marked in what was found.
        also: spellings of names that are searched for too, as the stylebook has them.
    """

    words: str = ""
    ranked: str = ""
    stems: frozenset[str] = frozenset()
    also: tuple[str, ...] = ()


def asked(query: Query, book: Book) -> Asked:
    """A query with the stylebook's spellings of the names in it."""
    groups, also, found = list(query.groups), list[str](), list[str]()
    stems: set[str] = set()
    place = 0
    while place < len(groups):
        length, name = _name_at(groups[place : place + LONGEST_NAME], book)
        if name is None:
            group = groups[place]
            found.append(_either(_phrase(term.words) for term in group))
            stems.update(stem(word) for term in group for word in term.words)
            place += 1
            continue
        typed = [word for group in groups[place : place + length] for word in group[0].words]
        phrases = [" & ".join(map(_quoted, typed)), *map(_phrase, name.phrases)]
        found.append(_either(phrases))
        stems.update(stem(word) for phrase in (typed, *name.phrases) for word in phrase)
        also += name.others(tuple(typed))
        place += length
    ranked = " & ".join(found)
    excluded = [f"!({_phrase(term.words)})" for term in query.excluded]
    telling = frozenset(one for one in stems if one not in COMMON)
    words = " & ".join([ranked, *excluded]) if ranked else ""
    return Asked(words, ranked, telling or frozenset(stems), tuple(dict.fromkeys(also)))


def _name_at(groups: Sequence[tuple[Term, ...]], book: Book) -> tuple[int, Name | None]:
    """How many of the groups are a name that the stylebook has; the longest one."""
    words: list[str] = []
    best: tuple[int, Name | None] = (1, None)
    for number, group in enumerate(groups, 1):
        if len(group) > 1 or group[0].is_quoted:
            break
        words += group[0].words
        if name := book.get(tuple(words)):
            best = (number, name)
    return best


def _phrase(words: Iterable[str]) -> str:
    return " <-> ".join(map(_quoted, words))


def _either(parts: Iterable[str]) -> str:
    found = list(dict.fromkeys(parts))
    return f"({' | '.join(f'({one})' for one in found)})"


def _quoted(word: str) -> str:
    return f"'{stem(word)}'"
