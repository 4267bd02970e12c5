"""A sheet to draw on: supersampled shapes, washes of colour, light, lettering and paper grain.

Coordinates and lengths are in pixels of the finished picture; the sheet itself is larger and is
reduced once at the end, which is what keeps edges smooth.
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Literal

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

Colour = tuple[int, int, int]
Point = tuple[float, float]
Box = tuple[float, float, float, float]
Anchor = Literal["ls", "ms", "rs", "lm", "mm", "rm", "la", "ma", "ra"]

SCALE = 2
LARGEST_FILE = 180_000
FONTS = Path(os.environ.get("DRAWING_FONTS", "fonts"))


def colour(code: str) -> Colour:
    """Return the colour written as six hexadecimal digits."""
    return int(code[0:2], 16), int(code[2:4], 16), int(code[4:6], 16)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """Return ``first`` moved towards ``second`` by ``share`` (0 to 1)."""
    a, b, c = (round(x + (y - x) * share) for x, y in zip(first, second, strict=True))
    return a, b, c


INK = colour("1b1a18")
PAPER = colour("fbf9f4")
ACCENT = colour("a3161a")
SEA = colour("d6dfe4")
LAND = colour("efe9dc")
RULE = colour("8d8574")
MUTED = colour("5e5a52")


def lettering(face: str, size: float, weight: int = 400) -> ImageFont.FreeTypeFont:
    """Return a face of the folder ``DRAWING_FONTS`` at ``size`` finished pixels."""
    font = ImageFont.truetype(str(FONTS / f"{face}.ttf"), round(size * SCALE))
    axes = font.get_variation_axes()
    font.set_variation_by_axes([weight, *(min(max(size, 6), 72) for _ in axes[1:])])
    return font


class Canvas:
    """One picture in the making."""

    def __init__(self, width: int, height: int, ground: Colour = PAPER, seed: int = 1) -> None:
        """Start a sheet of the finished size, filled with ``ground``."""
        self.width, self.height = width, height
        self.sheet = Image.new("RGB", (width * SCALE, height * SCALE), ground)
        self.random = random.Random(seed)

    def _stamp(self, box: Box, margin: float) -> tuple[Image.Image, int, int] | None:
        """Return an empty mask that covers ``box`` and where on the sheet it lies."""
        x0 = max(0, math.floor((box[0] - margin) * SCALE))
        y0 = max(0, math.floor((box[1] - margin) * SCALE))
        x1 = min(self.sheet.width, math.ceil((box[2] + margin) * SCALE))
        y1 = min(self.sheet.height, math.ceil((box[3] + margin) * SCALE))
        if x1 <= x0 or y1 <= y0:
            return None
        return Image.new("L", (x1 - x0, y1 - y0), 0), x0, y0

    def _lay(
        self, mask: Image.Image, at: tuple[int, int], fill: Colour, alpha: float, blur: float
    ) -> None:
        if blur:
            mask = mask.filter(ImageFilter.GaussianBlur(blur * SCALE))
        if alpha < 1:
            mask = mask.point([round(value * alpha) for value in range(256)])
        self.sheet.paste(fill, (*at, at[0] + mask.width, at[1] + mask.height), mask)

    def shape(
        self, points: Sequence[Point], fill: Colour, alpha: float = 1.0, blur: float = 0.0
    ) -> None:
        """Fill a polygon; ``blur`` softens its edge by that many pixels."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        found = self._stamp((min(xs), min(ys), max(xs), max(ys)), 3 * blur + 2)
        if found is None:
            return
        mask, x0, y0 = found
        ImageDraw.Draw(mask).polygon([(x * SCALE - x0, y * SCALE - y0) for x, y in points], 255)
        self._lay(mask, (x0, y0), fill, alpha, blur)

    def box(self, box: Box, fill: Colour, alpha: float = 1.0, blur: float = 0.0) -> None:
        """Fill an upright rectangle."""
        x0, y0, x1, y1 = box
        self.shape([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], fill, alpha, blur)

    def oval(self, box: Box, fill: Colour, alpha: float = 1.0, blur: float = 0.0) -> None:
        """Fill an ellipse that fits ``box``."""
        found = self._stamp(box, 3 * blur + 2)
        if found is None:
            return
        mask, x0, y0 = found
        x_0, y_0, x_1, y_1 = (value * SCALE for value in box)
        ImageDraw.Draw(mask).ellipse((x_0 - x0, y_0 - y0, x_1 - x0, y_1 - y0), 255)
        self._lay(mask, (x0, y0), fill, alpha, blur)

    def dot(self, centre: Point, radius: float, fill: Colour, alpha: float = 1.0) -> None:
        """Fill a circle."""
        x, y = centre
        self.oval((x - radius, y - radius, x + radius, y + radius), fill, alpha)

    def stroke(
        self,
        points: Sequence[Point],
        fill: Colour,
        width: float,
        alpha: float = 1.0,
        blur: float = 0.0,
    ) -> None:
        """Draw a line through ``points`` with round joints."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        found = self._stamp((min(xs), min(ys), max(xs), max(ys)), width + 3 * blur + 2)
        if found is None:
            return
        mask, x0, y0 = found
        path = [(x * SCALE - x0, y * SCALE - y0) for x, y in points]
        ImageDraw.Draw(mask).line(path, 255, max(1, round(width * SCALE)), joint="curve")
        self._lay(mask, (x0, y0), fill, alpha, blur)

    def dashes(
        self, points: Sequence[Point], fill: Colour, width: float, on: float, off: float
    ) -> None:
        """Draw a dashed line; ``on`` and ``off`` are the lengths of dash and gap."""
        for piece in _cut(points, on, off):
            self.stroke(piece, fill, width)

    def wash(self, box: Box, stops: Sequence[tuple[float, Colour]]) -> None:
        """Fill ``box`` with colours that change from top to bottom; stops run from 0 to 1."""
        x0, y0, x1, y1 = (round(value * SCALE) for value in box)
        column = Image.new("RGB", (1, y1 - y0))
        for y in range(y1 - y0):
            column.putpixel((0, y), _between(stops, y / max(1, y1 - y0 - 1)))
        self.sheet.paste(column.resize((x1 - x0, y1 - y0)), (x0, y0))

    def glow(self, centre: Point, radius: float, light: Colour, strength: float) -> None:
        """Add a soft round light, as a lamp or a low sun gives."""
        side = max(2, round(radius * 2 * SCALE))
        halo = ImageChops.invert(Image.radial_gradient("L")).resize((side, side))
        # The built-in gradient is not dark yet at its edge: curve it so that it fades out.
        curve = [round(255 * (max(0, v - 75) / 180) ** 2 * strength) for v in range(256)]
        halo = halo.point(curve)
        corner = (
            round(centre[0] * SCALE - side / 2),
            round(centre[1] * SCALE - side / 2),
        )
        full = Image.new("L", self.sheet.size, 0)
        full.paste(halo, corner)
        lit = ImageChops.screen(self.sheet, Image.new("RGB", self.sheet.size, light))
        self.sheet.paste(lit, (0, 0), full)

    def text(
        self,
        at: Point,
        words: str,
        font: ImageFont.FreeTypeFont,
        fill: Colour = INK,
        anchor: Anchor = "ls",
        halo: Colour | None = None,
    ) -> None:
        """Set ``words``, Arabic from the right; ``halo`` keeps lines off the letters."""
        arabic = any("\u0600" <= letter <= "\u06ff" for letter in words)
        draw = ImageDraw.Draw(self.sheet)
        draw.text(
            (at[0] * SCALE, at[1] * SCALE),
            words,
            fill=fill,
            font=font,
            anchor=anchor,
            direction="rtl" if arabic else "ltr",
            language="ar" if arabic else "en",
            stroke_width=4 * SCALE if halo else 0,
            stroke_fill=halo,
        )
        if halo:
            self.text(at, words, font, fill, anchor)

    def grain(self, strength: float = 0.05, size: float = 1.2) -> None:
        """Lay the tooth of paper over the whole sheet."""
        small = (round(self.width / size), round(self.height / size))
        noise = Image.effect_noise(small, 60).resize(self.sheet.size, Image.Resampling.BICUBIC)
        textured = ImageChops.overlay(self.sheet, Image.merge("RGB", (noise, noise, noise)))
        self.sheet = Image.blend(self.sheet, textured, strength)

    def vignette(self, strength: float = 0.25) -> None:
        """Darken the corners a little, as a lens does."""
        dark = Image.radial_gradient("L").resize(self.sheet.size)
        mask = dark.point(
            [round(255 * strength * max(0, (v - 110) / 145) ** 2) for v in range(256)]
        )
        self.sheet.paste(INK, (0, 0), mask)

    def save(self, path: Path) -> None:
        """Write a JPEG of the finished size, no larger than a reader should have to load."""
        finished = self.sheet.resize((self.width, self.height), Image.Resampling.LANCZOS)
        for quality in range(86, 50, -3):
            buffer = BytesIO()
            finished.save(buffer, "JPEG", quality=quality, optimize=True, progressive=True)
            if buffer.tell() <= LARGEST_FILE:
                break
        path.write_bytes(buffer.getvalue())


def _between(stops: Sequence[tuple[float, Colour]], place: float) -> Colour:
    for (start, first), (end, second) in pairwise(stops):
        if place <= end:
            return mix(first, second, (place - start) / max(1e-9, end - start))
    return stops[-1][1]


def _cut(points: Sequence[Point], on: float, off: float) -> list[list[Point]]:
    """Return the dashes of a line."""
    fine = resample(points, 2.0)
    step, pieces = on + off, []
    for start in range(0, len(fine), max(1, round(step / 2.0))):
        piece = fine[start : start + max(2, round(on / 2.0))]
        if len(piece) > 1:
            pieces.append(piece)
    return pieces


def points(text: str) -> list[Point]:
    """Return the points written as ``x,y`` pairs with spaces between."""
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x), float(y)) for x, y in pairs]


def placed(text: str, at: Point, size: float = 1.0) -> list[Point]:
    """Return the points of ``text``, enlarged by ``size`` and counted from ``at``."""
    return [(at[0] + x * size, at[1] + y * size) for x, y in points(text)]


def resample(line: Sequence[Point], every: float) -> list[Point]:
    """Return the same line with a point every ``every`` pixels."""
    found: list[Point] = [line[0]]
    for (x0, y0), (x1, y1) in pairwise(line):
        length = math.hypot(x1 - x0, y1 - y0)
        count = max(1, round(length / every))
        found += [
            (x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count) for i in range(1, count + 1)
        ]
    return found


def curve(points: Sequence[Point], per_span: int = 24) -> list[Point]:
    """Return a smooth line through ``points`` (Catmull-Rom)."""
    found: list[Point] = []
    padded = [points[0], *points, points[-1]]
    for p0, p1, p2, p3 in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(per_span):
            t = step / per_span
            found.append(
                (_spline(p0[0], p1[0], p2[0], p3[0], t), _spline(p0[1], p1[1], p2[1], p3[1], t))
            )
    return [*found, points[-1]]


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )
