"""A moment as everybody concerned reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from articles.dates import desk_time, stamp


@dataclass(frozen=True)
class Clocks:
    """A moment to come as everybody concerned reads it."""

    desk: str
    readers: str  # as the story's edition prints it
    utc: str


def clocks_of(moment: datetime, edition: str, language: str) -> Clocks:
    """A moment (aware) at the desk, for the readers of a story, and in UTC.

    Args:
        edition: the language of the story; language: of the person at the desk.
    """
    return Clocks(desk_time(moment, language), stamp(moment, edition), in_utc(moment))


def in_utc(moment: datetime) -> str:
    """``2026-03-28 22:30 UTC``."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def as_typed(wall: datetime) -> str:
    """``2026-03-29 01:30``; with its seconds where somebody typed some."""
    return f"{wall:%Y-%m-%d %H:%M:%S}".removesuffix(":00")
