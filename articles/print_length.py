"""How long a text is on paper. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from articles.body import plain_text

# Characters in a line of a news column: one of eight on a broadsheet, 9 point.
LINE = 34


@dataclass(frozen=True)
class Length:
    """A text's words, and its lines in a news column."""

    words: int
    lines: int


def length_of(body: str) -> Length:
    """The length of a body (HTML) in print; every paragraph begins a line."""
    words = lines = 0
    for paragraph in plain_text(body).splitlines():
        parts = paragraph.split()
        words += len(parts)
        lines += _lines(parts)
    return Length(words, lines)


def _lines(words: list[str]) -> int:
    """Words set into lines, each as full as it can be."""
    lines, room = 0, -1
    for word in words:
        if len(word) < room:
            room -= len(word) + 1
        else:
            taken = -(-len(word) // LINE)
            lines += taken
            room = taken * LINE - len(word)
    return lines
