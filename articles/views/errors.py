"""What a reader is told when a page cannot be had. No word of what was asked for.

The sections lead on; they are kept in the memory of the process, so that whoever asks for many
pages that do not exist asks nothing of the database.
"""

from __future__ import annotations

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from articles import memory
from articles.language import ARABIC_EDITION
from articles.languages import Language
from articles.views.page import Paper, bare_furniture, furniture

EDITION = "errors"  # in ``memory``: these pages belong to no edition


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, the same for what never existed and for what readers may not see."""
    return _error(request, "404.html", 404)


def gone(language: str) -> HttpResponse:
    """410, for what was taken down; the same whatever it was."""
    return _page("410.html", 410, language)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403."""
    return _error(request, "403.html", 403)


def not_allowed(request: HttpRequest) -> HttpResponse:
    """405, for who opens what only a form is sent to."""
    return _error(request, "405.html", 405)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return _error(request, "400.html", 400)


def _error(request: HttpRequest, template: str, status: int) -> HttpResponse:
    arabic = request.path.startswith(ARABIC_EDITION)
    return _page(template, status, Language.ARABIC.value if arabic else Language.ENGLISH.value)


def _page(template: str, status: int, language: str) -> HttpResponse:
    with translation.override(language):
        html = render_to_string(template, {"paper": _furniture(language)})
    response = HttpResponse(html, status=status)
    response["Cache-Control"] = "no-store"
    response["Content-Language"] = language
    return response


def _furniture(language: str) -> Paper:
    with memory.edition(EDITION):
        return memory.shared((EDITION, language), lambda: _with_sections(language))


def _with_sections(language: str) -> Paper:
    try:
        return furniture(language)
    except (DatabaseError, InterfaceError):
        return bare_furniture(language)
