"""Photos with their files, as tests put them into stories."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.test import Client
from PIL import Image

from articles import darkroom
from articles.models import Photo
from articles.pictures import address
from tests.articles.factories import make_user


def developed_photo(caption: str = "The road.", *, shade: int = 90) -> Photo:
    """A photo received and developed; its files are there.

    Args:
        shade: of grey (0 to 255), so that two photos can differ.
    """
    out = io.BytesIO()
    Image.new("L", (600, 400), shade).save(out, "PNG")
    out.seek(0)
    return darkroom.receive(out, by=make_user(), caption=caption, credit=caption, alt_text=caption)


def addresses_of(photo: Photo) -> list[str]:
    """Where readers ask for its copies."""
    return [address(copy["file"]) for copy in photo.renditions]


def bytes_of(photo: Photo) -> list[bytes]:
    """What stands in its copies."""
    root = Path(settings.MEDIA_ROOT)
    return [(root / copy["file"]).read_bytes() for copy in photo.renditions]


def in_a_body(photo: Photo, words: str = "The column left the town.") -> str:
    """A body with the photo in it, as the editor writes it."""
    return (
        f'<p>{words}</p><figure><img src="{addresses_of(photo)[0]}" alt="A road">'
        f"<figcaption>{words}</figcaption></figure>"
    )


def statuses(photo: Photo) -> set[int]:
    """What strangers are answered for its copies, whatever was kept."""
    found = set()
    for one in addresses_of(photo):
        cache.clear()
        found.add(Client().get(one).status_code)
    return found


def nothing_there() -> tuple[int, bytes, dict[str, str]]:
    """The answer for a picture that never existed."""
    return told(Client().get("/media/photos/0123456789abcdef-480.webp"))


def told(response: Any) -> tuple[int, bytes, dict[str, str]]:
    """All that an answer says."""
    body = b"".join(response) if response.streaming else response.content
    return response.status_code, body, dict(response.headers)
