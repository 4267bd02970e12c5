"""A stale form: what was typed, what is stored now, and what the person had read.

What only the others changed is taken over into the form. What only this person changed stays.
Where both changed the same field the form keeps what was typed, both texts stand side by side
with their words compared, and the person chooses; saving from there is a decision.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.utils import label_for_field
from django.http import QueryDict
from django.utils.text import capfirst

from articles.admin.stories.choices import fingerprint
from articles.admin.stories.fields import (
    frozen_values,
    posted_form,
    shown,
    stored_values,
    typed_values,
)
from articles.admin.stories.form import FIELDS
from articles.admin.stories.kinds import Kind
from articles.admin.stories.rows import Row, read_rows, settle, write_rows
from articles.asked import SMALL, whole_number
from articles.content import Content
from articles.differences import Span, words
from articles.models import Article, Revision


@dataclass(frozen=True)
class Difference:
    """One part of the form of which another person saved something else.

    Attributes:
        mine: what was typed; its words that the stored text lacks are marked as added.
        stored: what the database has; its words that were not typed are marked as removed.
        is_taken_over: the form has the stored text now, because this person left it alone.
        is_formatting: the words are the same; links, emphasis or the like differ.
        was: the mark of the typed value, see ``choices``; empty for rows.
        added: the numbers of the rows that only the others added, for rows.
    """

    name: str
    label: str
    mine: list[Span]
    stored: list[Span]
    is_taken_over: bool
    is_formatting: bool
    was: str = ""
    added: str = ""
    is_rows: bool = False


@dataclass
class Conflict:
    """What came of a stale form.

    Attributes:
        data: what the form shows next.
        saved: the newest revision: by whom, when.
        is_empty: whether what was typed is what is stored: nothing is lost and nothing to do.
        base: the number of the revision from which the form was made; empty where not known.
    """

    data: QueryDict
    saved: Revision | None
    differences: list[Difference] = field(default_factory=list)
    is_empty: bool = True
    base: str = ""

    @property
    def is_choice(self) -> bool:
        """Whether there is anything to choose: a part that both changed."""
        return any(not difference.is_taken_over for difference in self.differences)


def settle_stale(article: Article, posted: QueryDict, kinds: list[Kind], seen: str) -> Conflict:
    """Compare a stale form with the story as it is stored.

    Args:
        kinds: the kinds of rows that this person may edit.
        seen: the number of the revision from which the form was made, as posted.
    """
    base = revision_seen(article, seen)
    conflict = Conflict(posted.copy(), article.head_revision, base=seen if base else "")
    _settle_fields(conflict, article, base)
    for kind in kinds:
        if f"{kind.prefix}-TOTAL_FORMS" in posted:
            _settle_rows(conflict, article, kind, base)
    return conflict


def revision_seen(article: Article, seen: str) -> Content | None:
    """The content of a revision by its posted number; none where there is no such revision."""
    number = whole_number(seen, SMALL)
    if number is None:
        return None
    revision = Revision.objects.filter(article=article, number=number).first()
    return revision.frozen if revision else None


def _settle_fields(conflict: Conflict, article: Article, base: Content | None) -> None:
    typed, stored = typed_values(conflict.data), stored_values(article)
    read = frozen_values(base) if base else {}
    for name in FIELDS:
        mine, theirs = typed[name], stored[name]
        if mine == theirs:
            continue
        left_alone = mine == read.get(name)
        if left_alone:
            conflict.data[name] = posted_form(article, name)
        else:
            conflict.is_empty = False
        if left_alone or theirs != read.get(name):
            texts = shown(name, theirs), shown(name, mine)
            label = capfirst(str(label_for_field(name, Article)))
            conflict.differences.append(
                _difference(name, label, texts, left_alone, was=fingerprint(mine))
            )


def _settle_rows(conflict: Conflict, article: Article, kind: Kind, base: Content | None) -> None:
    stored = kind.stored(article)
    known = {row["id"] for row in stored}
    typed = settle(kind.typed(read_rows(conflict.data, kind.prefix), stored), known)
    mine, theirs = kind.values(typed), kind.values(stored)
    read = kind.frozen(base) if base else None
    left_alone = mine != theirs and mine == read
    if mine == theirs or left_alone:
        write_rows(conflict.data, kind.prefix, stored)
    else:
        conflict.is_empty = False
        write_rows(conflict.data, kind.prefix, _both(kind, typed, stored))
    if left_alone or (mine != theirs and theirs != read):
        texts = kind.shown(stored), kind.shown(typed)
        label = str(kind.label)
        added = " ".join(row["id"] for row in _only_theirs(kind, typed, stored))
        conflict.differences.append(
            _difference(kind.prefix, label, texts, left_alone, added=added, is_rows=True)
        )


def _difference(
    name: str, label: str, texts: tuple[str, str], left_alone: bool, **more: Any
) -> Difference:
    """Two texts, the stored one first, as they stand beside each other."""
    spans = words(*texts)
    mine = [span for span in spans if span.kind != "removed"]
    stored = [span for span in spans if span.kind != "added"]
    return Difference(name, label, mine, stored, left_alone, texts[0] == texts[1], **more)


def _both(kind: Kind, typed: list[Row], stored: list[Row]) -> list[Row]:
    """The typed rows, and behind them the rows that others added: neither is lost."""
    twins = {kind.values_of(row): row for row in _not_typed(typed, stored)}
    rows = []
    for row in typed:
        twin = None if row.get("id") else twins.pop(kind.values_of(row), None)
        rows.append({**row, **({"id": twin["id"], "article": twin["article"]} if twin else {})})
    return settle(rows + _only_theirs(kind, typed, stored), {row["id"] for row in stored})


def _not_typed(typed: list[Row], stored: list[Row]) -> list[Row]:
    mine = {row.get("id") for row in typed if row.get("id")}
    return [row for row in stored if row["id"] not in mine]


def _only_theirs(kind: Kind, typed: list[Row], stored: list[Row]) -> list[Row]:
    """The rows that only the others added: not those that both did."""
    new = {kind.values_of(row) for row in typed if not row.get("id")}
    return [row for row in _not_typed(typed, stored) if kind.values_of(row) not in new]
