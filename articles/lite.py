"""The lite pages: text alone, one request, at most six kilobytes. Asked for by ``?lite``.

A story that is longer comes in parts: ``?lite``, ``?lite=2`` and so on.
"""

from __future__ import annotations

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.safestring import SafeString

NAME = "lite"
# Compressed bytes of a story's text in one part: the budget of a page, less what is around it.
ROOM = 3900
BUDGET = 6 * 1024

STYLE = SafeString(
    " ".join((Path(settings.BASE_DIR) / "static/css/lite.css").read_text("utf-8").split())
)
# Stands in the page, so that there is one request; nothing else may be in it, or be fetched.
_DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = (
    "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; "
    f"frame-ancestors 'none'; style-src 'sha256-{_DIGEST}'"
)

_PICTURE = re.compile(r"<img[^>]*>")
_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_ALONE = re.compile(r"<(?:br|hr|img)\b")


def part_of(request: HttpRequest) -> int:
    """Which part of a lite page is asked for, the first is 1; 0 for the page itself.

    Raises:
        Http404: no page has such a part.
    """
    asked = request.GET.get(NAME)
    if asked is None:
        return 0
    if not re.fullmatch(r"|[1-9][0-9]?", asked):
        raise Http404
    return int(asked or "1")


def parts(body: str) -> list[SafeString]:
    """A story's safe HTML in parts of ``ROOM``, cut between paragraphs, without pictures."""
    body = _PICTURE.sub("", body)
    raw = body.encode()
    ratio = len(zlib.compress(raw)) / max(1, len(raw))
    found, here, room = [], "", 0.0
    for block in _blocks(body):
        weight = len(block.encode()) * ratio
        if here and room + weight > ROOM:
            found.append(SafeString(here))
            here, room = "", 0.0
        here += block
        room += weight
    return [*found, SafeString(here)]


def _blocks(body: str) -> Iterator[str]:
    """The outermost elements, whole. Safe HTML has < and > nowhere but around its tags."""
    begun, depth = "", 0
    for token in _TOKEN.findall(body):
        begun += token
        if token.startswith("</"):
            depth -= 1
        elif token.startswith("<") and not _ALONE.match(token):
            depth += 1
        if depth == 0 and token.startswith("<"):
            yield begun
            begun = ""
    if begun:
        yield begun
