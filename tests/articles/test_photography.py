"""Pictures as they come in: real ones, odd ones and those that are no pictures."""

from __future__ import annotations

import io
import resource
import struct
import zlib
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageDraw

from articles import photography
from articles.photography import BadPicture, Developed, develop

SIZE = (400, 300)
RED, WHITE = (255, 0, 0), (255, 255, 255)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def developed(data: bytes) -> Developed:
    return develop(io.BytesIO(data))


def refusal(data: bytes) -> str:
    with pytest.raises(BadPicture) as caught:
        developed(data)
    return str(caught.value)


def opened(data: bytes) -> Image.Image:
    """The largest copy that readers get, decoded."""
    image = Image.open(io.BytesIO(developed(data).copies[-1].data))
    image.load()
    return image


def colour_at(data: bytes, place: tuple[int, int]) -> tuple[int, int, int]:
    colour = opened(data).getpixel(place)
    assert isinstance(colour, tuple)
    return colour[0], colour[1], colour[2]


def near(colour: tuple[int, ...], expected: tuple[int, ...], within: int = 12) -> bool:
    return all(abs(one - two) <= within for one, two in zip(colour, expected, strict=True))


def picture(colour: Any = RED, size: tuple[int, int] = SIZE, mode: str = "RGB") -> Image.Image:
    return Image.new(mode, size, colour)


def chunk(kind: bytes, data: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + check


def png_claiming(width: int, height: int, *chunks: bytes) -> bytes:
    """A PNG whose header claims a size, whatever follows."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


class TestOrdinaryPictures:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
    def test_each_accepted_format_becomes_webp(self, kind: str) -> None:
        result = developed(encoded(picture(), kind))
        assert (result.width, result.height) == SIZE
        assert opened(encoded(picture(), kind)).format == "WEBP"
        assert near(colour_at(encoded(picture(), kind), (200, 150)), RED)

    @pytest.mark.parametrize(
        ("width", "widths"),
        [
            (300, [300]),
            (480, [480]),
            (481, [480, 481]),
            (960, [480, 960]),
            (1600, [480, 960, 1600]),
            (2400, [480, 960, 1600]),
        ],
    )
    def test_copies_are_never_larger_than_the_picture(self, width: int, widths: list[int]) -> None:
        result = developed(encoded(picture(size=(width, width * 2 // 3)), "PNG"))
        assert [copy.width for copy in result.copies] == widths
        assert result.width == width
        for copy in result.copies:
            shown = Image.open(io.BytesIO(copy.data))
            assert shown.size == (copy.width, copy.height)
            assert abs(copy.height - copy.width * 2 / 3) <= 1

    @pytest.mark.parametrize(
        ("size", "crops"),
        [
            ((2400, 1600), [(1200, 675), (1200, 900), (1066, 1066)]),
            ((1600, 1600), [(1200, 675), (1200, 900), (1200, 1200)]),
            ((400, 900), [(400, 225), (400, 300), (400, 400)]),
            ((2000, 200), [(284, 160), (213, 160), (160, 160)]),
            ((200, 200), [(200, 112), (200, 150), (200, 200)]),
        ],
    )
    def test_three_crops_are_as_large_as_can_be_and_every_program_can_read_them(
        self, size: tuple[int, int], crops: list[tuple[int, int]]
    ) -> None:
        result = developed(encoded(picture(size=size), "PNG"))
        assert [one.ratio for one in result.crops] == ["16:9", "4:3", "1:1"]
        for crop, (width, height) in zip(result.crops, crops, strict=True):
            shown = Image.open(io.BytesIO(crop.data))
            assert (shown.format, shown.size) == ("JPEG", (crop.width, crop.height))
            assert abs(crop.width - width) <= 1
            assert abs(crop.height - height) <= 1
            assert not shown.getexif()

    def test_names_cannot_be_told_from_the_file(self) -> None:
        data = encoded(picture(), "PNG")
        first, second = (developed(data) for _time in range(2))
        names = {copy.name for copy in [*first.copies, *first.crops]}
        assert names.isdisjoint(copy.name for copy in [*second.copies, *second.crops])

    def test_of_a_moving_picture_readers_get_the_first_frame(self) -> None:
        frames = [picture("blue"), picture("green")]
        for kind in ("GIF", "PNG", "WEBP"):
            data = encoded(picture(), kind, save_all=True, append_images=frames, duration=100)
            assert near(colour_at(data, (200, 150)), RED)
            assert getattr(opened(data), "n_frames", 1) == 1


class TestColours:
    def test_inks_of_print_become_colours_of_a_screen(self) -> None:
        data = encoded(picture((0, 255, 255, 0), mode="CMYK"), "JPEG")
        assert opened(data).mode == "RGB"
        assert near(colour_at(data, (200, 150)), RED)

    def test_sixteen_bits_are_not_all_white(self) -> None:
        line = struct.pack("<400H", *(65535 * x // 399 for x in range(400)))
        data = encoded(Image.frombytes("I;16", SIZE, line * 300), "PNG")
        assert near(colour_at(data, (2, 150)), (0, 0, 0))
        assert near(colour_at(data, (200, 150)), (128, 128, 128))
        assert near(colour_at(data, (397, 150)), WHITE)

    def test_what_is_transparent_becomes_white(self) -> None:
        palette = picture(0, mode="P")
        palette.putpalette([0, 0, 0, *RED])
        for data in (
            encoded(picture((0, 0, 0, 0), mode="RGBA"), "PNG"),
            encoded(picture((0, 0), mode="LA"), "PNG"),
            encoded(picture((0, 0, 0, 0), mode="RGBA"), "WEBP", lossless=True, exact=True),
            encoded(palette, "PNG", transparency=0),
            encoded(palette, "GIF", transparency=0),
            encoded(picture((1, 2, 3)), "PNG", transparency=(1, 2, 3)),
        ):
            assert near(colour_at(data, (200, 150)), WHITE)

    def test_a_palette_without_transparency_keeps_its_colours(self) -> None:
        palette = picture(1, mode="P")
        palette.putpalette([0, 0, 0, *RED])
        assert near(colour_at(encoded(palette, "PNG"), (200, 150)), RED)
        assert near(colour_at(encoded(picture(1, mode="1"), "PNG"), (200, 150)), WHITE)
        assert near(colour_at(encoded(picture(128, mode="L"), "JPEG"), (9, 9)), (128, 128, 128))

    def test_colours_are_meant_as_the_profile_says(self) -> None:
        ordinary = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        assert near(colour_at(encoded(picture(), "JPEG", icc_profile=ordinary), (9, 9)), RED)
        # A strange device: what it calls red is blue.
        swapped = ordinary.replace(b"rXYZ", b"tXYZ").replace(b"bXYZ", b"rXYZ")
        swapped = swapped.replace(b"tXYZ", b"bXYZ")
        for kind in ("JPEG", "PNG", "WEBP"):
            data = encoded(picture(), kind, icc_profile=swapped)
            assert near(colour_at(data, (9, 9)), (0, 0, 255))

    def test_a_broken_or_unfitting_profile_is_passed_over(self) -> None:
        srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        inks = picture((0, 255, 255, 0), mode="CMYK")
        for profile in (b"x" * 5000, srgb, srgb[:200]):
            assert near(colour_at(encoded(inks, "JPEG", icc_profile=profile), (9, 9)), RED)
            assert near(colour_at(encoded(picture(), "PNG", icc_profile=profile), (9, 9)), RED)


def turned(orientation: int, kind: str = "JPEG") -> bytes:
    """A picture of 400 × 300, blue above and red below, that claims an orientation."""
    image = picture()
    ImageDraw.Draw(image).rectangle((0, 0, 399, 149), fill="blue")
    exif = Image.Exif()
    exif[photography.ORIENTATION] = orientation
    return encoded(image, kind, exif=exif)


class TestTheWayUp:
    @pytest.mark.parametrize(
        ("orientation", "size", "blue"),
        [
            (1, (400, 300), "top"),
            (2, (400, 300), "top"),
            (3, (400, 300), "bottom"),
            (4, (400, 300), "bottom"),
            (5, (300, 400), "left"),
            (6, (300, 400), "right"),
            (7, (300, 400), "right"),
            (8, (300, 400), "left"),
            (0, (400, 300), "top"),
            (9, (400, 300), "top"),
        ],
    )
    def test_a_picture_is_turned_as_the_camera_was_held(
        self, orientation: int, size: tuple[int, int], blue: str
    ) -> None:
        data = turned(orientation)
        result = developed(data)
        assert (result.width, result.height) == opened(data).size == size
        width, height = size
        middle = {
            "top": (width // 2, 20),
            "bottom": (width // 2, height - 20),
            "left": (20, height // 2),
            "right": (width - 20, height // 2),
        }
        assert near(colour_at(data, middle[blue]), (0, 0, 254))

    @pytest.mark.parametrize("kind", ["PNG", "WEBP"])
    def test_in_every_format_that_can_say_so(self, kind: str) -> None:
        assert opened(turned(6, kind)).size == (300, 400)

    def test_a_large_one_that_lies_on_its_side_has_its_copies_upright(self) -> None:
        exif = Image.Exif()
        exif[photography.ORIENTATION] = 8
        result = developed(encoded(picture(size=(3000, 2000)), "JPEG", exif=exif))
        assert (result.width, result.height) == (2000, 3000)
        assert [(c.width, c.height) for c in result.copies][-1] == (1600, 2400)


class TestWhatIsHiddenInAFile:
    SECRETS = (b"SERIAL", b"GPS", b"Exif", b"EXIF", b"SECRET", b"XMP", b"ICCP", b"script")

    def test_nothing_of_it_reaches_readers(self) -> None:
        exif = Image.Exif()
        exif[0x010F] = "SERIAL 4711"
        exif[0x8825] = {1: "N", 2: (33.0, 53.0, 10.0), 3: "E", 4: (35.0, 30.0, 0.0)}
        xmp = b"<x:xmpmeta>GPSLatitude SECRET</x:xmpmeta>"
        profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        for kind in ("JPEG", "WEBP", "PNG"):
            hidden = {"exif": exif, "xmp": xmp, "icc_profile": profile, "comment": b"SECRET"}
            data = encoded(picture(), kind, **hidden)
            for copy in developed(data).copies:
                assert not [word for word in self.SECRETS if word in copy.data]
                assert len(Image.open(io.BytesIO(copy.data)).getexif()) == 0

    def test_a_page_behind_the_picture_is_left_behind(self) -> None:
        page = b"<html><script>steal()</script></html>"
        for data in (
            encoded(picture(), "JPEG") + page,
            encoded(picture(), "JPEG", comment=page),
            encoded(picture(), "GIF", comment=page),
            encoded(picture(), "PNG") + page,
        ):
            assert all(b"script" not in copy.data for copy in developed(data).copies)


class TestWhatIsNoPicture:
    NO_PICTURE = "This file is not a JPEG, PNG, WebP or GIF picture, whatever its name says."

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"\x00" * 1000,
            b"<!doctype html><html><body onload=steal()></body></html>",
            b'<svg xmlns="http://www.w3.org/2000/svg" onload="steal()"/>',
            b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
            b"%PDF-1.7\n",
            b"PK\x03\x04",
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 400 300\n",
            b"GIF89a<script>steal()</script>",
            b"\xff\xd8\xff<script>steal()</script>",
            b"RIFF\x00\x00\x00\x00WEBPVP8 ",
            png_claiming(0, 0),
        ],
    )
    def test_it_is_refused_whatever_its_name(self, data: bytes) -> None:
        assert refusal(data) in {self.NO_PICTURE, "The picture is damaged and cannot be read."}

    @pytest.mark.parametrize("kind", ["TIFF", "BMP", "ICO", "PPM", "TGA", "JPEG2000"])
    def test_other_formats_are_refused_though_they_could_be_read(self, kind: str) -> None:
        image = picture(size=(256, 256)) if kind == "ICO" else picture()
        assert refusal(encoded(image, kind)) == self.NO_PICTURE

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_half_a_picture_is_refused(self, kind: str) -> None:
        noise = Image.effect_noise(SIZE, 80).convert("RGB")
        data = encoded(noise, kind)
        assert refusal(data[: len(data) // 2]) == "The picture is damaged and cannot be read."


class TestSizes:
    @pytest.mark.parametrize("size", [(1, 1), (199, 400), (400, 199)])
    def test_what_is_too_small_is_refused_with_its_size(self, size: tuple[int, int]) -> None:
        assert refusal(encoded(picture(size=size), "PNG")) == (
            f"The picture is only {size[0]} × {size[1]} pixels; it needs 200 at least."
        )

    @pytest.mark.parametrize("size", [(200, 20000), (20000, 200), (200, 2001)])
    def test_what_is_too_long_is_refused(self, size: tuple[int, int]) -> None:
        assert refusal(encoded(picture(size=size), "PNG")) == (
            "The picture is more than 10 times as long as it is wide."
        )

    def test_the_longest_shape_still_has_its_copies(self) -> None:
        assert photography.WIDTHS[-1] * photography.LONGEST_SHAPE < 16383  # where WebP ends
        assert opened(encoded(picture(1, size=(200, 2000), mode="1"), "PNG")).size == (200, 2000)

    @pytest.mark.parametrize("size", [(9400, 9400), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
    def test_a_bomb_is_refused_by_its_header_alone(self, size: tuple[int, int]) -> None:
        data = png_claiming(*size, chunk(b"IDAT", zlib.compress(bytes(1_000_000))))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        assert "50 megapixels" in refusal(data)
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000  # KB

    @pytest.mark.parametrize("kind", [b"zTXt", b"iTXt", b"iCCP"])
    def test_a_bomb_in_a_note_is_not_blown_up(self, kind: bytes) -> None:
        packed = zlib.compress(bytes(80_000_000))
        note = b"a\0\1\0\0\0" + packed if kind == b"iTXt" else b"a\0\0" + packed
        pixels = chunk(b"IDAT", zlib.compress(bytes(1201 * 300)))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with suppress(BadPicture):
            developed(png_claiming(400, 300, chunk(kind, note), pixels))
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # KB

    def test_a_file_that_is_too_heavy_is_refused_before_it_is_looked_at(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(photography, "LARGEST_FILE", 1000)
        assert refusal(bytes(1001)) == "The file is larger than 40 MB."


NOISE = Image.effect_noise((200, 200), 80).convert("RGB")
SEEDS = [
    turned(6),
    turned(6, "WEBP"),
    encoded(NOISE, "PNG"),
    encoded(NOISE, "JPEG", progressive=True),
    encoded(picture((0, 255, 255, 0), mode="CMYK"), "JPEG"),
    encoded(NOISE, "GIF", save_all=True, append_images=[picture(size=(200, 200))]),
]


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(SEEDS), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8))))
def test_damage_of_any_kind_is_a_sentence_and_never_a_fault(
    seed: bytes, damages: list[tuple[float, bytes]]
) -> None:
    data = bytearray(seed)
    for place, junk in damages:
        start = int(place * place * len(data))
        data[start : start + max(1, len(junk))] = junk
    with suppress(BadPicture):
        developed(bytes(data))
