"""What a reader typed into the search field, understood. Pure; nothing typed is an error.

Words have to be in a story, all of them; those in quotation marks as they stand; what has a minus
before it must not; ``OR`` (``أو``, ``|``) between two lets either do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.folding import COMMON, without_article, words

LONGEST = 300  # characters that are looked at
MOST_WORDS = 16
MINUS = "-−"
OR = frozenset({"OR", "أو", "او", "|", "||"})
# The Arabic article as it is written in Latin letters, joined to its name or not.
LATIN_ARTICLES = frozenset("al el".split())
OPENING, CLOSING = '"“”„«»‟″', '"“”„«»‟″'
_PIECE = re.compile(
    rf"(?P<minus>(?<!\S)[{MINUS}]+)?(?:[{OPENING}](?P<quoted>[^{CLOSING}]*)[{CLOSING}]?"
    rf"|(?P<word>[^\s{OPENING}]+))"
)


@dataclass(frozen=True)
class Term:
    """One word, several that are written as one, or a phrase.

    Attributes:
        words: folded, in order.
        places: where each stands in what was typed.
    """

    words: tuple[str, ...]
    places: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    is_quoted: bool = False

    @property
    def is_common(self) -> bool:
        """Whether every text has it, so that it is nothing to go by."""
        return not self.is_quoted and all(
            word in COMMON or word in LATIN_ARTICLES for word in self.words
        )


@dataclass(frozen=True)
class Query:
    """What is asked for.

    Attributes:
        groups: of each at least one term has to be in a story.
        excluded: none of these may be.
        is_cut: more was typed than is looked at.
    """

    typed: str = ""
    groups: tuple[tuple[Term, ...], ...] = ()
    excluded: tuple[Term, ...] = ()
    is_cut: bool = False

    @property
    def only_excludes(self) -> bool:
        """Whether something is to be left out, of nothing."""
        return bool(self.excluded) and not self.groups

    @property
    def is_hopeless(self) -> bool:
        """Whether something was typed in which there is nothing to look for."""
        return bool(self.typed) and not self.groups


def understood(typed: str) -> Query:
    """The query in what was typed."""
    typed = " ".join(typed.split())
    seen = typed[:LONGEST]
    groups: list[tuple[Term, ...]] = []
    excluded: list[Term] = []
    left, joins = MOST_WORDS, False
    is_cut = len(typed) > LONGEST
    for piece in _PIECE.finditer(seen):
        if piece["word"] in OR and not piece["minus"]:
            joins = bool(groups)
            continue
        term = _term(piece)
        if term is None:
            continue
        if len(term.words) > left:
            is_cut = True
            break
        left -= len(term.words)
        if piece["minus"]:
            excluded.append(term)
        elif joins:
            groups[-1] = (*groups[-1], term)
        else:
            groups.append((term,))
        joins = False
    return Query(seen, _telling(groups), tuple(excluded), is_cut)


def _term(piece: re.Match[str]) -> Term | None:
    name = "word" if piece["word"] is not None else "quoted"
    found = list(_words(piece[name], piece.start(name)))
    if not found:
        return None
    is_quoted = name == "quoted"
    if not is_quoted and len(found) > 1 and found[0][2] in LATIN_ARTICLES:
        del found[0]
    return Term(
        tuple(folded for _begin, _end, folded in found),
        tuple((begin, end) for begin, end, _folded in found),
        is_quoted,
    )


def _words(text: str, start: int) -> Iterator[tuple[int, int, str]]:
    for begin, end, folded in words(text):
        yield start + begin, start + end, without_article(folded)


def _telling(groups: list[tuple[Term, ...]]) -> tuple[tuple[Term, ...], ...]:
    telling = [group for group in groups if not any(term.is_common for term in group)]
    return tuple(telling or groups)
