"""What somebody typed into the search box, understood. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.folding import COMMON, without_article, words

LONGEST = 400  # characters that are looked at
MOST_WORDS = 12
SHORTEST_BEGINNING = 3  # shorter words are looked for as they are, not as beginnings
LARGEST_NUMBER = 2**63 - 1
# Addresses at which a story stands, with its number: readers', their comments', the desk's own.
ADDRESSES = (
    re.compile(r"/\d{4}/[^/\s]+/(\d{1,18})(?:-[^/\s]*)?/?"),
    re.compile(r"/comments/(\d{1,18})(?:[/?#]|$)"),
    re.compile(r"/article/(\d{1,18})(?:[/?#]|$)"),
)
SLUG = re.compile(r"(\d{1,18})-[\w-]*[^\W\d][\w-]*")


@dataclass(frozen=True)
class Question:
    """What is asked for.

    Attributes:
        words: all have to be in a story, folded; each as the beginning of a word.
        number: the story of this number is meant, or is meant too.
        is_address: nothing but the number counts.
    """

    words: tuple[str, ...] = ()
    number: int | None = None
    is_address: bool = False

    @property
    def is_hopeless(self) -> bool:
        """Whether something was typed in which there is nothing to look for."""
        return not self.words and self.number is None


def asked(typed: str) -> Question | None:
    """The question in what was typed; none where nothing was."""
    typed = typed.strip()[:LONGEST]
    if not typed:
        return None
    if (number := _address(typed)) is not None:
        return Question(number=number, is_address=True)
    folded = list(dict.fromkeys(without_article(word) for _b, _e, word in words(typed)))
    telling = [word for word in folded if word not in COMMON] or folded
    return Question(tuple(telling[:MOST_WORDS]), _number(typed), typed.startswith("#"))


def _address(typed: str) -> int | None:
    for pattern in ADDRESSES:
        if match := pattern.search(typed):
            return _number(match[1])
    match = SLUG.fullmatch(typed.strip("/"))
    return _number(match[1]) if match else None


def _number(typed: str) -> int | None:
    """The number in what was typed, in the digits of either language."""
    typed = typed.removeprefix("#")
    if not typed.isdecimal() or len(typed) > 19:
        return None
    number = int(typed)
    return number if number <= LARGEST_NUMBER else None


def tsquery(question: Question | None, marks: Iterable[str] = ()) -> str:
    """The question in PostgreSQL's language; empty where neither words nor marks are asked for."""
    asked_for = [f"'{_escaped(mark)}'" for mark in marks]
    if question is not None and not question.is_address:
        asked_for += [
            f"'{word}':*" if len(word) >= SHORTEST_BEGINNING else f"'{word}'"
            for word in question.words
        ]
    return " & ".join(asked_for)


def _escaped(mark: str) -> str:
    return mark.replace("\\", "\\\\").replace("'", "''")
