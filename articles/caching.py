"""The page cache: finished pages for everybody, kept and given without a query.

A page is kept with the mark of the edition it was made in. Publishing sets a new mark, so that the
next request makes the page afresh. While the database is down, a page of an older edition may
still be given, unless something was withdrawn since: a withdrawn text is never revived.

The cache is ``settings.CACHES["default"]``, shared by all processes.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, cast

from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseNotModified
from redis.exceptions import RedisError

from articles import lite, memory

logger = logging.getLogger(__name__)

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

EDITION = "edition"  # changes with every publication
REMOVAL = "removal"  # changes when something is withdrawn
FRESH_FOR = 60.0  # seconds; the marks do the real work, this bounds what a lost mark can do
KEEP_FOR = 7 * 24 * 3600  # seconds, for the days without a database
CACHE_FAULTS = (OSError, RedisError)  # without a cache pages are slower, and that is all
PLACES = 2_000  # for pages with parameters, such as older ones of lists: of these there is no end
# Browsers ask each time (cheaply, by ETag); a shared cache may answer for a few seconds.
CACHE_CONTROL = "public, max-age=0, s-maxage=10, must-revalidate"
KEPT_HEADERS = ("Content-Language", "Content-Security-Policy", "Location", "X-Robots-Tag")


Marks = dict[str, str]


class Marked(Protocol):
    """What belongs to the marks that were in force when it was found."""

    @property
    def marks(self) -> Marks: ...


@dataclass(frozen=True)
class Page:
    """A finished page, and the marks that were in force when it was begun."""

    zipped: bytes  # kept in this form alone: hardly any visitor wants another
    etag: str
    content_type: str
    headers: dict[str, str]
    marks: Marks
    fresh_until: float  # seconds since the epoch
    address: str  # in full, as pages of many addresses may share a place
    status: int = 200  # or that of the way to another page, which is kept like one

    @property
    def body(self) -> bytes:
        return gzip.decompress(self.zipped)

    def is_fresh(self, marks: Marks) -> bool:
        return self.marks == marks and self.fresh_until > time.time()

    def may_be_revived(self, marks: Marks) -> bool:
        """Whether nothing was withdrawn since; then it may serve while the database is down."""
        return all(
            _removals(self.marks[name]) == _removals(mark)
            for name, mark in marks.items()
            if name != EDITION
        )


class ReaderResponse(HttpResponse):
    """A page and how long it may be kept, in seconds."""

    fresh_for: float = 0.0


def new_edition(*, removal: bool = False) -> None:
    """Let every kept page be made afresh; with ``removal``, let no older one be given at all."""
    _renew(EDITION, *([REMOVAL] if removal else []))


def story_changed(pk: int, *, removal: bool = False) -> None:
    """Let one story's page be made afresh, as after a comment, and no other.

    With ``removal``, as after a comment was taken off, no older copy of it is given at all.
    """
    name = story_mark(pk)
    before: str | None = cache.get(name)
    if removal or before is None:
        _renew(name)
    else:
        cache.set(name, f"{_removals(before)}.{uuid.uuid4().hex}", timeout=None)


def story_mark(pk: int) -> str:
    """The name of the mark that a story's own page has beside the edition's."""
    return f"story:{pk}"


def reader_page(
    *parameters: str,
    mark: Callable[..., str] | None = None,
    place: Callable[..., str] | None = None,
    places: int = 0,
) -> Callable[[View[P]], View[P]]:
    """Keep a view's pages for everybody.

    Args:
        parameters: the names of the query parameters that the page depends on; all others are
            ignored and not part of the key, but for the one that asks for a lite page.
        mark: names a further mark for these pages, given the view's keyword arguments.
        place: names the one place of what is told at many addresses, given the same; whoever
            makes addresses up then fills no cache.
        places: keep no more than so many of these pages, where there is no end of what may be
            asked for; one more takes the place of another. None for as many as there are.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method not in {"GET", "HEAD"}:
                return HttpResponseNotAllowed(["GET", "HEAD"])
            address, is_plain = _address(request, parameters), _is_plain(request, parameters)
            own = f"{place(**kwargs)}:{lite.part_of(request)}" if place and is_plain else ""
            key = _key(own or address, places or (0 if is_plain else PLACES))
            names = [EDITION, REMOVAL, *([mark(**kwargs)] if mark else [])]
            page, marks, lost = _kept_page(key, names, address)
            if page and page.is_fresh(marks):
                return _answer(request, page)
            begun = time.time()
            try:
                with memory.edition(marks[EDITION]):
                    response = view(request, *args, **kwargs)
            except (OperationalError, InterfaceError):
                if page and page.may_be_revived(marks):
                    return _answer(request, page)
                raise
            if not isinstance(response, ReaderResponse):
                return response
            page = _finish(response, marks, begun, address)
            keep(key, page, lost, KEEP_FOR if is_plain else FRESH_FOR)
            return _answer(request, page)

        return cast(View[P], wrapped)

    return decorate


def _removals(mark: str) -> str:
    """The part of a mark that changes only when something is taken off."""
    return mark.partition(".")[0]


def _renew(*names: str) -> Marks:
    marks = {name: uuid.uuid4().hex for name in names}
    cache.set_many(marks, timeout=None)
    return marks


def _kept_page(key: str, names: list[str], address: str) -> tuple[Page | None, Marks, list[str]]:
    """As ``kept``; a page of another address that has the same place is none."""
    page, marks, lost = cast(tuple[Page | None, Marks, list[str]], kept(key, names))
    return (page if page and page.address == address else None), marks, lost


def kept(key: str, names: list[str]) -> tuple[Any, Marks, list[str]]:
    """What is kept, if anything, the marks in force, and those that were lost and are made anew."""
    try:
        found = cache.get_many([key, *names])
    except CACHE_FAULTS as fault:
        logger.warning("the page cache cannot be read: %s", fault)
        found = {}
    lost = [name for name in names if not found.get(name)]
    found |= {name: uuid.uuid4().hex for name in lost}
    return found.get(key), {name: found[name] for name in names}, lost


def keep(key: str, thing: Marked, lost: list[str], seconds: float) -> None:
    """Keep something, and with it such of its marks as were lost.

    Not before: whoever asks for stories that do not exist must not fill the cache with marks.
    A mark that was set meanwhile stays, and the thing counts as old.
    """
    try:
        for name in lost:
            cache.add(name, thing.marks[name], timeout=None)
        cache.set(key, thing, seconds)
    except CACHE_FAULTS as fault:
        logger.warning("nothing can be kept: %s", fault)


def _is_plain(request: HttpRequest, parameters: tuple[str, ...]) -> bool:
    """Whether it is the page itself, or its lite form; of those with parameters there is no end."""
    return lite.part_of(request) <= 1 and not any(request.GET.get(name) for name in parameters)


def _address(request: HttpRequest, parameters: tuple[str, ...]) -> str:
    """What tells a page from all others, of a length that does not grow."""
    # Of every page, so that none that has a lite form can be given for the other.
    parts = [request.path, str(lite.part_of(request))]
    parts += [request.GET.get(name, "") for name in parameters]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _key(address: str, places: int) -> str:
    return f"page:of-many:{int(address, 16) % places}" if places else f"page:{address}"


def _finish(response: ReaderResponse, marks: Marks, begun: float, address: str) -> Page:
    body = response.content
    return Page(
        zipped=gzip.compress(body, compresslevel=6, mtime=0),
        etag=hashlib.sha256(body).hexdigest()[:32],
        content_type=response["Content-Type"],
        headers={name: response[name] for name in KEPT_HEADERS if name in response},
        marks=marks,
        fresh_until=begun + min(response.fresh_for, FRESH_FOR),
        address=address,
        status=response.status_code,
    )


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    zipped = _takes_gzip(request.headers.get("Accept-Encoding", ""))
    etag = f'"{page.etag}-gz"' if zipped else f'"{page.etag}"'
    body = page.zipped if zipped else page.body
    response: HttpResponse
    if page.status == 200 and _matches(request.headers.get("If-None-Match", ""), etag):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type=page.content_type, status=page.status)
        if zipped:
            response["Content-Encoding"] = "gzip"
    for name, value in page.headers.items():
        response[name] = value
    response["ETag"] = etag
    response["Cache-Control"] = CACHE_CONTROL
    response["Vary"] = "Accept-Encoding"
    # Of the page, in a 304 too: left to the middleware it would be 0, and caches believe it.
    response["Content-Length"] = str(len(body))
    return response


def _takes_gzip(header: str) -> bool:
    """Whether a visitor's ``Accept-Encoding`` names gzip without refusing it (``q=0``)."""
    for offer in header.lower().split(","):
        name, _semicolon, weight = offer.partition(";")
        if name.strip() == "gzip":
            return re.fullmatch(r"q=0(\.0*)?", weight.replace(" ", "")) is None
    return False


def _matches(header: str, etag: str) -> bool:
    offered = {one.strip().removeprefix("W/") for one in header.split(",")}
    return etag in offered or "*" in offered
