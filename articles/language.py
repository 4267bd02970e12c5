"""Which language answers a request: readers choose by the address, staff by their account."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from articles.languages import Language
from staff.models import User

DESK = "/desk/"
ARABIC_EDITION = "/ar/"


def language_of(request: HttpRequest) -> str:
    """The language for a request. Only the desk looks at who asks."""
    if request.path.startswith(ARABIC_EDITION) or request.path == ARABIC_EDITION.rstrip("/"):
        return Language.ARABIC.value
    if request.path.startswith(DESK) and isinstance(request.user, User):
        return request.user.language
    return Language.ENGLISH.value


class EditionLanguageMiddleware:
    """Activate the language of the edition, or of the person at the desk, for one request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = language_of(request)
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response
