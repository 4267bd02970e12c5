"""A received picture checked and re-encoded. Bytes in, bytes out; no database.

Readers only ever get re-encoded copies: what was hidden in the file (a script, a position, a
serial number) does not survive.
"""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LARGEST_FILE = 40 * 1024 * 1024  # bytes
LARGEST_PICTURE = 50_000_000  # pixels, read from the header before anything is decoded
SMALLEST_SIDE = 200  # pixels; less cannot be printed or shown
WIDTHS = (480, 960, 1600)  # pixels
QUALITY = {"quality": 80, "method": 4}
EXTENSION = "webp"


class BadPicture(Exception):
    """A file that cannot be used. Its text is for the person who sent it."""


@dataclass(frozen=True)
class Copy:
    """A re-encoded copy, ready to store."""

    name: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True)
class Developed:
    """A checked picture: its size upright, in pixels, and its copies from small to large."""

    width: int
    height: int
    copies: list[Copy]


def develop(file: IO[bytes]) -> Developed:
    """Check a picture by its content, turn it upright and make the copies for readers.

    Raises:
        BadPicture: too large, not a picture of an accepted format, or broken.
    """
    data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise BadPicture(_("The file is larger than %(limit)s MB.") % {"limit": 40})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                _check_size(image)
                upright = ImageOps.exif_transpose(image).convert("RGB")
        except UnidentifiedImageError:
            raise BadPicture(
                _("This file is not a JPEG, PNG, WebP or GIF picture, whatever its name says.")
            ) from None
        except Image.DecompressionBombError:
            raise BadPicture(_("The picture has more than 50 megapixels.")) from None
        except (OSError, SyntaxError, ValueError, EOFError, IndexError, MemoryError):
            raise BadPicture(_("The picture is damaged and cannot be read.")) from None
    return Developed(upright.width, upright.height, _copies(upright, data))


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > LARGEST_PICTURE:
        raise BadPicture(_("The picture has more than 50 megapixels."))
    if min(width, height) < SMALLEST_SIDE:
        raise BadPicture(
            _("The picture is only %(width)s × %(height)s pixels; it needs %(least)s at least.")
            % {"width": width, "height": height, "least": SMALLEST_SIDE}
        )


def _copies(upright: Image.Image, data: bytes) -> list[Copy]:
    stem = hashlib.sha256(data).hexdigest()[:24]
    widths = [width for width in WIDTHS if width < upright.width]
    if len(widths) < len(WIDTHS):
        widths.append(upright.width)
    copies = []
    for width in widths:
        height = max(1, round(upright.height * width / upright.width))
        copy = upright.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        out = io.BytesIO()
        copy.save(out, "WEBP", **QUALITY)
        copies.append(Copy(f"{stem}-{width}.{EXTENSION}", width, height, out.getvalue()))
    return copies
