"""What all pages for one reader have in common: their language, and that nobody keeps them.

The addresses under `/readers/` serve both editions: `?lang=` chooses, else the reader's own
language does. A letter's link needs neither, as its confirmation knows the language.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from articles.languages import Language, other
from articles.views.page import furniture
from readers.session import current_reader

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

# A page that sends no referrer at all has its forms sent with the origin "null", by which an older
# browser's POST could not be told from a forgery; see `readers.safe_post`.
PRIVATE = {
    "Cache-Control": "no-store, private",
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


def language_for(request: HttpRequest) -> str:
    """The language that the address asks for (`?lang=ar`), else the reader's, else English."""
    asked = request.GET.get("lang", "")
    if asked in Language.values:
        return asked
    reader = current_reader(request)
    return reader.language if reader else Language.ENGLISH.value


def language_now() -> str:
    """The active language, as one of the two editions."""
    active = translation.get_language()
    return active if active in Language.values else Language.ENGLISH.value


def in_readers_language(view: View[P]) -> View[P]:
    """Run a view in `language_for` its request."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with translation.override(language_for(request)):
            return view(request, *args, **kwargs)

    return wrapped


def secret_address(view: View[P]) -> View[P]:
    """For views whose address holds a secret: it leaves in no referrer, not even to ourselves."""

    @wraps(view)
    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return wrapped


def address(name: str, *args: str) -> str:
    """The path of a reader's page, such as "readers:me", in the active language."""
    return f"{reverse(name, args=args)}?lang={language_now()}"


def private_page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page for this one visitor: kept and indexed by nobody, a referrer to no other site."""
    language = language_now()
    everywhere = {
        "paper": furniture(language, other_url=f"{request.path}?lang={other(language)}"),
        "language": language,
        "reader": current_reader(request),
    }
    body = render_to_string(template, everywhere | context)
    return HttpResponse(body, status=status, headers={**PRIVATE, "Content-Language": language})


def notice(
    request: HttpRequest,
    heading: str,
    sentence: str,
    *,
    status: int = 200,
    onward: tuple[str, str] | None = None,
) -> HttpResponse:
    """A page that says one thing, and where to go on: (label, address)."""
    context = {"heading": heading, "sentence": sentence, "onward": onward}
    return private_page(request, "readers/notice.html", context, status=status)
