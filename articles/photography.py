"""A received picture checked and re-encoded. Bytes in, bytes out; no database.

Readers only ever get re-encoded copies: what was hidden in the file (a script, a position, a
serial number) does not survive.
"""

from __future__ import annotations

import io
import secrets
import warnings
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
LARGEST_FILE = 40 * 1024 * 1024  # bytes
LARGEST_PICTURE = 50_000_000  # pixels, read from the header before anything is decoded
SMALLEST_SIDE = 200  # pixels; less cannot be printed or shown
LONGEST_SHAPE = 10  # times as long as wide; WebP ends at 16383 pixels
WIDTHS = (480, 960, 1600)  # pixels
# What search engines and other sites show beside a link: parts of the picture, as wide as high or
# wider, and in a form that every one of them can read.
RATIOS = {"16:9": (16, 9), "4:3": (4, 3), "1:1": (1, 1)}
WIDEST_CROP = 1200  # pixels, by Google
CENTRE = (50, 50)  # of a picture, in per cent from the left and from the top
QUALITY = {"quality": 80, "method": 4}
EXTENSION = "webp"
CROP_QUALITY = {"quality": 80, "progressive": True, "optimize": True}
CROP_EXTENSION = "jpg"
ORIENTATION = 0x0112  # the Exif tag
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = {5, 6, 7, 8}


class BadPicture(Exception):
    """A file that cannot be used. Its text is for the person who sent it."""


@dataclass(frozen=True)
class Copy:
    """A re-encoded copy, ready to store; one that is a part of the picture has a ratio."""

    name: str
    width: int
    height: int
    data: bytes
    ratio: str = ""


@dataclass(frozen=True)
class Developed:
    """A checked picture: its size upright, in pixels, and its copies from small to large.

    The crops are taken from around its centre.
    """

    width: int
    height: int
    copies: list[Copy]
    crops: list[Copy]


def develop(file: IO[bytes]) -> Developed:
    """Check a picture by its content, turn it upright and make the copies for readers.

    Raises:
        BadPicture: too large, not a picture of an accepted format, or broken.
    """
    data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise BadPicture(_("The file is larger than %(limit)s MB.") % {"limit": 40})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # damaged notes within the file, and our own bound on size
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                _check_size(image)
                width, height, largest = _largest_copy(image)
        except UnidentifiedImageError:
            raise BadPicture(
                _("This file is not a JPEG, PNG, WebP or GIF picture, whatever its name says.")
            ) from None
        except Image.DecompressionBombError:
            raise BadPicture(_("The picture has more than 50 megapixels.")) from None
        except (OSError, SyntaxError, ValueError, EOFError, IndexError, MemoryError):
            raise BadPicture(_("The picture is damaged and cannot be read.")) from None
    return Developed(width, height, _copies(largest), _crops(largest, CENTRE))


def crops(copy: bytes, focus: tuple[int, int]) -> list[Copy]:
    """The parts of a picture in each ratio, as large as can be, about a point of it.

    Args:
        copy: its largest copy; focus: in per cent from the left and from the top.
    """
    with Image.open(io.BytesIO(copy), formats=FORMATS) as image:
        return _crops(image.convert("RGB"), focus)


def _check_size(image: Image.Image) -> None:
    width, height = image.size
    if width * height > LARGEST_PICTURE:
        raise BadPicture(_("The picture has more than 50 megapixels."))
    if min(width, height) < SMALLEST_SIDE:
        raise BadPicture(
            _("The picture is only %(width)s × %(height)s pixels; it needs %(least)s at least.")
            % {"width": width, "height": height, "least": SMALLEST_SIDE}
        )
    if max(width, height) > LONGEST_SHAPE * min(width, height):
        raise BadPicture(
            _("The picture is more than %(times)s times as long as it is wide.")
            % {"times": LONGEST_SHAPE}
        )


def _largest_copy(image: Image.Image) -> tuple[int, int, Image.Image]:
    """The size of the picture upright, and its largest copy in sRGB on white.

    The picture is made small first: everything after that costs little time and memory.
    """
    orientation = image.getexif().get(ORIENTATION, 1)
    width, height = image.size[::-1] if orientation in SIDEWAYS else image.size
    least = min(width, WIDTHS[-1])
    size = (least, round(height * least / width))
    lying = size[::-1] if orientation in SIDEWAYS else size
    profile = image.info.get("icc_profile")
    image.draft(None, (lying[0] * 2, lying[1] * 2))
    copy = _scalable(image).resize(lying, Image.Resampling.LANCZOS, reducing_gap=3.0)
    if orientation in TURNS:
        copy = copy.transpose(TURNS[orientation])
    return width, height, _in_srgb(_on_white(copy), profile)


def _scalable(image: Image.Image) -> Image.Image:
    """The picture in a mode whose colours can be mixed."""
    image.load()
    if image.mode.startswith("I"):  # 16 bits a pixel; a plain conversion would make it all white
        image.info.pop("transparency", None)
        return image.point(lambda value: value / 256).convert("L")
    if image.has_transparency_data:
        return image if image.mode in {"LA", "RGBA"} else image.convert("RGBA")
    return image if image.mode in {"L", "RGB", "CMYK"} else image.convert("RGB")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode not in {"LA", "RGBA"}:
        return image
    clear = image.convert("RGBA")
    paper = Image.new("RGB", image.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    return paper


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The colours as meant: the profile is not kept, so they are converted by it."""
    if profile:
        with suppress(ImageCms.PyCMSError, OSError):
            meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            converted = ImageCms.profileToProfile(image, meant, srgb, outputMode="RGB")
            if converted is not None:
                return converted
    return image.convert("RGB")


def _copies(largest: Image.Image) -> list[Copy]:
    # Not derived from the file: who has an agency's picture must not find ours before its time.
    stem = secrets.token_hex(16)
    widths = [*(one for one in WIDTHS if one < largest.width), largest.width]
    copies = []
    for width in widths:
        height = max(1, round(largest.height * width / largest.width))
        copy = largest.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        out = io.BytesIO()
        copy.save(out, "WEBP", **QUALITY)
        copies.append(Copy(f"{stem}-{width}.{EXTENSION}", width, height, out.getvalue()))
    return copies


def _crops(image: Image.Image, focus: tuple[int, int]) -> list[Copy]:
    stem = secrets.token_hex(16)
    found = []
    for ratio, (across, down) in RATIOS.items():
        scale = min(image.width / across, image.height / down)
        part = (across * scale, down * scale)
        corner = [
            min(max(side * per_cent / 100 - length / 2, 0), side - length)
            for side, length, per_cent in zip(image.size, part, focus, strict=True)
        ]
        box = (corner[0], corner[1], corner[0] + part[0], corner[1] + part[1])
        width = min(WIDEST_CROP, int(part[0]))
        size = (width, round(width * down / across))
        crop = image.resize(size, Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)
        out = io.BytesIO()
        crop.save(out, "JPEG", **CROP_QUALITY)
        name = f"{stem}-{across}x{down}.{CROP_EXTENSION}"
        found.append(Copy(name, *size, out.getvalue(), ratio))
    return found
