"""The demonstration newspaper's pictures: developed side by side, kept as photos, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from django.core.files.storage import default_storage

from articles import darkroom
from articles.demo.manuscripts import Misprint, Print
from articles.models import Photo
from articles.photography import BadPicture, Developed, develop
from staff.models import User

AT_ONCE = 4


@contextmanager
def kept_only_on_success() -> Iterator[list[Photo]]:
    """Give a list for new photos; should the block fail, their files are deleted again."""
    photos: list[Photo] = []
    try:
        yield photos
    except BaseException:
        for photo in photos:
            for name in (photo.original.name, *(copy["file"] for copy in photo.renditions)):
                default_storage.delete(name)
        raise


def develop_all(prints: Iterable[Print], tell: Callable[[int, int], None]) -> dict[Path, Developed]:
    """Develop every file once.

    Args:
        tell: called with how many are done and how many there are.

    Raises:
        Misprint: a file is missing or is no picture.
    """
    paths = sorted({one.path for one in prints})
    developed: dict[Path, Developed] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for path, result in zip(paths, pool.map(_develop, paths), strict=True):
            developed[path] = result
            tell(len(developed), len(paths))
    return developed


def _develop(path: Path) -> Developed:
    try:
        with path.open("rb") as file:
            return develop(file)
    except (OSError, BadPicture) as error:
        raise Misprint(f"{path.name}: {error}") from error


def hang(one: Print, picture: Developed, *, by: User) -> Photo:
    """Keep a developed picture as a photo with its words."""
    photo = Photo(uploaded_by=by, caption=one.caption, credit=one.credit, alt_text=one.alt)
    with one.path.open("rb") as file:
        return darkroom.keep(photo, file, picture)
