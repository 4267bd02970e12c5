"""A published picture and its address. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

MEDIA = "/media/"
ORDINARY = 900  # pixels
TYPES = {"webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}


@dataclass(frozen=True)
class Picture:
    """A picture as a page shows it; the size is that of the largest copy, in pixels."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str


def address(file: str) -> str:
    """The address of a stored file, given its name within the media folder."""
    return MEDIA + quote(file)


def copies_of(published: dict[str, Any]) -> list[dict[str, Any]]:
    """The copies that show the whole picture, from small to large."""
    whole = [copy for copy in published["renditions"] if "ratio" not in copy]
    return sorted(whole, key=lambda copy: int(copy["width"]))


def ordinary_copy(copies: list[dict[str, Any]]) -> dict[str, Any]:
    """Of some copies, from small to large, the one for who takes a single one."""
    return next((copy for copy in copies if copy["width"] >= ORDINARY), copies[-1])


def media_type(file: str) -> str:
    """What a stored copy is, by its name."""
    return TYPES[file.rpartition(".")[2]]


def picture(published: dict[str, Any]) -> Picture:
    """The picture that a release stores, ready for an ``img`` element."""
    copies = copies_of(published)
    ordinary = ordinary_copy(copies)
    return Picture(
        src=address(ordinary["file"]),
        srcset=", ".join(f"{address(copy['file'])} {copy['width']}w" for copy in copies),
        width=copies[-1]["width"],
        height=copies[-1]["height"],
        alt=published["alt"],
        caption=published["caption"],
        credit=published["credit"],
    )
