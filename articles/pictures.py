"""A published picture and its address. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

MEDIA = "/media/"


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


def picture(published: dict[str, Any]) -> Picture:
    """The picture that a release stores, ready for an ``img`` element."""
    copies = sorted(published["renditions"], key=lambda copy: int(copy["width"]))
    ordinary = next((copy for copy in copies if copy["width"] >= 900), copies[-1])
    return Picture(
        src=address(ordinary["file"]),
        srcset=", ".join(f"{address(copy['file'])} {copy['width']}w" for copy in copies),
        width=copies[-1]["width"],
        height=copies[-1]["height"],
        alt=published["alt"],
        caption=published["caption"],
        credit=published["credit"],
    )
