"""Bylines, photos and the other rows of two versions compared. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.comparison.marked import Marked
from articles.content import Content, FrozenCorrection, FrozenPicture
from articles.dates import long_date
from articles.languages import localized
from articles.models.contributor import BylineRole
from articles.models.correction import CorrectionKind, Medium
from articles.pictures import address, copies_of

What = Literal["same", "added", "removed", "changed"]


@dataclass(frozen=True)
class Item:
    """One row in words.

    Attributes:
        key: equal for the same thing in both versions, such as a person or an edition.
        values: its parts with their labels, in order; the first without one.
    """

    key: str
    values: tuple[tuple[str, str], ...]
    thumbnail: str = ""


@dataclass(frozen=True)
class RowChange:
    """A row of the new version, or one that only the old one had."""

    what: What
    parts: list[tuple[str, Marked]]
    thumbnail: str
    moved: bool = False

    @property
    def words(self) -> str:
        """What happened, for those who do not see the marks."""
        said = {"added": _("Added"), "removed": _("Removed"), "changed": _("Changed"), "same": ""}
        moved = _("Order changed") if self.moved else ""
        return ", ".join(word for word in (said[self.what], moved) if word)


@dataclass(frozen=True)
class Rows:
    """One kind of rows, compared."""

    label: str
    changes: list[RowChange]

    @property
    def is_same(self) -> bool:
        return all(change.what == "same" and not change.moved for change in self.changes)


def compare_rows(old: Content, new: Content, language: str) -> list[Rows]:
    """Every kind of rows, in the order of the story's form.

    Args:
        language: of the names, where there are two.
    """
    return [
        Rows(capfirst(str(label)), _compared(items(old, language), items(new, language)))
        for label, items in KINDS
    ]


def _compared(old: list[Item], new: list[Item]) -> list[RowChange]:
    before, after = _by_key(old), _by_key(new)
    order = {key: place for place, key in enumerate(key for key in before if key in after)}
    kept = {key: place for place, key in enumerate(key for key in after if key in before)}
    changes = [
        _change(before.get(key), item, moved=order.get(key) != kept.get(key))
        for key, item in after.items()
    ]
    return changes + [_change(item, None) for key, item in before.items() if key not in after]


def _by_key(items: list[Item]) -> dict[tuple[str, int], Item]:
    """By the thing, and which time it stands there: the same name may have two roles."""
    found: dict[tuple[str, int], Item] = {}
    times: Counter[str] = Counter()
    for item in items:
        found[item.key, times[item.key]] = item
        times[item.key] += 1
    return found


def _change(old: Item | None, new: Item | None, *, moved: bool = False) -> RowChange:
    before, after = dict(old.values if old else ()), dict(new.values if new else ())
    parts = [
        (label, Marked(before.get(label, ""), after.get(label, "")))
        for label in {**after, **before}
        if before.get(label) or after.get(label)
    ]
    what: What = "changed"
    if old is None or new is None:
        what = "added" if old is None else "removed"
    elif old.values == new.values:
        what = "same"
    shown = new or old
    return RowChange(what, parts, shown.thumbnail if shown else "", moved)


def _bylines(content: Content, language: str) -> list[Item]:
    roles = dict(BylineRole.choices)
    return [
        Item(
            str(row["contributor"]),
            (
                ("", localized(language, row["name"], row["name_ar"])),
                (_("role"), str(roles.get(row["role"], row["role"]))),
                (_("name withheld"), _("yes") if row["withheld"] else ""),
            ),
        )
        for row in content["bylines"]
    ]


def _dateline(content: Content, language: str) -> list[Item]:
    return [
        Item(str(row["place"]), (("", localized(language, row["name"], row["name_ar"])),))
        for row in content["dateline"]
    ]


def _pictures(content: Content, language: str) -> list[Item]:
    return [
        Item(
            str(row["photo"]),
            (
                (_("caption"), row["caption"]),
                (_("credit"), row["credit"]),
                (_("alternative text"), row["alt"]),
            ),
            _thumbnail(row),
        )
        for row in content["pictures"]
    ]


def _thumbnail(row: FrozenPicture) -> str:
    copies = copies_of(row["renditions"])
    return address(copies[0]["file"]) if copies else ""


def _tags(content: Content, language: str) -> list[Item]:
    return [Item(tag["slug"], (("", tag["name"]),)) for tag in content["tags"]]


def _in_print(row: FrozenCorrection, language: str) -> list[tuple[str, str]]:
    """Where and when it is told, for what is not told on the web alone."""
    if "medium" not in row:
        return []
    return [
        (_("where it is told"), str(dict(Medium.choices).get(row["medium"], row["medium"]))),
        (_("to be printed on"), long_date(date.fromisoformat(row["print_date"]), language)),
        *([(_("on page"), row["print_page"])] if row["print_page"] else []),
    ]


def _corrections(content: Content, language: str) -> list[Item]:
    kinds = dict(CorrectionKind.choices)
    return [
        Item(
            str(row["correction"]),
            (
                (_("kind"), str(kinds.get(row["kind"], row["kind"]))),
                (_("text for readers"), row["text"]),
                *_in_print(row, language),
            ),
        )
        for row in content["corrections"]
    ]


def _related(content: Content, language: str) -> list[Item]:
    rows = content.get("related", [])
    return [Item(str(row["story"]), (("", row["headline"]),)) for row in rows]


KINDS: list[tuple[str | Promise, Callable[[Content, str], list[Item]]]] = [
    (gettext_lazy("Dateline"), _dateline),
    (gettext_lazy("Bylines"), _bylines),
    (gettext_lazy("Photos"), _pictures),
    (gettext_lazy("Corrections"), _corrections),
    (gettext_lazy("tags"), _tags),
    (gettext_lazy("related stories"), _related),
]
