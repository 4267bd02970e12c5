"""Web addresses in a reader's text. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

CANDIDATE = re.compile(r"(?<![\w@/.])(?:https?://|www\.)[^\s<>\"'`\\^{}|]{3,1000}", re.IGNORECASE)
HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?", re.IGNORECASE
)
CLOSING = {")": "(", "]": "[", "»": "«", "”": "“"}
TRAILING = ".,;:!?…،؛؟*_~-'’"
LONGEST_SHOWN = 60
RELATION = "ugc nofollow noopener"


@dataclass(frozen=True)
class Link:
    """A web address and where it stands in the text (characters, end excluded)."""

    start: int
    end: int
    address: str
    host: str

    def html(self) -> str:
        """The address as a link that says where it leads; always written left to right."""
        address = quote(self.address, safe="!#$%&'()*+,/:;=?@[]~")
        shown = self.address.split("://", 1)[-1].removesuffix("/")
        if len(shown) > LONGEST_SHOWN:
            shown = shown[: LONGEST_SHOWN - 1] + "…"
        return f'<a href="{escape(address)}" rel="{RELATION}" dir="ltr">{escape(shown)}</a>'


def find(text: str) -> Iterator[Link]:
    """The web addresses of a text, in order.

    Only plain host names are taken: no sign-in part (``user@host``), port numbers allowed, and no
    letters beyond ASCII in the host, where they can imitate another one.
    """
    for match in CANDIDATE.finditer(text):
        address = _without_trailing(match[0])
        full = address if address[:4].lower() == "http" else f"http://{address}"
        authority = re.split(r"[/?#]", full.partition("://")[2], maxsplit=1)[0]
        host, _, port = authority.partition(":")
        if not HOST.fullmatch(host) or len(host) > 253:
            continue
        if ":" in authority and not re.fullmatch(r"\d{1,5}", port, re.ASCII):
            continue
        yield Link(match.start(), match.start() + len(address), full, host.lower())


def _without_trailing(address: str) -> str:
    while address:
        last = address[-1]
        opening = CLOSING.get(last)
        unbalanced = opening is not None and address.count(last) > address.count(opening)
        if last not in TRAILING and not unbalanced:
            break
        address = address[:-1]
    return address
