"""Typed text put in order before it is saved. Pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from articles.body import sanitize

# Line ends and other controls, and the marks that turn the direction of what follows.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_BLOCK = re.compile(r"<(?:p|h[1-6]|ul|ol|li|blockquote|figure|div|br|hr)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>", re.IGNORECASE)


def one_line(value: str) -> str:
    """The text on one line, without controls that would change the text around it."""
    return _TURNING.sub("", _CONTROLS.sub(" ", value)).strip()


def tag_names(parsed: Iterable[str]) -> list[str]:
    """Tags as the tag field parsed them, separated by Arabic commas too."""
    names = (one_line(name) for tag in parsed for name in tag.split("،"))
    return [name for name in names if name]


def body_html(typed: str) -> str:
    """Safe HTML from what the body's field sent.

    The editor sends HTML. A plain text, typed or pasted without the editor, keeps every line as
    a paragraph, character for character.
    """
    if not _BLOCK.search(typed) and not _TAG.search(typed):
        lines = (line.strip() for line in re.split(r"\r\n|\r|\n", typed))
        typed = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines if line)
    elif not _BLOCK.search(typed):
        typed = f"<p>{typed}</p>"
    return sanitize(typed)
