"""Reading without a connection: the page of what is kept, and the script that keeps it.

Both say the same to everybody. What a reader keeps is known to the reader's browser alone.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles.caching import reader_page
from articles.languages import address_prefix, other
from articles.views.page import furniture, page

PATH = "offline/"
WORKER = "js/sw.js"


@reader_page()
def offline(request: HttpRequest, language: str) -> HttpResponse:
    """The page that lists, by its script, what this browser keeps."""
    paper = furniture(language, other_url=f"{address_prefix(other(language))}{PATH}")
    context = {"canonical_path": f"{address_prefix(language)}{PATH}"}
    return page(request, "articles/offline.html", paper, context)


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, at the root: it may look after pages below its own address only."""
    read = _script.__wrapped__ if settings.DEBUG else _script
    response = HttpResponse(read(), content_type="text/javascript; charset=utf-8")
    response["Cache-Control"] = "no-cache"
    return response


@cache
def _script() -> bytes:
    found = finders.find(WORKER)
    if not isinstance(found, str):
        raise FileNotFoundError(WORKER)
    return Path(found).read_bytes()
