"""The editions and pages of a printed paper: how they are called, how they are bound. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PAGE = r"[A-Za-z]{0,2}[1-9][0-9]{0,2}[A-Za-z]?"
MOST_PAGES = 200
_PAGE = re.compile(r"([A-Za-z]*)(\d+)(.*)")
_RUN = re.compile(rf"(?P<first>{PAGE})(?:\s*[-–—]\s*(?P<last>{PAGE}))?")

# How the usual editions of a day are called; any other name stands as it was typed.
NAMES: dict[str, str | Promise] = {
    "early": gettext_lazy("early edition"),
    "late": gettext_lazy("late edition"),
    "first": gettext_lazy("first edition"),
    "final": gettext_lazy("final edition"),
    "special": gettext_lazy("special edition"),
}


def edition_name(name: str) -> str:
    """An edition's name in the language that is spoken."""
    return str(NAMES.get(name.strip().lower(), name))


def page_order(page: str) -> tuple[str, int, str]:
    """Pages as they are bound: 2 before 10, A before B."""
    found = _PAGE.fullmatch(page)
    return (found[1].upper(), int(found[2]), found[3].upper()) if found else (page, 0, "")


def pages_of(written: str) -> list[str]:
    """The pages that an edition has, in order: ``24``, or runs such as ``A1-A8, B1-B4``.

    Raises:
        ValidationError: they cannot be read, or are too many.
    """
    found: list[str] = []
    for part in filter(None, re.split(r"[,،;]", written)):
        run = _RUN.fullmatch(part.strip())
        if run is None:
            raise ValidationError(_("Write how many pages there are, or runs: A1-A8, B1-B4."))
        found += _run(run["first"], run["last"])
    if len(found) > MOST_PAGES:
        raise ValidationError(_("No edition has more than %(most)s pages.") % {"most": MOST_PAGES})
    return sorted(dict.fromkeys(found), key=page_order)


def check_pages(written: str) -> None:
    """A validator: whether ``pages_of`` can read it."""
    pages_of(written)


def _run(first: str, last: str | None) -> Iterable[str]:
    if last is None and first.isdecimal():
        first, last = "1", first
    letters, begins, ending = page_order(first)
    letters_too, ends, ending_too = page_order(last or first)
    if letters != letters_too or ending or ending_too or ends < begins:
        raise ValidationError(
            _("A run of pages goes from a lower number to a higher one, with the same letters.")
        )
    if ends - begins >= MOST_PAGES:
        raise ValidationError(_("No edition has more than %(most)s pages.") % {"most": MOST_PAGES})
    return (f"{letters}{number}" for number in range(begins, ends + 1))


def neighbour(pages: Sequence[str], page: str, step: int) -> str | None:
    """The page before (-1) or after (1) another one; none beyond the ends."""
    place = pages.index(page) + step
    return pages[place] if 0 <= place < len(pages) else None
