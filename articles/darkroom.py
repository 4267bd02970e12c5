"""Received pictures: checked, stored and kept as photos.

The files are written first, the row after them; whatever fails, no file stays without its row.
The original is kept under a name that nobody serves; readers get the copies only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from uuid import uuid4

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction

from articles.content import Rendition
from articles.models import Photo
from articles.photography import CENTRE, Copy, Developed, crops, develop
from articles.pictures import copies_of
from staff.models import User

ORIGINALS = "originals"
COPIES = "photos"
KEPT_AS = "original"  # no picture suffix: no web server takes it for one


def receive(
    file: IO[bytes],
    *,
    by: User,
    caption: str = "",
    credit: str = "",
    alt_text: str = "",
    **fields: Any,
) -> Photo:
    """Check a picture and keep it as a photo.

    Args:
        fields: further fields of ``Photo``, such as ``agency`` or ``taken_on``.

    Raises:
        articles.photography.BadPicture: the file cannot be used; nothing was stored.
    """
    photo = Photo(uploaded_by=by, caption=caption, credit=credit, alt_text=alt_text, **fields)
    return keep(photo, file, developed(file))


def replace(photo: Photo, file: IO[bytes]) -> Photo:
    """Put another picture in a photo's place; what was published keeps the copies it has.

    Raises: as ``receive``.
    """
    return keep(photo, file, developed(file))


def developed(file: IO[bytes]) -> Developed:
    """Check a picture and make its copies; the file can be read again afterwards.

    Raises:
        articles.photography.BadPicture: see ``receive``.
    """
    file.seek(0)
    try:
        return develop(file)
    finally:
        file.seek(0)


def keep(photo: Photo, file: IO[bytes], picture: Developed) -> Photo:
    """Store a checked picture's files and save its photo."""
    with _only_together() as written:
        stem = uuid4().hex
        original = default_storage.save(f"{ORIGINALS}/{stem[:2]}/{stem}.{KEPT_AS}", File(file))
        written.append(original)
        focus = (photo.focal_x, photo.focal_y)
        parts = picture.crops if focus == CENTRE else crops(picture.copies[-1].data, focus)
        photo.original = original
        photo.renditions = [_stored(copy, written) for copy in [*picture.copies, *parts]]
        photo.width, photo.height = picture.width, picture.height
        photo.save()
    return photo


def crop_again(photo: Photo) -> Photo:
    """Take a photo's crops about its focal point, which was moved, and save it.

    What was published keeps the crops it has, as their files stay.
    """
    whole = copies_of(photo.renditions)
    if not whole:
        photo.save()
        return photo
    with _only_together() as written, default_storage.open(whole[-1]["file"]) as file:
        parts = crops(file.read(), (photo.focal_x, photo.focal_y))
        photo.renditions = [*whole, *(_stored(copy, written) for copy in parts)]
        photo.save()
    return photo


def _stored(copy: Copy, written: list[str]) -> Rendition:
    """A copy written into the media folder; its file is noted in ``written``."""
    name = default_storage.save(f"{COPIES}/{copy.name}", ContentFile(copy.data))
    written.append(name)
    size = len(copy.data)
    stored = Rendition(file=name, width=copy.width, height=copy.height, bytes=size)
    return {**stored, "ratio": copy.ratio} if copy.ratio else stored


@contextmanager
def _only_together() -> Iterator[list[str]]:
    """Files written within go again when anything fails."""
    written: list[str] = []
    try:
        with transaction.atomic():
            yield written
    except BaseException:
        for name in written:
            default_storage.delete(name)
        raise
