"""What other apps add to the reader's own page, to the download and to the erasure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from readers.models.reader import Reader


class Keep(TextChoices):
    """What stays of a reader's texts after erasure."""

    NOTHING = "nothing", _("Remove my texts")
    ANONYMOUS = "anonymous", _("Keep my texts, without my name")


@dataclass(frozen=True)
class Panel:
    """A section of the reader's own page.

    Args:
        key: its `id` on the page.
        title: its heading.
        template: given what `context` answers, and `reader` and `language`.
        order: smaller ones stand higher.
    """

    key: str
    title: str | Promise
    template: str
    context: Callable[[Reader, HttpRequest], dict[str, object]]
    order: int = 50


Export = Callable[[Reader], object]
Eraser = Callable[[Reader, Keep], None]

_panels: dict[str, Panel] = {}
_exports: dict[str, Export] = {}
_erasers: list[Eraser] = []


def add_panel(panel: Panel) -> None:
    """Show a section on every reader's own page."""
    _panels[panel.key] = panel


def add_export(key: str, part: Export) -> None:
    """Put a part, of what JSON can hold and dates, into the download under a key."""
    _exports[key] = part


def add_eraser(eraser: Eraser) -> None:
    """Have something done in the transaction that erases a reader, before the reader is emptied."""
    if eraser not in _erasers:
        _erasers.append(eraser)


def panels() -> list[Panel]:
    return sorted(_panels.values(), key=lambda panel: panel.order)


def exports() -> dict[str, Export]:
    return dict(_exports)


def erasers() -> list[Eraser]:
    return list(_erasers)
