"""How a dateline is set in type. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypedDict

from articles.languages import Language, localized


class DatelinePlace(TypedDict):
    """A place as it is frozen into a revision."""

    place: int
    name: str
    name_ar: str
    slug: str
    qualifier: str
    qualifier_ar: str


def dateline(places: Iterable[DatelinePlace], language: str) -> str:
    """The dateline with its colon, such as ``BEIRUT/MOSCOW:``; empty without places."""
    parts = []
    for place in places:
        name = localized(language, place["name"], place["name_ar"])
        if language == Language.ENGLISH:
            name = name.upper()
        qualifier = localized(language, place["qualifier"], place["qualifier_ar"])
        comma = "، " if language == Language.ARABIC else ", "
        parts.append(f"{name}{comma}{qualifier}" if qualifier else name)
    return "/".join(parts) + ":" if parts else ""
