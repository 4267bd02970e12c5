"""Web addresses compared by the name that somebody registered, never by how they end. Pure.

"shop.example.co.uk" belongs to "example.co.uk"; "notexample.co.uk" and "example.co.uk.evil.net" do
not. What may be registered comes from the Public Suffix List, which is installed with the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from publicsuffixlist import PublicSuffixList

from comments.matching.patterns import BadPattern

LONGEST = 253  # characters of a host name
# Host names as people write them: "example.com", "example[.]com"; bounded, so that it stays quick.
DOT = r"(?:[.。．｡]|\[\.\]|\(\.\))"
LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
HOST = re.compile(rf"(?<![\w-]){LABEL}(?:{DOT}{LABEL}){{1,9}}(?![\w-])")


@dataclass(frozen=True)
class Host:
    """A host name in a text and the registered name it belongs to."""

    start: int
    end: int
    domain: str


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def registered(host: str) -> str | None:
    """The registered name that a host belongs to, in ASCII; nothing for none.

    Under an ending that the list does not know yet, it is the last two parts.
    """
    try:
        plain = host.strip(". ").lower().encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if len(plain) > LONGEST or plain.rpartition(".")[2].isdecimal():
        return None
    return _suffixes().privatesuffix(plain) or None


def parse(typed: str) -> str:
    """The registered name of a host or web address that a moderator typed.

    Raises:
        BadPattern: nothing can be registered under this name.
    """
    host = re.split(r"[/?#:]", typed.strip().partition("://")[2] or typed.strip(), maxsplit=1)[0]
    found = registered(host.removeprefix("*."))
    if found is None:
        raise BadPattern(_("“%s” is no web address that somebody can own.") % typed.strip()[:100])
    return found


def find(text: str) -> Iterator[Host]:
    """What may be host names in a text, in order, linked or only written."""
    for match in HOST.finditer(text):
        if found := registered(re.sub(DOT, ".", match[0])):
            yield Host(match.start(), match.end(), found)
