"""What the pages of one edition share, kept in the memory of a process.

The menu and the site's wording are the same on thousands of pages. They are found once for an
edition, that is for as long as its mark in the page cache stands; a publication, another section or
another wording sets a new mark, so what is kept here is never older than what a kept page says.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TypeVar, cast

T = TypeVar("T")

LONGEST = 10.0  # seconds; a mark that could not be set must not matter for long
MOST = 500  # things kept; some are named after what a visitor asked for

_edition: ContextVar[str] = ContextVar("edition", default="")


@dataclass(frozen=True)
class Kept:
    """A thing, the mark of the edition it belongs to, and until when it may be used (epoch)."""

    edition: str
    until: float
    thing: object


_kept: dict[Hashable, Kept] = {}


@contextmanager
def edition(mark: str) -> Iterator[None]:
    """Make what is ``shared`` within belong to the edition with this mark.

    The mark has to be read before: what is found after it is at least as new as the edition.
    """
    token = _edition.set(mark)
    try:
        yield
    finally:
        _edition.reset(token)


def shared(name: Hashable, make: Callable[[], T], until: Callable[[T], float] | None = None) -> T:
    """What ``make`` returns, made once for an edition; outside of one, made each time.

    Args:
        name: tells it from all other things; the language of the page is part of it.
        make: must not depend on anything of the visitor.
        until: of what was made, the moment (epoch) at which it is no longer true.
    """
    mark = _edition.get()
    if not mark:
        return make()
    now, found = time.time(), _kept.get(name)
    if found and found.edition == mark and found.until > now:
        return cast(T, found.thing)
    made = make()
    if len(_kept) >= MOST:
        _kept.clear()
    longest = now + LONGEST
    _kept[name] = Kept(mark, min(longest, until(made)) if until else longest, made)
    return made


#: Parts of pages by all that they were made of; some ten kilobytes each.
_lasting: dict[Hashable, object] = {}


def lasting(name: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` returns, made once while the process runs.

    Args:
        name: has in it everything that the thing depends on.
    """
    try:
        return cast(T, _lasting[name])
    except KeyError:
        made = make()
    if len(_lasting) >= MOST:
        _lasting.clear()
    _lasting[name] = made
    return made
