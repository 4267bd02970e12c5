"""Why a story was found: headline and a few of its words, with those that match marked. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.admin.finding.question import SHORTEST_BEGINNING
from articles.body import plain_text
from articles.content import Content
from articles.finding import names
from articles.folding import spellings, words

PARAGRAPH = re.compile(r"(?<![.!?؟:…”\"])\n")  # after a heading or a part of a list
AROUND = 90  # characters of a text before and after its first word that matches
Spans = list[tuple[int, int]]


@dataclass(frozen=True)
class Found:
    """What the list shows of a story that was found."""

    headline: SafeString
    passage: SafeString


def found(content: Content, wanted: Sequence[str]) -> Found:
    """A story's headline and, where other words match, the passage in which they stand."""
    headline = content["headline"]
    spans = matches(headline, wanted)
    missing = [word for word in wanted if not any(_fits(one, [word]) for one in _words(headline))]
    return Found(marked(headline, spans), _passage(content, missing) if missing else SafeString())


def _passage(content: Content, wanted: Sequence[str]) -> SafeString:
    body = PARAGRAPH.sub(" · ", plain_text(content["body"])).replace("\n", " ")
    for text in (content["deck"], *dict.fromkeys(names(content)), body):
        if spans := matches(text, wanted):
            return _around(text, spans)
    return SafeString()


def matches(text: str, wanted: Sequence[str]) -> Spans:
    """Where the words stand that match."""
    return [(begin, end) for begin, end, word in words(text) if _fits(word, wanted)]


def _words(text: str) -> list[str]:
    return [word for _begin, _end, word in words(text)]


def _fits(word: str, wanted: Sequence[str]) -> bool:
    return any(
        one.startswith(asked) if len(asked) >= SHORTEST_BEGINNING else one == asked
        for one in spellings(word)
        for asked in wanted
    )


def marked(text: str, spans: Spans) -> SafeString:
    """The text, escaped, with ``mark`` around the spans."""
    pieces: list[str] = []
    at = 0
    for begin, end in spans:
        pieces += [text[at:begin], format_html("<mark>{}</mark>", text[begin:end])]
        at = end
    return format_html_join("", "{}", ((piece,) for piece in (*pieces, text[at:])))


def _around(text: str, spans: Spans) -> SafeString:
    """The words around the first match, cut between words."""
    first, last = max(0, spans[0][0] - AROUND), min(len(text), spans[0][1] + AROUND)
    if first:
        first = text.find(" ", first, spans[0][0]) + 1 or first
    if last < len(text):
        cut = text.rfind(" ", spans[0][1], last)
        last = cut if cut > 0 else last
    inside = [(begin - first, end - first) for begin, end in spans if end <= last]
    before, after = "…" if first else "", "…" if last < len(text) else ""
    return format_html("{}{}{}", before, marked(text[first:last], inside), after)
