"""The keys of the desk, in words: a page of its own, which a script also shows over any page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin.site import desk


def shortcuts_page(request: HttpRequest) -> HttpResponse:
    """Every shortcut and what it does."""
    groups = [
        (
            _("Everywhere"),
            [
                (["/"], _("Go to the search box")),
                (["n"], _("Begin a new story")),
                (["?"], _("Show this list")),
                (["Esc"], _("Leave the search box, or close this list")),
            ],
        ),
        (
            _("Go to"),
            [
                (["g", "t"], _("Today")),
                (["g", "s"], _("All stories")),
                (["g", "m"], _("My stories")),
                (["g", "w"], _("What waits for approval")),
            ],
        ),
        (
            _("In a list"),
            [
                (["j"], _("The next story")),
                (["k"], _("The story before")),
                (["Enter"], _("Open it")),
            ],
        ),
    ]
    context = {**desk.each_context(request), "title": _("Keyboard shortcuts"), "groups": groups}
    return TemplateResponse(request, "admin/shortcuts.html", context)
