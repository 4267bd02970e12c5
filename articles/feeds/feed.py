"""A feed before it is written in one of the three forms. Pure.

Texts are plain (not escaped) but for ``html``; all addresses are whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Person:
    """A name and the page of their stories."""

    name: str
    url: str


@dataclass(frozen=True)
class Picture:
    """A picture with what is printed below it; ``length`` is in bytes, 0 where it is not known."""

    url: str
    type: str
    length: int
    width: int
    height: int
    caption: str
    credit: str
    alt: str


@dataclass(frozen=True)
class Entry:
    """A story, or something told about one.

    Attributes:
        id: a tag URI (RFC 4151) that never changes, whatever becomes of the address.
        updated: when readers got what is there now; ``published`` where it was never changed.
        authors: of the words; ``contributors`` did the rest.
    """

    id: str
    url: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    authors: Sequence[Person] = ()
    contributors: Sequence[Person] = ()
    categories: Sequence[str] = ()
    pictures: Sequence[Picture] = ()


@dataclass(frozen=True)
class Feed:
    """A list of the newspaper. The addresses of its three forms begin with ``url``."""

    language: str
    title: str
    subtitle: str
    publisher: str
    url: str
    home_url: str
    icon_url: str
    favicon_url: str
    entries: Sequence[Entry] = field(default_factory=list)

    @property
    def updated(self) -> datetime | None:
        """When something in it last changed; nothing while it is empty."""
        return max((entry.updated for entry in self.entries), default=None)
