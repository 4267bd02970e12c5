"""A reader's plain text made into safe HTML. Pure, and the last thing done before it is stored.

Nothing of the text is ever taken as HTML: every character is escaped, and the only elements are
those written here.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from html import escape
from itertools import groupby

from django.utils.translation import gettext as _

from comments import characters, links

LONGEST = 5000  # characters
MOST_TYPED = 8 * LONGEST  # before cleaning, which takes marks and spaces out
MOST_LINES = 150
DEEPEST_QUOTE = 3
QUOTE = re.compile(r"^(?:> ?)+")


def clean(raw: str) -> str:
    """The text as it is shown and measured: harmless characters, no two blank lines in a row."""
    lines = (line.strip(" ") for line in characters.clean(raw).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def problem(raw: str) -> str | None:
    """Why a text cannot be a comment, as a sentence; nothing when it can."""
    if len(raw) > MOST_TYPED:
        return _too_long(len(raw))  # without looking closer
    text = clean(raw)
    if not says_something(text):
        return _("Write something of your own before you send it.")
    if len(text) > LONGEST:
        return _too_long(len(text))
    if text.count("\n") >= MOST_LINES:
        return _("Your comment has too many lines; at most %(most)s are possible.") % {
            "most": MOST_LINES
        }
    return None


def _too_long(length: int) -> str:
    return _("Your comment has %(length)s characters; at most %(most)s are possible.") % {
        "length": length,
        "most": LONGEST,
    }


def excerpt(raw: str, most: int) -> str:
    """The beginning of a text in one line of at most so many characters, without quotations."""
    lines = (line for line in clean(raw).split("\n") if not line.startswith(">"))
    words = " ".join(" ".join(lines).split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"


def fingerprint(text: str) -> bytes:
    """What two sendings of the same words have in common (16 bytes)."""
    return blake2b(" ".join(text.split()).casefold().encode(), digest_size=16).digest()


def says_something(text: str) -> bool:
    """Whether a cleaned text has a letter, a digit or a symbol outside of quotations."""
    own = (line for line in text.split("\n") if not line.startswith(">"))
    return any(one.isalnum() or ord(one) > 0x2190 for line in own for one in line)


def render(raw: str) -> str:
    """Safe HTML of a comment.

    A blank line ends a paragraph, a line feed breaks the line, ``>`` quotes (up to three deep),
    and web addresses become links. Each paragraph finds its own writing direction.
    """
    parts: list[str] = []
    level = 0
    for new_level, lines in groupby(clean(raw).split("\n"), key=_quote_level):
        paragraphs = _paragraphs([QUOTE.sub("", line) if new_level else line for line in lines])
        if not paragraphs:
            continue
        parts.append(_step(level, new_level))
        level = new_level
        parts.append(paragraphs)
    parts.append(_step(level, 0))
    return "".join(parts)


def _step(level: int, new_level: int) -> str:
    change = new_level - level
    return "<blockquote>" * change if change > 0 else "</blockquote>" * -change


def _quote_level(line: str) -> int:
    marks = QUOTE.match(line)
    return min(marks[0].count(">"), DEEPEST_QUOTE) if marks else 0


def _paragraphs(lines: list[str]) -> str:
    blocks = re.split(r"\n{2,}", "\n".join(line.strip() for line in lines).strip("\n"))
    return "".join(f'<p dir="auto">{_line_html(block)}</p>' for block in blocks if block.strip())


def _line_html(block: str) -> str:
    pieces: list[str] = []
    position = 0
    for link in links.find(block):
        pieces += [escape(block[position : link.start]), link.html()]
        position = link.end
    pieces.append(escape(block[position:]))
    return "".join(pieces).replace("\n", "<br>")
