"""The kinds of rows that a story has, and how two versions of them are compared."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.admin.stories.rows import Row, in_order
from articles.content import Content
from articles.models import (
    Article,
    Byline,
    Correction,
    Dateline,
    Illustration,
    Medium,
    RelatedStory,
)

Values = tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """One kind of row.

    Attributes:
        prefix: of its fields in the form; also the story's name for its rows.
        names: the fields that are compared; without the first a row is empty.
        frozen: their values in a revision, in order.
    """

    prefix: str
    model: type[Model]
    label: str | Promise
    names: tuple[str, ...]
    frozen: Callable[[Content], list[Values]]
    is_ordered: bool = True

    def stored(self, article: Article) -> list[Row]:
        """The rows in the database, as the form would post them."""
        rows = []
        for instance in getattr(article, self.prefix).all():
            row = {name: self._text(instance, name) for name in self._columns()}
            rows.append({**row, "id": str(instance.pk), "article": str(article.pk)})
        return rows

    def typed(self, posted: Iterable[Row], stored: list[Row]) -> list[Row]:
        """The posted rows that say something; what a row did not send is as it is stored."""
        known = {row["id"]: row for row in stored}
        whole = [{**known.get(row.get("id", ""), {}), **row} for row in posted]
        return [row for row in whole if row.get(self.names[0], "").strip()]

    def values(self, rows: Iterable[Row]) -> list[Values]:
        """What is compared."""
        return [self.values_of(row) for row in in_order(rows)]

    def values_of(self, row: Row) -> Values:
        return tuple(row.get(name, "").strip() for name in self.names)

    def shown(self, rows: Iterable[Row]) -> str:
        """Rows in words, one on a line."""
        return "\n".join(self._words(row) for row in in_order(rows))

    def _columns(self) -> tuple[str, ...]:
        more = ("internal_reason",) if self.model is Correction else ()
        return (*self.names, *more, *(("order",) if self.is_ordered else ()))

    def _text(self, instance: Model, name: str) -> str:
        field = self.model._meta.get_field(name)
        value = getattr(instance, getattr(field, "attname", name))
        return "" if value is None else str(value)

    def _words(self, row: Row) -> str:
        values: dict[str, Any] = {}
        for name in self.names:
            attname = getattr(self.model._meta.get_field(name), "attname", name)
            values[attname] = row.get(name, "")
        try:
            return str(self.model(**values))
        except (ObjectDoesNotExist, ValueError):
            return " · ".join(values.values())


KINDS = [
    Kind(
        "datelines",
        Dateline,
        _("Dateline"),
        ("place",),
        lambda content: [(str(line["place"]),) for line in content["dateline"]],
    ),
    Kind(
        "bylines",
        Byline,
        _("Bylines"),
        ("contributor", "role"),
        lambda content: [(str(row["contributor"]), row["role"]) for row in content["bylines"]],
    ),
    Kind(
        "illustrations",
        Illustration,
        _("Photos"),
        ("photo", "caption", "alt_text"),
        lambda content: [
            (str(row["photo"]), row["own_caption"], row["own_alt"]) for row in content["pictures"]
        ],
    ),
    Kind(
        "corrections",
        Correction,
        _("Corrections"),
        ("text", "kind", "medium", "print_date", "print_page"),
        lambda content: [
            (
                row["text"],
                row["kind"],
                row.get("medium", Medium.WEB.value),
                row.get("print_date", ""),
                row.get("print_page", ""),
            )
            for row in content["corrections"]
        ],
        is_ordered=False,
    ),
    Kind(
        "related_stories",
        RelatedStory,
        _("Related stories"),
        ("story",),
        lambda content: [(str(row["story"]),) for row in content.get("related", [])],
    ),
]
