"""A stale form: what was typed, what is stored now, and what the person had read.

What only the others changed is taken over into the form. What only this person changed stays.
Where both changed the same field the form keeps what was typed and the stored text stands
beside it; saving again from there is a decision.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher

from django.contrib.admin.utils import label_for_field
from django.http import QueryDict
from django.utils.text import capfirst

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
from articles.content import Content
from articles.models import Article, Revision


@dataclass(frozen=True)
class Line:
    """A line of a stored text, and whether it differs from what was typed."""

    text: str
    is_different: bool


@dataclass(frozen=True)
class Difference:
    """One field of which another person saved something else."""

    name: str
    label: str
    stored: list[Line]
    is_taken_over: bool  # the form has the stored text now, because this person left it alone


@dataclass
class Conflict:
    """What came of a stale form.

    Attributes:
        data: what the form shows next.
        saved: the newest revision: by whom, when.
        is_empty: whether what was typed is what is stored: nothing is lost and nothing to do.
    """

    data: QueryDict
    saved: Revision | None
    differences: list[Difference] = field(default_factory=list)
    is_empty: bool = True


def settle_stale(article: Article, posted: QueryDict, kinds: list[Kind], seen: str) -> Conflict:
    """Compare a stale form with the story as it is stored.

    Args:
        kinds: the kinds of rows that this person may edit.
        seen: the number of the revision from which the form was made, as posted.
    """
    base = _revision_seen(article, seen)
    conflict = Conflict(posted.copy(), article.head_revision)
    _settle_fields(conflict, article, base)
    for kind in kinds:
        if f"{kind.prefix}-TOTAL_FORMS" in posted:
            _settle_rows(conflict, article, kind, base)
    return conflict


def _revision_seen(article: Article, seen: str) -> Content | None:
    if not (seen.isascii() and seen.isdecimal()) or len(seen) > 9:
        return None
    revision = Revision.objects.filter(article=article, number=int(seen)).first()
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
            label = capfirst(str(label_for_field(name, Article)))
            words = shown(name, theirs), shown(name, mine)
            conflict.differences.append(Difference(name, label, _lines(*words), left_alone))


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
        lines = _lines(kind.shown(stored), kind.shown(typed))
        conflict.differences.append(Difference(kind.prefix, str(kind.label), lines, left_alone))


def _both(kind: Kind, typed: list[Row], stored: list[Row]) -> list[Row]:
    """The typed rows, and behind them the rows that others added: neither is lost."""
    mine = {row.get("id") for row in typed if row.get("id")}
    added = [row for row in stored if row["id"] not in mine]
    same = {kind.values_of(row): row for row in added}
    rows = []
    for row in typed:
        twin = None if row.get("id") else same.pop(kind.values_of(row), None)
        rows.append({**row, **({"id": twin["id"], "article": twin["article"]} if twin else {})})
    rows += [row for row in added if kind.values_of(row) in same]
    return settle(rows, {row["id"] for row in stored})


def _lines(stored: str, typed: str) -> list[Line]:
    theirs, mine = stored.split("\n"), typed.split("\n")
    matcher = SequenceMatcher(a=mine, b=theirs, autojunk=False)
    same = {
        n for _, start, size in matcher.get_matching_blocks() for n in range(start, start + size)
    }
    return [Line(text, number not in same) for number, text in enumerate(theirs)]
