"""The shape of a frozen story: what a revision holds, as JSON. Pure.

Names and addresses are kept as they were at that moment, so that what readers saw can be shown
again; the numbers allow a later restore.
"""

from __future__ import annotations

import hashlib
import json
from typing import NotRequired, TypedDict

from articles.datelines import DatelinePlace


class FrozenSection(TypedDict):
    section: int
    slug: str
    name: str
    name_ar: str


class FrozenByline(TypedDict):
    contributor: int
    name: str
    name_ar: str
    slug: str
    kind: str
    role: str
    withheld: bool


class Rendition(TypedDict):
    """A re-encoded copy of a picture; the size is in pixels. With a ratio it is a part of it."""

    file: str
    width: int
    height: int
    bytes: NotRequired[int]
    ratio: NotRequired[str]


class FrozenPicture(TypedDict):
    photo: int
    caption: str
    alt: str
    credit: str
    own_caption: str
    own_alt: str
    width: int
    height: int
    renditions: list[Rendition]


class FrozenTag(TypedDict):
    name: str
    slug: str


class FrozenRelated(TypedDict):
    story: int
    headline: str


class FrozenCorrection(TypedDict):
    """Told on the web alone where it does not say otherwise."""

    correction: int
    kind: str
    text: str
    at: str
    medium: NotRequired[str]
    print_date: NotRequired[str]
    print_page: NotRequired[str]


class Content(TypedDict):
    """A whole story. Lists are in the order of print.

    What came later is left out where there is none, so that older revisions stay equal.
    """

    language: str
    section: FrozenSection
    kicker: str
    headline: str
    deck: str
    body: str
    translation_of: int | None
    bylines: list[FrozenByline]
    dateline: list[DatelinePlace]
    pictures: list[FrozenPicture]
    tags: list[FrozenTag]
    corrections: list[FrozenCorrection]
    related: NotRequired[list[FrozenRelated]]


def content_hash(content: Content) -> str:
    """A fingerprint (SHA-256, hexadecimal) that is equal exactly for equal content."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
