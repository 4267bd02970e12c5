"""The road to Arsal at dusk."""

from __future__ import annotations

import math
from itertools import pairwise

from .canvas import Canvas, Point, colour, curve, mix, points
from .land import cloud, folds, lamp, ridge

BEND = points(
    "640,1290 760,1120 1010,1000 1330,930 1490,870 1400,815 1130,782 930,752 "
    "960,722 1120,700 1260,682 1290,664 1200,650 1120,638"
)


def road() -> Canvas:
    """A road climbs out of a dim plain towards bare hills; the last light is behind them."""
    sheet = Canvas(1800, 1200, seed=8)
    sheet.wash(
        (0, 0, 1800, 720),
        [
            (0, colour("35465a")),
            (0.35, colour("6e7480")),
            (0.62, colour("c39a82")),
            (0.82, colour("eab67c")),
            (1, colour("f4d29a")),
        ],
    )
    sheet.glow((1180, 540), 620, colour("ffcf8a"), 0.75)
    sheet.dot((1180, 566), 46, colour("fff0cf"))
    for at, length, tone, alpha in (
        ((520, 210), 900, "8d8288", 0.28),
        ((1300, 300), 1000, "e0a584", 0.3),
        ((700, 380), 800, "f0c294", 0.34),
        ((1500, 420), 600, "fbdcae", 0.4),
        ((300, 470), 560, "f3c896", 0.34),
    ):
        cloud(sheet, at, length, colour(tone), alpha)
    haze = colour("e8bd8c")
    far = ridge(sheet, 640, 170, colour("b08a7f"), 3, 520, foot=haze)
    folds(sheet, far, colour("8f6f6c"), 90, 0.12)
    second = ridge(sheet, 700, 210, colour("86696b"), 14, 480, -0.03, foot=colour("c99a7c"))
    folds(sheet, second, colour("5f4d56"), 120, 0.2)
    third = ridge(sheet, 760, 200, colour("5d4d58"), 27, 430, 0.04, foot=colour("8d6c66"))
    folds(sheet, third, colour("3d3641"), 130, 0.25)
    _plain(sheet)
    _slope(sheet)
    _asphalt(sheet)
    _stones(sheet)
    _cars(sheet)
    sheet.vignette(0.35)
    sheet.grain(0.075, 1.5)
    return sheet


def _plain(sheet: Canvas) -> None:
    """The valley floor with a few villages lit."""
    for _ in range(46):
        x = sheet.random.gauss(330, 190)
        y = 742 + abs(sheet.random.gauss(0, 16)) + x * 0.01
        lamp(sheet, (x, y), sheet.random.uniform(1.0, 2.2), colour("ffd694"), 5)


def _slope(sheet: Canvas) -> None:
    """The hill in front, with light along its rim."""
    skyline = ridge(sheet, 905, 250, colour("3a3238"), 41, 900, -0.075, foot=colour("2a2629"))
    sheet.stroke([(x, y + 2) for x, y in skyline], colour("d49a6c"), 3.5, 0.5, 1.4)
    folds(sheet, skyline, colour("1d1b1e"), 260, 0.3)
    folds(sheet, skyline, colour("6a534a"), 180, 0.16)


def _asphalt(sheet: Canvas) -> None:
    centre = curve(BEND, 30)
    left: list[Point] = []
    right: list[Point] = []
    for (x0, y0), (x1, y1) in pairwise(centre):
        length = math.hypot(x1 - x0, y1 - y0) or 1
        half = 4 + max(0.0, (y0 - 640) / 610) ** 1.7 * 150
        flat = 0.35 + 0.65 * abs(y1 - y0) / length
        left.append((x0 - half * flat - half * 0.3, y0 + half * 0.12))
        right.append((x0 + half * flat + half * 0.3, y0 - half * 0.05))
    sheet.shape([*left, *right[::-1]], colour("17161a"), 0.55, 7)
    sheet.shape([*left, *right[::-1]], colour("6d5f60"))
    sheet.stroke(right, colour("f0c08d"), 2.2, 0.55, 0.8)
    for index in range(0, len(centre) - 6, 12):
        near = max(0.0, (centre[index][1] - 640) / 610)
        sheet.stroke(centre[index : index + 6], colour("e9d9bd"), 1 + near * 7, 0.75)


def _stones(sheet: Canvas) -> None:
    """Scree and thorn in the foreground."""
    for _ in range(900):
        y = 880 + 330 * sheet.random.random() ** 0.7
        x = sheet.random.uniform(-10, 1810)
        if _on_road(x, y):
            continue
        near = (y - 860) / 340
        size = 2 + near * sheet.random.uniform(2, 15)
        tone = mix(colour("544a49"), colour("19181b"), sheet.random.random())
        points = [
            (x - size, y),
            (x - size * 0.5, y - size * 0.7),
            (x + size * 0.6, y - size * 0.6),
            (x + size, y),
        ]
        sheet.shape(points, tone, 0.8)
        sheet.stroke([points[1], points[2]], colour("c08f6b"), 0.8 + near, 0.2)


def _on_road(x: float, y: float) -> bool:
    half = 30 + max(0.0, (y - 640) / 610) ** 1.7 * 210
    return any(abs(y - py) < 26 and abs(x - px) < half for px, py in curve(BEND, 12))


def _cars(sheet: Canvas) -> None:
    """Headlamps coming down, tail lamps going up."""
    for x, y, size in (
        (1110, 634, 1.4),
        (1235, 657, 1.6),
        (1050, 705, 2.2),
        (1290, 799, 3.4),
        (1462, 852, 4.2),
    ):
        lamp(sheet, (x, y), size, colour("ffe2a6"), 12)
        lamp(sheet, (x + size * 4.2, y - size * 0.3), size, colour("ffe2a6"), 8)
    for x, y, size in ((985, 727, 2.0), (1000, 769, 2.6)):
        lamp(sheet, (x, y), size, colour("d8442f"), 7)
        lamp(sheet, (x + size * 4, y - size * 0.2), size, colour("d8442f"), 7)
    body = points("876,1062 872,1030 890,1014 900,984 958,966 978,990 990,998 992,1026")
    sheet.shape([(870, 1070), (996, 1030), (990, 1052), (890, 1086)], colour("121114"), 0.6, 8)
    sheet.shape(body, colour("201d21"))
    sheet.shape([(896, 1010), (904, 990), (954, 974), (968, 992)], colour("6b5d60"), 0.7)
    lamp(sheet, (884, 1040), 6.0, colour("d8442f"), 6)
    lamp(sheet, (980, 1012), 5.6, colour("d8442f"), 6)
