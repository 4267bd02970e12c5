"""The merge page: what was chosen for each part that two people changed, put into the form.

*Mine* and *edit* mean what stands in the form's own field; *theirs* the stored text. Rows are kept
from both unless one side is chosen.
"""

from __future__ import annotations

import hashlib

from django.http import QueryDict
from taggit.utils import parse_tags

from articles.admin.stories.fields import frozen_values, posted_form, typed_values
from articles.admin.stories.form import FIELDS
from articles.admin.stories.kinds import Kind
from articles.admin.stories.rows import read_rows, write_rows
from articles.content import Content
from articles.models import Article

PREFIX = "merge-"
BASE = "merge-base"
THEIRS = "theirs"
MINE = "mine"
WATCHED = "watched"  # the page's script sees to it that typing is a choice


def fingerprint(value: str) -> str:
    """A short mark of a typed value, to see whether it was changed after the choice was offered."""
    return hashlib.sha256(value.encode()).hexdigest()[:16]


def was_changed(data: QueryDict) -> list[str]:
    """The fields for which the stored text was chosen although their own was typed on."""
    typed = typed_values(data)
    return [
        name
        for name in FIELDS
        if data.get(PREFIX + name) == THEIRS
        and data.get(f"{PREFIX}was-{name}") not in {WATCHED, fingerprint(typed[name])}
    ]


def apply(article: Article, data: QueryDict, kinds: list[Kind], seen: Content | None) -> None:
    """Put the stored texts and rows that were chosen into a posted form.

    Args:
        seen: the revision that the person chose by, where it is no longer the newest one: then
            the choice counts as leaving the field alone, and the newest text follows.
    """
    old = frozen_values(seen) if seen else {}
    for name in FIELDS:
        if data.get(PREFIX + name) == THEIRS:
            data[name] = _as_typed(name, old[name]) if old else posted_form(article, name)
    for kind in kinds:
        choice = data.get(PREFIX + kind.prefix)
        if choice == THEIRS and not old:
            write_rows(data, kind.prefix, kind.stored(article))
        elif choice == MINE:
            _drop_added(data, kind)


def _as_typed(name: str, value: str) -> str:
    if name != "tags":
        return value
    return ", ".join(f'"{tag}"' for tag in parse_tags(value + ","))


def _drop_added(data: QueryDict, kind: Kind) -> None:
    """Tick the box to delete the rows that only the others added."""
    added = set(data.get(f"{PREFIX}added-{kind.prefix}", "").split())
    rows = read_rows(data, kind.prefix)
    for row in rows:
        if row.get("id") in added:
            row["DELETE"] = "on"
    if added:
        write_rows(data, kind.prefix, rows)
