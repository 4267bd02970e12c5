"""On the first page: the notes that call whoever reads, until they are dealt with."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import person
from articles.admin.panels import MOST_COUNTED, Panel, counted, register
from articles.models import Mention
from articles.permissions import EVERYBODY

ROWS = 5


def _mentions(request: HttpRequest) -> Mapping[str, object]:
    waiting = Mention.objects.filter(user=person(request), seen_at=None)
    rows = waiting.select_related("note__by", "note__article", "note__revision").defer(
        "note__article__body", "note__article__deck", "note__revision__content"
    )
    found = list(rows[: MOST_COUNTED + 1])
    return {
        "mentions": found[:ROWS],
        "more": len(found) > ROWS,
        "count": counted([mention.pk for mention in found]),
        "is_empty": not found,
    }


def register_panel() -> None:
    """Called once, when the desk is put together."""
    template = "admin/articles/notes/_panel.html"
    register(Panel("mentions", _("You were mentioned"), EVERYBODY, 25, template, _mentions))
