"""What made a comment wait, marked in its text. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from comments import text
from comments.models import Hold


def marked(raw: str, holds: Iterable[Hold]) -> SafeString:
    """A comment's text for the desk: escaped, its lines kept, the found spans in ``<mark>``."""
    clean = text.clean(raw)
    pieces: list[str] = []
    position = 0
    spans = [(one.start, one.end) for one in holds if one.start is not None and one.end is not None]
    for start, end in sorted(set(spans)):
        if start < position or end > len(clean):
            continue
        pieces.append(conditional_escape(clean[position:start]))
        pieces.append(format_html("<mark>{}</mark>", clean[start:end]))
        position = end
    pieces.append(conditional_escape(clean[position:]))
    return SafeString("".join(pieces))  # every piece is escaped above
