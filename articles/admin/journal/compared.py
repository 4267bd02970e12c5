"""An entry of the journal beside the stored story, field by field and word by word."""

from __future__ import annotations

from dataclasses import dataclass

from articles.admin.journal.entries import posted
from articles.admin.journal.presence import part_label
from articles.admin.stories import saving
from articles.admin.stories.fields import shown, stored_values, typed_values
from articles.admin.stories.form import FIELDS
from articles.admin.stories.rows import read_rows, settle
from articles.differences import Span, words
from articles.models import JournalEntry
from staff.models import User


@dataclass(frozen=True)
class Part:
    """One part of the form: what became of the stored text in the typed one.

    Attributes:
        spans: the two word by word.
        typed: the typed text alone, to copy.
    """

    label: str
    spans: list[Span]
    typed: str
    is_formatting: bool  # the words are the same, only their form differs


def compared(entry: JournalEntry, user: User) -> list[Part]:
    """The parts that differ from the stored story; for a story never saved, all that is typed.

    Args:
        user: who reads; what that person could not have typed is left out.
    """
    article, data = entry.article, posted(entry)
    typed = typed_values(data)
    stored = stored_values(article) if article else dict.fromkeys(FIELDS, "")
    parts = [
        _part(name, shown(name, stored[name]), shown(name, typed[name]))
        for name in FIELDS
        if typed[name] != stored[name]
    ]
    for kind in saving.kinds_for(user):
        if f"{kind.prefix}-TOTAL_FORMS" not in data:
            continue
        rows = kind.stored(article) if article else []
        known = {row["id"] for row in rows}
        mine = settle(kind.typed(read_rows(data, kind.prefix), rows), known)
        if kind.values(mine) != kind.values(rows):
            parts.append(_part(kind.prefix, kind.shown(rows), kind.shown(mine)))
    return parts


def _part(name: str, stored: str, typed: str) -> Part:
    return Part(part_label(name), words(stored, typed), typed, stored == typed)
