"""The character zero, which PostgreSQL's texts cannot hold, never gets as far as a view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import unquote_plus

from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict

ZERO = "\0"


class NoZeroMiddleware:
    """An address with the character zero is nobody's: 404. A form loses it and keeps the rest.

    No keyboard types it and no link of ours has it; without this, every query that takes a value
    from a visitor would have to look for it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        """Look at an address, and at a form that was posted.

        Raises:
            Http404: the path or what is asked there has a zero.
        """
        query = request.META.get("QUERY_STRING", "")
        if ZERO in request.path or ("%00" in query and ZERO in unquote_plus(query)):
            raise Http404
        if request.method == "POST" and _has_zero(request.POST):
            request.POST = cast(Any, _without(request.POST))


def _has_zero(posted: QueryDict) -> bool:
    return any(
        ZERO in name or any(ZERO in value for value in values) for name, values in posted.lists()
    )


def _without(posted: QueryDict) -> QueryDict:
    clean = QueryDict(mutable=True, encoding=posted.encoding)
    for name, values in posted.lists():
        clean.setlist(name.replace(ZERO, ""), [value.replace(ZERO, "") for value in values])
    return clean
