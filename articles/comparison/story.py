"""Two frozen versions of a story, compared as a whole. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from articles.comparison.body import Run, compare_bodies
from articles.comparison.marked import Marked
from articles.comparison.rows import Rows, compare_rows
from articles.content import Content
from articles.languages import Language, localized


@dataclass(frozen=True)
class Field:
    """A single field, compared."""

    label: str
    text: Marked


@dataclass(frozen=True)
class Comparison:
    """What became of a story; each part in the order of the story's form."""

    fields: list[Field]
    body: list[Run]
    rows: list[Rows]

    @property
    def changed_fields(self) -> list[Field]:
        return [field for field in self.fields if not field.text.is_same]

    @property
    def changed_rows(self) -> list[Rows]:
        return [rows for rows in self.rows if not rows.is_same]

    @property
    def body_is_same(self) -> bool:
        return all(run.is_same for run in self.body)

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all differs."""
        return self.body_is_same and not self.changed_fields and not self.changed_rows

    @property
    def added(self) -> int:
        """How many words of the body came."""
        return self._words("added")

    @property
    def removed(self) -> int:
        """How many words of the body went."""
        return self._words("removed")

    def _words(self, kind: str) -> int:
        changed = (run for run in self.body if not run.is_same)
        return sum(one.text.count(kind) for run in changed for one in run.paragraphs)


def compare(old: Content, new: Content, language: str) -> Comparison:
    """Compare two versions of a story.

    Args:
        language: in which names are given that have two, such as that of the person at the desk.
    """
    single = [
        (label, Marked(_value(old, name, language), _value(new, name, language)))
        for name, label in FIELDS
    ]
    return Comparison(
        fields=[Field(capfirst(str(label)), text) for label, text in single],
        body=compare_bodies(old["body"], new["body"]),
        rows=compare_rows(old, new, language),
    )


FIELDS: list[tuple[str, Promise]] = [
    ("language", _("language")),
    ("section", _("section")),
    ("kicker", _("kicker")),
    ("headline", _("headline")),
    ("deck", _("deck")),
    ("translation_of", _("translation of")),
]


def _value(content: Content, name: str, language: str) -> str:
    if name == "language":
        return str(dict(Language.choices).get(content["language"], content["language"]))
    if name == "section":
        return localized(language, content["section"]["name"], content["section"]["name_ar"])
    if name == "translation_of":
        original = content["translation_of"]
        return f"#{original}" if original else ""
    texts = {"kicker": content["kicker"], "headline": content["headline"], "deck": content["deck"]}
    return texts[name]
