"""What a reader is told when a page cannot be had. No query, no word of what was asked for."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from articles.language import ARABIC_EDITION
from articles.languages import Language
from articles.views.page import bare_furniture


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what never existed and for what readers may not see."""
    return _error(request, "404.html", 404)


def gone(language: str) -> HttpResponse:
    """410, for what was taken down; the same whatever it was."""
    return _page("410.html", 410, language)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _error(request, "403.html", 403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _error(request, "400.html", 400)


def _error(request: HttpRequest, template: str, status: int) -> HttpResponse:
    arabic = request.path.startswith(ARABIC_EDITION)
    return _page(template, status, Language.ARABIC.value if arabic else Language.ENGLISH.value)


def _page(template: str, status: int, language: str) -> HttpResponse:
    with translation.override(language):
        html = render_to_string(template, {"paper": bare_furniture(language)})
    response = HttpResponse(html, status=status)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    return response
