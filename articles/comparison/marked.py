"""Compared words as HTML: ``ins`` and ``del`` with a word for those who do not see them. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.differences import Span, words

SHAPES = {
    "added": '<ins><span class="visually-hidden">{}</span>{}</ins>',
    "removed": '<del><span class="visually-hidden">{}</span>{}</del>',
}


class Marked:
    """A text that was compared with an earlier one, in the three ways in which it is shown."""

    def __init__(self, old: str, new: str) -> None:
        self.spans = words(old, new)

    @property
    def is_same(self) -> bool:
        return all(span.kind == "same" for span in self.spans)

    @property
    def both(self) -> SafeString:
        """What went and what came in one text."""
        return _html(self.spans)

    @property
    def before(self) -> SafeString:
        """The old text with what went marked."""
        return _html(span for span in self.spans if span.kind != "added")

    @property
    def after(self) -> SafeString:
        """The new text with what came marked."""
        return _html(span for span in self.spans if span.kind != "removed")

    def count(self, kind: str) -> int:
        """How many words were added, or removed."""
        return sum(len(span.text.split()) for span in self.spans if span.kind == kind)


def _html(spans: Iterable[Span]) -> SafeString:
    said = {"added": _("added:") + " ", "removed": _("removed:") + " "}
    parts = [
        format_html(SHAPES[span.kind], said[span.kind], span.text)
        if span.kind in SHAPES
        else format_html("{}", span.text)
        for span in spans
    ]
    return SafeString("".join(parts))
