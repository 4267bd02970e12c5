"""Whether a picture may be served: asked for every picture, so kept in the page cache.

What is kept belongs to the mark that every removal sets anew (``caching.REMOVAL``). While neither
the cache nor the database answers, no picture is served rather than one that may not be.
"""

from __future__ import annotations

from contextlib import suppress
from typing import cast

from django.core.cache import cache

from articles.caching import CACHE_FAULTS, KEEP_FOR, REMOVAL
from articles.models.told import WithheldFile

KEPT = "withheld-files"


def is_withheld(file: str) -> bool:
    """Whether a stored file, by its name within the media folder, belongs to what was taken down.

    Raises:
        django.db.OperationalError: nobody can tell.
    """
    try:
        kept = cache.get_many([REMOVAL, KEPT])
    except CACHE_FAULTS:
        kept = {}
    mark = kept.get(REMOVAL)
    known = cast(tuple[str, frozenset[str]] | None, kept.get(KEPT))
    if mark is None or known is None or known[0] != mark:
        known = _found(mark)
    return file in known[1]


def _found(mark: str | None) -> tuple[str, frozenset[str]]:
    """What the database says. Without a mark nobody could tell its age, so it is not kept."""
    found = mark or "", frozenset(WithheldFile.objects.values_list("file", flat=True))
    if mark is not None:
        with suppress(*CACHE_FAULTS):
            cache.set(KEPT, found, KEEP_FOR)
    return found
