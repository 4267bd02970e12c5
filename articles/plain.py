"""Text for places without markup: feeds, sitemaps, letters. Pure.

Such a text has no ``dir`` and no ``<bdi>``, so its direction is kept by characters: an isolate
around the whole, in the direction of its language (Unicode Standard Annex 9).
"""

from __future__ import annotations

import re
import unicodedata

from articles.languages import Language

LEFT, RIGHT, FIRST_STRONG, END = "\u2066", "\u2067", "\u2068", "\u2069"
# Embeddings, overrides and isolates that somebody pasted: one left open turns the rest of a page.
DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LEFTWARD = {"R", "AL", "AN"}
# What an Arabic text can hold without looking different in a page from left to right.
ALL_ARABIC = {"R", "AL", "NSM", "WS"}


def clean(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold; they were typed by mistake."""
    return NOT_IN_XML.sub("", text)


def isolated(text: str, language: str) -> str:
    """A text that keeps its order wherever it is shown, by isolates only where it needs them.

    Args:
        language: the text's own; it decides the direction of the whole.
    """
    text = DIRECTIONS.sub("", clean(text))
    kinds = {unicodedata.bidirectional(sign) for sign in text}
    if language == Language.ARABIC:
        return text if kinds <= ALL_ARABIC else f"{RIGHT}{text}{END}"
    return f"{LEFT}{text}{END}" if kinds & LEFTWARD else text


def within(name: str, language: str) -> str:
    """A name that stands in a text of a language, kept apart from it where it has to be."""
    name = DIRECTIONS.sub("", clean(name))
    foreign = {"L"} if language == Language.ARABIC else LEFTWARD
    kinds = {unicodedata.bidirectional(sign) for sign in name}
    return f"{FIRST_STRONG}{name}{END}" if kinds & foreign else name


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut between words."""
    if len(text) <= most:
        return text
    return text[:most].rsplit(" ", 1)[0].rstrip(" ,;:،؛") + "…"
