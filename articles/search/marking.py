"""The words that were looked for, marked in the text as it was written. Pure."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString

from articles.folding import spellings, words
from articles.search.stems import stem

AROUND = 34  # words of an excerpt
BEFORE = 6  # of them before the first that was looked for
LOOKED_AT = 40_000  # characters of a text


@dataclass(frozen=True)
class Found:
    """A word of a text; its stem where it is one of those looked for."""

    begin: int
    end: int
    stem: str


def marked(text: str, stems: Container[str]) -> SafeString:
    """A text as HTML with the words of these stems marked."""
    return _html(text, [one for one in _found(text, stems) if one.stem], 0, len(text))


def excerpt(text: str, stems: Container[str]) -> SafeString | None:
    """The part of a text that has most of the words, marked; none where it has none of them."""
    found = _found(text[:LOOKED_AT], stems)
    hits = [place for place, one in enumerate(found) if one.stem]
    if not hits:
        return None
    first = max(
        hits, key=lambda place: (_different(found[place : place + AROUND - BEFORE]), -place)
    )
    begin = max(0, first - BEFORE)
    end = min(len(found), begin + AROUND)
    start = 0 if begin == 0 else found[begin].begin
    stop = len(text) if end == len(found) and len(text) <= LOOKED_AT else found[end - 1].end
    html = _html(text, [one for one in found[begin:end] if one.stem], start, stop)
    return SafeString(f"{'… ' if start else ''}{html}{' …' if stop < len(text) else ''}")


def _different(part: list[Found]) -> int:
    return len({one.stem for one in part if one.stem})


def _found(text: str, stems: Container[str]) -> list[Found]:
    return [
        Found(begin, end, next((s for s in map(stem, spellings(word)) if s in stems), ""))
        for begin, end, word in words(text)
    ]


def _html(text: str, hits: list[Found], start: int, stop: int) -> SafeString:
    parts = []
    for one in hits:
        parts.append(escape(text[start : one.begin]))
        parts.append(f"<mark>{escape(text[one.begin : one.end])}</mark>")
        start = one.end
    parts.append(escape(text[start:stop]))
    return SafeString("".join(parts).replace("\n", " "))
