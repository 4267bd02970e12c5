"""Parts of a landscape that several drawings share: ridges, trees, lamps, clouds, water."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .canvas import Canvas, Colour, Point, mix
from .relief import rough


def ridge(
    sheet: Canvas,
    base: float,
    rise: float,
    tone: Colour,
    seed: int,
    wave: float = 420.0,
    tilt: float = 0.0,
    foot: Colour | None = None,
) -> list[Point]:
    """Draw one chain of hills across the sheet and return its skyline.

    ``base`` is where its feet stand, ``rise`` how far its summits reach above them; ``foot`` is the
    haze at its feet.
    """
    terrain = rough(seed, 6)
    line = [
        (x, base - rise * terrain(x / wave, seed * 3.7) + tilt * (x - sheet.width / 2))
        for x in _across(sheet)
    ]
    sheet.shape([*line, (sheet.width + 10, sheet.height + 10), (-10, sheet.height + 10)], tone)
    if foot is not None:
        for step in range(5):
            lower = [(x, y + rise * (0.42 + step * 0.16)) for x, y in line]
            sheet.shape(
                [*lower, (sheet.width + 10, sheet.height + 10), (-10, sheet.height + 10)],
                mix(tone, foot, 0.16 * (step + 1)),
                0.55,
                16,
            )
    return line


def _across(sheet: Canvas) -> list[float]:
    return [x * 4.0 - 8 for x in range(sheet.width // 4 + 5)]


def folds(
    sheet: Canvas, skyline: Sequence[Point], tone: Colour, depth: float, alpha: float
) -> None:
    """Suggest gullies that run down from a skyline."""
    for _ in range(70):
        x, y = sheet.random.choice(list(skyline))
        drop = depth * sheet.random.uniform(0.25, 1)
        lean = sheet.random.uniform(-0.5, 0.5)
        points = [
            (x, y + 4),
            (x + lean * drop * 0.5, y + drop * 0.5),
            (x + lean * drop * 1.2, y + drop),
        ]
        sheet.stroke(points, tone, sheet.random.uniform(3, 12), alpha, 5)


def cypress(sheet: Canvas, foot: Point, height: float, tone: Colour) -> None:
    """Draw a dark narrow tree."""
    x, y = foot
    width = height * 0.11
    left = [
        (x - width * math.sin(math.pi * t / 12) ** 0.8 * (1.15 - t / 14), y - height * t / 12)
        for t in range(13)
    ]
    right = [(2 * x - px + sheet.random.uniform(-1, 1), py) for px, py in reversed(left)]
    sheet.shape([*left, *right], tone)


def lamp(sheet: Canvas, at: Point, size: float, tone: Colour, spread: float = 9.0) -> None:
    """Light a small lamp with its halo."""
    sheet.oval(
        (
            at[0] - size * spread,
            at[1] - size * spread,
            at[0] + size * spread,
            at[1] + size * spread,
        ),
        tone,
        0.10,
        size * spread * 0.4,
    )
    sheet.oval(
        (at[0] - size * 2.6, at[1] - size * 2.6, at[0] + size * 2.6, at[1] + size * 2.6),
        tone,
        0.3,
        size,
    )
    sheet.dot(at, size, mix(tone, (255, 255, 250), 0.6))


def cloud(sheet: Canvas, at: Point, length: float, tone: Colour, alpha: float) -> None:
    """Draw a long flat streak of cloud."""
    for _ in range(9):
        x = at[0] + sheet.random.uniform(-0.5, 0.5) * length
        y = at[1] + sheet.random.uniform(-0.5, 0.5) * length * 0.045
        half = length * sheet.random.uniform(0.12, 0.3)
        thick = length * sheet.random.uniform(0.004, 0.012)
        sheet.oval((x - half, y - thick, x + half, y + thick), tone, alpha, thick * 0.8)


def ripples(
    sheet: Canvas, top: float, bottom: float, tone: Colour, count: int, alpha: float
) -> None:
    """Draw the glints of calm water, finer towards the horizon."""
    for _ in range(count):
        depth = sheet.random.random() ** 1.6
        y = top + (bottom - top) * depth
        half = 6 + 70 * depth * sheet.random.random()
        x = sheet.random.uniform(0, sheet.width)
        sheet.oval((x - half, y - 0.6 - depth * 1.6, x + half, y + 0.6 + depth * 1.6), tone, alpha)
