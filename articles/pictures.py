"""A published picture and its address, and the files that a text shows. Pure."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import quote, unquote

C = TypeVar("C", bound=Mapping[str, Any])

MEDIA = "/media/"
ORDINARY = 900  # pixels
TYPES = {"webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
LONGEST_NAME = 200  # of a stored file; a text may name anything
# As our own templates and a sanitised body write it. What was typed has its quotes escaped.
SHOWN = re.compile(r'(?<=\s)(?:src|srcset)="/media/[^"]*"')
ADDRESS = re.compile(r'/media/([^\s,"]+)')


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


def copies_of(renditions: Iterable[C]) -> list[C]:
    """The copies that show the whole picture, from small to large."""
    whole = [copy for copy in renditions if "ratio" not in copy]
    return sorted(whole, key=lambda copy: int(copy["width"]))


def crops_of(renditions: Iterable[C]) -> dict[str, C]:
    """The copies that show a part of the picture, by its ratio; none for older pictures."""
    return {copy["ratio"]: copy for copy in renditions if "ratio" in copy}


def ordinary_copy(copies: list[dict[str, Any]]) -> dict[str, Any]:
    """Of some copies, from small to large, the one for who takes a single one."""
    return next((copy for copy in copies if copy["width"] >= ORDINARY), copies[-1])


def media_type(file: str) -> str:
    """What a stored copy is, by its name."""
    return TYPES[file.rpartition(".")[2]]


def picture(published: dict[str, Any]) -> Picture:
    """The picture that a release stores, ready for an ``img`` element."""
    copies = copies_of(published["renditions"])
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


def files_of(pictures: Iterable[Mapping[str, Any]], body: str) -> set[str]:
    """The files that a story shows: every copy of its pictures, and what stands in its body.

    Args:
        body: sanitised HTML.
    """
    copies = (copy["file"] for one in pictures for copy in one["renditions"])
    written = (unquote(file) for found in SHOWN.findall(body) for file in ADDRESS.findall(found))
    return {file for file in (*copies, *written) if len(file) <= LONGEST_NAME}


def asked_at(place: str, html: str, files: Container[str] | None = None) -> str:
    """A page that asks for its pictures elsewhere than readers do.

    Args:
        place: stands before a file's name, in place of ``/media/``.
        files: the files that are meant; else all.
    """

    def elsewhere(found: re.Match[str]) -> str:
        meant = files is None or unquote(found[1]) in files
        return f"{place}{found[1]}" if meant else found[0]

    return SHOWN.sub(lambda shown: ADDRESS.sub(elsewhere, shown[0]), html)
