"""Draws the newspaper's icons as pictures, from the cedar of `static/icons/cedar.svg`.

For browsers and telephones that cannot show the drawing itself; nothing of it runs in the product.

    pip install fonttools pillow
    python tools/icons/make_icons.py
"""

from __future__ import annotations

import re
from pathlib import Path

from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path
from PIL import Image, ImageDraw

STATIC = Path(__file__).resolve().parents[2] / "static"
ICONS, ROOT = STATIC / "icons", STATIC / "root"
PAPER, RED = "#fbf9f4", "#a3161a"  # as in paper.css
BOX = 32.0  # of the drawing
FINER = 8  # drawn so many times as large, then made small
STEPS = 24  # of a curve
# A mask may cut everything outside of a circle of 80 %: the drawing keeps within it.
ORDINARY, MASKABLE, WHOLE = 0.78, 0.58, 1.0

Point = tuple[float, float]


def outlines(path: str) -> list[list[Point]]:
    """The closed outlines of the drawing, their curves as many short lines."""
    pen = RecordingPen()
    parse_path(path, pen)
    found: list[list[Point]] = []
    for what, points in pen.value:
        if what == "moveTo":
            found.append([points[0]])
        elif what == "curveTo":
            found[-1] += curve(found[-1][-1], *points)
        else:  # lineTo, or closePath, which has none
            found[-1] += points
    return found


def curve(start: Point, one: Point, two: Point, end: Point) -> list[Point]:
    """Points of a cubic Bézier curve without its first."""
    found = []
    for step in range(1, STEPS + 1):
        t = step / STEPS
        parts = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
        corners = (start, one, two, end)
        x = sum(part * corner[0] for part, corner in zip(parts, corners, strict=True))
        y = sum(part * corner[1] for part, corner in zip(parts, corners, strict=True))
        found.append((x, y))
    return found


def cedar(size: int, share: float, *, colour: str = RED, ground: str | None = PAPER) -> Image.Image:
    """A square picture; the cedar takes the given share of its side."""
    text = (ICONS / "cedar.svg").read_text()
    found = re.search(r'<path d="([^"]+)"', text)
    if found is None:
        raise SystemExit("static/icons/cedar.svg has no path")
    large = size * FINER
    mask = Image.new("L", (large, large), 0)
    pen, scale, edge = ImageDraw.Draw(mask), large * share / BOX, large * (1 - share) / 2
    for outline in outlines(found[1]):
        pen.polygon([(edge + x * scale, edge + y * scale) for x, y in outline], fill=255)
    picture = Image.new("RGBA", (size, size), ground or (0, 0, 0, 0))
    mask = mask.resize((size, size), Image.Resampling.LANCZOS)
    picture.paste(Image.new("RGBA", (size, size), colour), mask=mask)
    return picture if ground is None else picture.convert("RGB")


def small(picture: Image.Image) -> Image.Image:
    """In few colours: two and what lies between them."""
    return picture.quantize(32, Image.Quantize.MEDIANCUT) if picture.mode == "RGB" else picture


def main() -> None:
    """Write all of them."""
    for size in (192, 512):
        small(cedar(size, ORDINARY)).save(ICONS / f"cedar-{size}.png", optimize=True)
        maskable = cedar(size, MASKABLE, colour=PAPER, ground=RED)
        small(maskable).save(ICONS / f"cedar-maskable-{size}.png", optimize=True)
    ROOT.mkdir(exist_ok=True)
    small(cedar(180, ORDINARY)).save(ROOT / "apple-touch-icon.png", optimize=True)
    sizes = [16, 32, 48]
    drawn = [cedar(size, WHOLE, ground=None) for size in sizes]
    drawn[-1].save(
        ROOT / "favicon.ico",
        sizes=[(size, size) for size in sizes],
        append_images=drawn[:-1],
    )


if __name__ == "__main__":
    main()
