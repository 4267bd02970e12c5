"""Turning the pages of a list by keyset: a page costs the same wherever it is in the archive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from django.http import Http404

T = TypeVar("T")
Place = tuple[datetime, int]  # a row's time (aware) and its number

PAGE = 20
PLACES = ("before", "after")  # the parameters of an address that say where in a list a page is


@dataclass(frozen=True)
class Link:
    """A way to another page."""

    url: str
    words: str
    rel: str = ""


@dataclass(frozen=True)
class Turn(Generic[T]):
    """A page of a list, and the addresses of the pages beside it; empty where there is none."""

    rows: list[T]
    is_first: bool
    newer_url: str = ""
    older_url: str = ""


def turned(asked: Mapping[str, str], rows: Any, place: Callable[[T], Place]) -> Turn[T]:
    """The page that an address asks for; the first one where nothing newer is left before it.

    Args:
        asked: the address's parameters.
        rows: all of the list, newest first; a queryset with ``older_than`` and ``newer_than``.
        place: of a row in the list.

    Raises:
        Http404: the place is not one of ours.
    """
    before = read_cursor(asked.get("before", ""))
    after = None if before else read_cursor(asked.get("after", ""))
    if after is not None:
        found = list(rows.newer_than(*after)[: PAGE + 1])
        if len(found) > PAGE:
            shown = found[PAGE - 1 :: -1]
            return Turn(shown, False, _url("after", place(shown[0])), _older(shown, place))
    found = list((rows.older_than(*before) if before else rows)[: PAGE + 1])
    shown = found[:PAGE]
    older = _older(shown, place) if len(found) > PAGE else ""
    newer = _url("after", place(shown[0])) if before and shown else ""
    return Turn(shown, before is None, newer, older)


def _older(shown: list[T], place: Callable[[T], Place]) -> str:
    return _url("before", place(shown[-1]))


def _url(name: str, place: Place) -> str:
    return f"?{name}={cursor_of(*place)}"


def cursor_of(moment: datetime, pk: int) -> str:
    """A place in a list for an address, for ``read_cursor``: microseconds and a number."""
    return f"{round(moment.timestamp() * 1_000_000)}-{pk}"


def read_cursor(text: str) -> Place | None:
    """Read a place in a list; nothing for the first page.

    Raises:
        Http404: it is not one of ours.
    """
    if not text:
        return None
    microseconds, _dash, pk = text.partition("-")
    if not (microseconds.isdecimal() and pk.isdecimal() and len(text) < 40):
        raise Http404
    try:
        return datetime.fromtimestamp(int(microseconds) / 1_000_000, UTC), min(int(pk), 2**62)
    except (OverflowError, OSError, ValueError):
        raise Http404 from None
