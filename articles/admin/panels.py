"""What the desk's first page shows, by role. Other apps add their own panels here.

A panel is a short list with its work: a journalist's own stories, what waits for an editor, the
moderators' queue. ``register`` one when the app's admin module is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise

from staff.permissions import roles_of
from staff.roles import Role

MOST_COUNTED = 99  # a larger number is shown as "99+": nobody needs it, and it would cost


@dataclass(frozen=True)
class Panel:
    """One list of the first page.

    Attributes:
        roles: who sees it.
        order: lower stands higher; the first is what somebody lands on.
        template: shows what is under the panel's title; it gets what ``context`` returns, and
            ``panel``.
        context: the values for the template; called only for those who see the panel. A ``count``
            among them stands beside the title; a panel with ``is_empty`` is not shown.
    """

    key: str
    title: str | Promise
    roles: frozenset[Role]
    order: int
    template: str
    context: Callable[[HttpRequest], Mapping[str, object]]


@dataclass(frozen=True)
class Shown:
    """A panel as somebody sees it."""

    panel: Panel
    values: Mapping[str, object]
    html: str


_PANELS: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Add a panel, or replace the one of the same key."""
    _PANELS[panel.key] = panel


def panels_for(request: HttpRequest) -> list[Shown]:
    """The panels of whoever asks, in order."""
    roles = roles_of(request.user)
    mine = [panel for panel in _PANELS.values() if panel.roles & roles]
    shown = (_shown(panel, request) for panel in sorted(mine, key=lambda panel: panel.order))
    return [one for one in shown if not one.values.get("is_empty")]


def _shown(panel: Panel, request: HttpRequest) -> Shown:
    values = panel.context(request)
    return Shown(
        panel, values, render_to_string(panel.template, {**values, "panel": panel}, request)
    )


def counted(keys: list[int]) -> str:
    """A live count in words, from at most ``MOST_COUNTED + 1`` keys."""
    return f"{MOST_COUNTED}+" if len(keys) > MOST_COUNTED else str(len(keys))
