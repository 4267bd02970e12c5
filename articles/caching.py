"""The page cache: finished pages for everybody, kept and given without a query.

A page is kept with the mark of the edition it was made in. Publishing sets a new mark, so that the
next request makes the page afresh. While the database is down, a page of an older edition may
still be given, unless something was withdrawn since: a withdrawn text is never revived.

The cache is ``settings.CACHES["default"]``, shared by all processes.
"""

from __future__ import annotations

import gzip
import hashlib
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

EDITION = "edition"  # changes with every publication
REMOVAL = "removal"  # changes when something is withdrawn
FRESH_FOR = 60.0  # seconds; the marks do the real work, this bounds what a lost mark can do
KEEP_FOR = 7 * 24 * 3600  # seconds, for the days without a database
LARGEST_PARAMETER = 200
# Browsers ask each time (cheaply, by ETag); a shared cache may answer for a few seconds.
CACHE_CONTROL = "public, max-age=0, s-maxage=10, must-revalidate"


Marks = dict[str, str]


@dataclass(frozen=True)
class Page:
    """A finished page, and the marks that were in force when it was begun."""

    body: bytes
    zipped: bytes
    etag: str
    content_type: str
    headers: dict[str, str]
    marks: Marks
    fresh_until: float  # seconds since the epoch

    def is_fresh(self, marks: Marks) -> bool:
        return self.marks == marks and self.fresh_until > time.time()

    def may_be_revived(self, marks: Marks) -> bool:
        """Whether nothing was withdrawn since; then it may serve while the database is down."""
        return self.marks[REMOVAL] == marks[REMOVAL]


class ReaderResponse(HttpResponse):
    """A page and how long it may be kept, in seconds."""

    fresh_for: float = 0.0


def new_edition(*, removal: bool = False) -> None:
    """Let every kept page be made afresh; with ``removal``, let no older one be given at all."""
    _renew(EDITION, *([REMOVAL] if removal else []))


def story_changed(pk: int) -> None:
    """Let one story's page be made afresh, as after a comment, and no other."""
    _renew(story_mark(pk))


def story_mark(pk: int) -> str:
    """The name of the mark that a story's own page has beside the edition's."""
    return f"story:{pk}"


def reader_page(
    *parameters: str, mark: Callable[..., str] | None = None
) -> Callable[[View[P]], View[P]]:
    """Keep a view's pages for everybody.

    Args:
        parameters: the names of the query parameters that the page depends on; all others are
            ignored and not part of the key.
        mark: names a further mark for these pages, given the view's keyword arguments.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in {"GET", "HEAD"}:
                return HttpResponseNotAllowed(["GET", "HEAD"])
            key = _key(request, parameters)
            page, marks = _kept(key, [EDITION, REMOVAL, *([mark(**kwargs)] if mark else [])])
            if page and page.is_fresh(marks):
                return _answer(request, page)
            try:
                response = view(request, *args, **kwargs)
            except (OperationalError, InterfaceError):
                if page and page.may_be_revived(marks):
                    return _answer(request, page)
                raise
            if not isinstance(response, ReaderResponse):
                return response
            page = _finish(response, marks)
            cache.set(key, page, KEEP_FOR)
            return _answer(request, page)

        return cast(View[P], wrapped)

    return decorate


def _renew(*names: str) -> Marks:
    marks = {name: uuid.uuid4().hex for name in names}
    cache.set_many(marks, timeout=None)
    return marks


def _kept(key: str, names: list[str]) -> tuple[Page | None, Marks]:
    """The kept page, if any, and the marks in force; a mark that was lost is set anew."""
    kept = cache.get_many([key, *names])
    lost = [name for name in names if name not in kept]
    marks = {name: kept[name] for name in names if name in kept} | (_renew(*lost) if lost else {})
    return kept.get(key), marks


def _key(request: HttpRequest, parameters: tuple[str, ...]) -> str:
    parts = [request.path]
    parts += [request.GET.get(name, "")[:LARGEST_PARAMETER] for name in parameters]
    return "page:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _finish(response: ReaderResponse, marks: Marks) -> Page:
    body = response.content
    return Page(
        body=body,
        zipped=gzip.compress(body, compresslevel=6, mtime=0),
        etag=hashlib.sha256(body).hexdigest()[:32],
        content_type=response["Content-Type"],
        headers={
            name: response[name]
            for name in ("Content-Language", "X-Robots-Tag")
            if name in response
        },
        marks=marks,
        fresh_until=time.time() + min(response.fresh_for, FRESH_FOR),
    )


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    zipped = "gzip" in request.headers.get("Accept-Encoding", "")
    etag = f'"{page.etag}-gz"' if zipped else f'"{page.etag}"'
    response: HttpResponse
    if _matches(request.headers.get("If-None-Match", ""), etag):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(
            page.zipped if zipped else page.body, content_type=page.content_type
        )
        if zipped:
            response["Content-Encoding"] = "gzip"
    for name, value in page.headers.items():
        response[name] = value
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    response["Vary"] = "Accept-Encoding"
    return response


def _matches(header: str, etag: str) -> bool:
    offered = {one.strip().removeprefix("W/") for one in header.split(",")}
    return etag in offered or "*" in offered
