"""The newspaper's style sheet in one scheme, whatever the visitor's machine prefers."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse

SHEET = "css/paper.css"
SCHEMES = ("light", "dark")
WHEN_DARK = "@media (prefers-color-scheme: dark)"
EITHER = "color-scheme: light dark"


def in_scheme(html: str, scheme: str) -> str:
    """A reader's page with its style sheet exchanged for the one of a scheme.

    Args:
        scheme: one of ``SCHEMES``; anything else leaves the page to the visitor's machine.
    """
    if scheme not in SCHEMES:
        return html
    return html.replace(static(SHEET), reverse("admin:articles_preview_paper", args=[scheme]))


def paper_sheet(request: HttpRequest, scheme: str) -> HttpResponse:
    """The style sheet in a scheme."""
    if scheme not in SCHEMES:
        raise Http404
    return HttpResponse(sheet(scheme), content_type="text/css")


@cache
def sheet(scheme: str) -> str:
    """The newspaper's own style sheet with its question about the scheme answered."""
    found = finders.find(SHEET)
    if not isinstance(found, str):
        raise FileNotFoundError(SHEET)
    text = Path(found).read_text(encoding="utf-8")
    text = text.replace(WHEN_DARK, "@media all" if scheme == "dark" else "@media not all")
    text = text.replace(EITHER, f"color-scheme: {scheme}")
    # Its files lie beside it, and this copy lies elsewhere.
    return re.sub(r'url\("\.\./([^"]+)"\)', lambda file: f'url("{static(file[1])}")', text)
