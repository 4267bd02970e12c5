"""Shaded mountains: heights made up around real crests, lit from the north-west."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from PIL import Image

from .canvas import Point

CELL = 5


def rough(seed: int, octaves: int = 4) -> Callable[[float, float], float]:
    """Return smooth random terrain: a function of x and y with values near 0 to 1."""
    dice = random.Random(seed)
    table = [dice.random() for _ in range(4096)]

    def value(ix: int, iy: int) -> float:
        return table[(ix * 73 + iy * 1259 + (ix * iy) % 17) & 4095]

    def level(x: float, y: float) -> float:
        ix, iy = math.floor(x), math.floor(y)
        fx, fy = x - ix, y - iy
        fx, fy = fx * fx * (3 - 2 * fx), fy * fy * (3 - 2 * fy)
        top = value(ix, iy) + (value(ix + 1, iy) - value(ix, iy)) * fx
        low = value(ix, iy + 1) + (value(ix + 1, iy + 1) - value(ix, iy + 1)) * fx
        return top + (low - top) * fy

    def terrain(x: float, y: float) -> float:
        scales = [2.0**n for n in range(octaves)]
        return sum(level(x * scale, y * scale) / scale for scale in scales) / 1.9

    return terrain


def heights(
    size: tuple[int, int], crests: Sequence[tuple[Sequence[Point], float]], seed: int
) -> list[list[float]]:
    """Return a grid of heights; each crest comes with the reach of its slopes in pixels."""
    columns, rows = size[0] // CELL + 2, size[1] // CELL + 2
    grid = [[0.0] * columns for _ in range(rows)]
    terrain = rough(seed)
    for crest, reach in crests:
        marks = crest[:: max(1, int(reach / 12))]
        for row in range(rows):
            y = row * CELL
            near = [mark for mark in marks if abs(mark[1] - y) < reach]
            if not near:
                continue
            low, high = min(m[0] for m in near) - reach, max(m[0] for m in near) + reach
            first, last = max(0, int(low / CELL)), min(columns, int(high / CELL) + 1)
            for column in range(first, last):
                x = column * CELL
                bend = (terrain(x / 90 + 40, y / 90) - 0.5) * reach * 0.9
                away = math.sqrt(min((x - mx) ** 2 + (y - my) ** 2 for mx, my in near)) + bend
                rise = max(0.0, 1 - max(0.0, away) / reach) ** 1.4
                height = rise * (0.45 + 0.9 * terrain(x / 38, y / 38)) * reach
                grid[row][column] = max(grid[row][column], height)
    return grid


def shade(grid: list[list[float]]) -> tuple[Image.Image, Image.Image]:
    """Return masks of shadow and of light for a grid of heights."""
    rows, columns = len(grid), len(grid[0])
    shadow, light = Image.new("L", (columns, rows)), Image.new("L", (columns, rows))
    for y in range(1, rows - 1):
        for x in range(1, columns - 1):
            fall = (grid[y - 1][x - 1] - grid[y + 1][x + 1]) / CELL
            if fall > 0:
                shadow.putpixel((x, y), min(255, int(fall * 62)))
            elif fall < 0:
                light.putpixel((x, y), min(255, int(-fall * 62)))
    return shadow, light
