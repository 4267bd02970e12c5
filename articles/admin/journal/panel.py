"""Unsaved work on the desk's first page."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import person
from articles.admin.journal.entries import listed
from articles.admin.panels import MOST_COUNTED, Panel, counted, register
from articles.models import JournalEntry
from articles.permissions import WRITERS

ROWS = 5


def _mine(request: HttpRequest) -> Mapping[str, object]:
    entries = list(listed(JournalEntry.objects.filter(owner=person(request)))[: MOST_COUNTED + 1])
    return {
        "entries": entries[:ROWS],
        "count": counted([entry.pk for entry in entries]),
        "is_empty": not entries,
    }


def register_panel() -> None:
    """Called once, when the desk is put together."""
    template = "admin/articles/journal/_panel.html"
    register(Panel("unsaved", _("Unsaved work"), WRITERS, 1, template, _mine))
