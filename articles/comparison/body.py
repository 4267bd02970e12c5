"""Two bodies compared paragraph by paragraph. Pure."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.comparison.alignment import Pair, align
from articles.comparison.blocks import Block, Form, Setting, blocks
from articles.comparison.marked import Marked


@dataclass(frozen=True)
class Paragraph:
    """A block of the new text, of the old one, or of both."""

    old: Block | None
    new: Block | None
    moved: bool = False

    @cached_property
    def text(self) -> Marked:
        return Marked(self.old.text if self.old else "", self.new.text if self.new else "")

    @property
    def is_same(self) -> bool:
        same = self.old is not None and self.new is not None and self.old.key == self.new.key
        return same and not self.moved

    @property
    def block(self) -> Block:
        """What it is now, or what it was."""
        block = self.new or self.old
        if block is None:
            raise ValueError("a paragraph of neither text")
        return block

    @property
    def picture(self) -> str:
        return self.block.picture

    @property
    def notes(self) -> list[str]:
        """What happened to it beside its words."""
        shape = self.block.shape.label
        if self.old is None:
            return [capfirst(_("%(shape)s added") % {"shape": shape}), *self._set_in()]
        if self.new is None:
            return [capfirst(_("%(shape)s removed") % {"shape": shape})]
        said = [capfirst(_("%(shape)s moved here") % {"shape": shape})] if self.moved else []
        return [*said, *_reshaped(self.old, self.new), *_reset(self.old, self.new)]

    def _set_in(self) -> list[str]:
        links = [one for one in self.block.settings if one.form == Form.LINK]
        return [_("Link: %(address)s") % {"address": one.address} for one in links]


@dataclass(frozen=True)
class Run:
    """Paragraphs that follow each other and all changed, or all did not."""

    is_same: bool
    paragraphs: list[Paragraph]

    @property
    def words(self) -> str:
        count = len(self.paragraphs)
        return ngettext(
            "%(count)s paragraph unchanged", "%(count)s paragraphs unchanged", count
        ) % {"count": count}


def compare_bodies(old: str, new: str) -> list[Run]:
    """Both bodies (sanitised HTML) from beginning to end."""
    pairs: list[Pair[Block]] = align(
        blocks(old), blocks(new), lambda block: block.key, lambda block: block.text
    )
    paragraphs = [Paragraph(pair.old, pair.new, pair.moved) for pair in pairs]
    return [Run(same, list(run)) for same, run in groupby(paragraphs, lambda one: one.is_same)]


def _reshaped(old: Block, new: Block) -> list[str]:
    said = []
    if old.shape != new.shape:
        shapes = {"now": new.shape.label, "before": old.shape.label}
        said.append(_("Now: %(now)s; before: %(before)s") % shapes)
    if old.picture != new.picture:
        said.append(_("Another picture"))
    if old.direction != new.direction:
        way = {"rtl": _("right to left"), "ltr": _("left to right")}
        now = way.get(new.direction, _("as its words run"))
        said.append(_("Direction: %(now)s") % {"now": now})
    return said


def _reset(old: Block, new: Block) -> list[str]:
    """Links and other forms that came or went, in words."""
    before, after = Counter(_plain(old)), Counter(_plain(new))
    came = [_said(one, came=True) for one in (after - before).elements()]
    return [*(_said(one, came=False) for one in (before - after).elements()), *came]


def _plain(block: Block) -> list[Setting]:
    """For a link its address decides: of its words the text tells."""
    return [
        Setting(one.form, "", one.address) if one.form == Form.LINK else one
        for one in block.settings
    ]


def _said(one: Setting, *, came: bool) -> str:
    if one.form == Form.LINK:
        sentence = _("Link added: %(address)s") if came else _("Link removed: %(address)s")
        return sentence % {"address": one.address}
    values = {"form": one.form.label, "text": one.text}
    if came:
        return _("Now %(form)s: “%(text)s”") % values
    return _("No longer %(form)s: “%(text)s”") % values
