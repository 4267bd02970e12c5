"""Pages for what goes wrong on our side."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)

#: Seconds after which a visitor should try again.
RETRY_AFTER = 10
#: Shown when even the page for a fault cannot be rendered.
BARE = "<!doctype html><title>{title}</title><h1>{title}</h1><p>Please try again shortly.</p>"


class DatabaseDownMiddleware:
    """Answers 503 where the database is down, overloaded or cancelled the query."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """The page for a database fault in a view; `None` for every other fault."""
        return unavailable(request, fault) if _is_database_fault(fault) else None


def server_error(request: HttpRequest) -> HttpResponse:
    """`handler500`: a fault anywhere, database faults outside of views included."""
    fault = sys.exception()
    if fault is not None and _is_database_fault(fault):
        return unavailable(request, fault)
    return _page("500.html", 500, "Something went wrong")


def unavailable(request: HttpRequest, fault: BaseException) -> HttpResponse:
    """The page that asks to come back, made without the database and never cached."""
    logger.error("database fault at %s: %s", request.path, fault)
    response = _page("503.html", 503, "The newspaper is unavailable for a moment")
    response["Retry-After"] = str(RETRY_AFTER)
    return response


def _is_database_fault(fault: BaseException) -> bool:
    return isinstance(fault, OperationalError | InterfaceError)


def _page(template: str, status: int, title: str) -> HttpResponse:
    try:
        html = str(render_to_string(template))
    except Exception:
        logger.exception("%s cannot be rendered", template)
        html = BARE.format(title=title)
    response = HttpResponse(html, status=status)
    response["Cache-Control"] = "no-store"
    return response
