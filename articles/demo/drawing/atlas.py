"""What the maps share: projection, coast, borders, mountains and lettering."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from .canvas import (
    ACCENT,
    INK,
    LAND,
    MUTED,
    PAPER,
    RULE,
    SCALE,
    SEA,
    Anchor,
    Canvas,
    Point,
    colour,
    curve,
    lettering,
    mix,
    points,
    resample,
)
from .relief import CELL, heights, shade

OUTLINES: dict[str, dict[str, list[list[list[float]]]]] = json.loads(
    Path(__file__).with_name("outlines.json").read_text()
)
NEIGHBOUR = colour("f7f3ea")


@dataclass(frozen=True)
class Hand:
    """How an edition letters its maps: the face of towns, the face of the rest, the size."""

    town: str
    rest: str
    size: float
    arabic: bool = False

    def __call__(self, english: str, arabic: str) -> str:
        """Return the words of this edition."""
        return arabic if self.arabic else english


ENGLISH = Hand("newsreader-italic", "franklin", 36)
ARABIC = Hand("naskh", "naskh", 42, arabic=True)


@dataclass(frozen=True)
class Spine:
    """A mountain range: its crest as (latitude, longitude), and how far its slopes reach."""

    crest: Sequence[Point]
    reach: float


RANGES = (
    Spine(
        points("33.5,35.58 33.75,35.72 33.95,35.86 34.15,36.0 34.3,36.1 34.52,36.24"),
        0.15,
    ),
    Spine(
        points("33.35,35.8 33.5,35.92 33.7,36.05 33.88,36.24 34.03,36.42 34.2,36.54 34.36,36.6"),
        0.13,
    ),
    Spine(points("33.66,36.36 33.82,36.5 33.98,36.63 34.08,36.88 34.2,37.15"), 0.075),
    Spine(points("34.8,36.2 35.05,36.22 35.3,36.24 35.55,36.2 35.8,36.1"), 0.12),
)


class Map(Canvas):
    """A map sheet centred on a place, true to shape at that latitude."""

    def __init__(
        self, size: tuple[int, int], centre: Point, per_degree: float, cut: str = "levant"
    ) -> None:
        """Start a map; ``centre`` is (latitude, longitude), ``per_degree`` pixels of latitude."""
        super().__init__(*size, ground=SEA)
        self.centre, self.per_degree, self.cut = centre, per_degree, cut

    def at(self, place: Point) -> Point:
        """Return where (latitude, longitude) lies on the sheet (Mercator)."""
        scale = self.per_degree * math.cos(math.radians(self.centre[0]))

        def northing(latitude: float) -> float:
            return math.degrees(math.log(math.tan(math.radians(45 + latitude / 2))))

        return (
            self.width / 2 + (place[1] - self.centre[1]) * scale,
            self.height / 2 - (northing(place[0]) - northing(self.centre[0])) * scale,
        )

    def path(self, places: Sequence[Point]) -> list[Point]:
        """Return the places of a line on the sheet."""
        return [self.at(place) for place in places]

    def ground(self, own: Sequence[str] = (), shallows: float = 9.0) -> None:
        """Draw sea, coast and borders; countries in ``own`` are a shade darker."""
        rings = [
            (name, [self.at((y, x)) for x, y in outline])
            for name, outlines in OUTLINES[self.cut].items()
            for outline in outlines
        ]
        coast = Image.new("L", self.sheet.size, 0)
        draw = ImageDraw.Draw(coast)
        for _, line in rings:
            draw.polygon([(x * SCALE, y * SCALE) for x, y in line], 255)
        self._shallows(coast, shallows)
        self.sheet.paste(NEIGHBOUR, (0, 0), coast)
        for name, line in rings:
            if name in own:
                self.shape(line, LAND)
        for name, line in rings:
            closed = [*line, line[0]]
            self.stroke(closed, RULE if name in own else mix(RULE, NEIGHBOUR, 0.35), 1.4)
        self._coastline(coast)

    def _shallows(self, coast: Image.Image, step: float) -> None:
        small = coast.resize((self.width, self.height))
        for ring, share in ((4, 0.22), (2.4, 0.4), (1, 0.62)):
            near = small.filter(ImageFilter.GaussianBlur(step * ring)).point(
                [255 if value > 26 else 0 for value in range(256)]
            )
            near = near.filter(ImageFilter.GaussianBlur(1.2)).resize(self.sheet.size)
            self.sheet.paste(mix(SEA, colour("eef2f2"), share), (0, 0), near)

    def _coastline(self, coast: Image.Image) -> None:
        outer = coast.filter(ImageFilter.MaxFilter(5))
        inner = coast.filter(ImageFilter.MinFilter(3))
        line = Image.composite(Image.new("L", coast.size, 0), outer, inner)
        self.sheet.paste(mix(INK, SEA, 0.45), (0, 0), line)

    def relief(self, ranges: Sequence[Spine] = RANGES, strength: float = 0.5) -> None:
        """Shade the mountains, lit from the north-west as maps are."""
        crests = [
            (resample(curve(self.path(spine.crest)), 5.0), spine.reach * self.per_degree)
            for spine in ranges
        ]
        masks = shade(heights((self.width, self.height), crests, seed=11))
        for mask, tone, share in zip(
            masks, (colour("6d5f45"), colour("fffdf6")), (strength, strength * 1.2), strict=True
        ):
            soft = mask.resize(
                (mask.width * CELL * SCALE, mask.height * CELL * SCALE), Image.Resampling.BICUBIC
            ).filter(ImageFilter.GaussianBlur(2.2 * SCALE))
            soft = soft.point([round(value * share) for value in range(256)])
            self.sheet.paste(tone, (0, 0), soft.crop((0, 0, *self.sheet.size)))

    def road(self, places: Sequence[Point], main: bool = True) -> None:
        """Draw a road with a light casing."""
        line = curve(self.path(places))
        self.stroke(line, PAPER, 9 if main else 7, 0.9)
        self.stroke(line, colour("6f6a5f") if main else RULE, 4 if main else 2.4)

    def town(
        self,
        place: Point,
        name: str,
        size: float = 34,
        side: Anchor = "lm",
        chief: bool = False,
        face: str = "newsreader-italic",
    ) -> None:
        """Mark a town and letter its name: ``lm`` to the right of the dot, ``rm`` to the left."""
        x, y = self.at(place)
        radius = size * (0.34 if chief else 0.2)
        self.dot((x, y), radius + 3, PAPER, 0.9)
        self.dot((x, y), radius, ACCENT if chief else INK)
        gap = radius + size * 0.35
        shift = {"l": gap, "r": -gap, "m": 0.0}[side[0]]
        drop = {"m": 0.0, "s": -gap, "a": gap}[side[1]]
        font = lettering(face, size, 700 if chief else 500)
        self.text((x + shift, y + drop), name, font, ACCENT if chief else INK, side, halo=PAPER)

    def region(self, place: Point, name: str, size: float, face: str = "franklin") -> None:
        """Letter the name of a country or a sea; Latin names wide and quiet, Arabic ones larger."""
        font, tone = lettering(face, size, 500), mix(MUTED, PAPER, 0.25)
        if not name.isascii():
            self.text(self.at(place), name, lettering(face, size * 1.3, 500), tone, "mm")
            return
        gap = size * 0.22
        letters = name.upper()
        widths = [font.getlength(letter) / SCALE for letter in letters]
        x, y = self.at(place)
        x -= (sum(widths) + gap * (len(letters) - 1)) / 2
        for letter, width in zip(letters, widths, strict=True):
            self.text((x, y), letter, font, tone, "lm")
            x += width + gap

    def scale_bar(self, at: Point, kilometres: int, label: str, face: str = "franklin") -> None:
        """Draw a bar of ``kilometres`` that is true at the centre of the map."""
        length = kilometres / 111.2 * self.per_degree
        x, y = at
        self.box((x, y, x + length, y + 6), INK)
        self.box((x + length / 2, y + 1.5, x + length - 1.5, y + 4.5), PAPER)
        self.text((x, y - 12), label, lettering(face, 24, 500), MUTED, "ls")


def signature(sheet: Canvas, words: str, face: str = "franklin") -> None:
    """Letter the source line in the lower right corner."""
    font = lettering(face, 20, 400)
    sheet.text((sheet.width - 36, sheet.height - 30), words, font, MUTED, "rs", halo=None)
