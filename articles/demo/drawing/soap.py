"""Towers of soap drying in the last light."""

from __future__ import annotations

import math

from .canvas import Canvas, Colour, Point, colour, mix

LION, GREEN, SHADE = colour("c9a56a"), colour("9c9a5e"), colour("3a2c20")
HORIZON = 470.0


def soap() -> Canvas:
    """The upper floor of the workshop: windows at the back, towers in rows."""
    sheet = Canvas(1800, 1200, SHADE, seed=33)
    _room(sheet)
    for row, (foot, size) in enumerate(((640, 0.42), (730, 0.58), (860, 0.82), (1060, 1.16))):
        count = (9, 7, 5, 4)[row]
        for index in range(count):
            x = 900 + (index - (count - 1) / 2) * (1800 / count) * (0.80 + row * 0.09)
            x += sheet.random.uniform(-14, 14) * size
            _tower(sheet, (x, foot), size, 0.25 * (3 - row))
    _beams(sheet)
    sheet.vignette(0.4)
    sheet.grain(0.04, 2.2)
    return sheet


def _room(sheet: Canvas) -> None:
    """Vaults, three windows, a pale level floor with long light on it."""
    sheet.wash(
        (0, 0, 1800, HORIZON),
        [(0, colour("4d3b2b")), (0.5, colour("8a6b48")), (1, colour("a8855a"))],
    )
    for _ in range(420):
        x, y = sheet.random.uniform(0, 1800), sheet.random.uniform(0, HORIZON)
        size = sheet.random.uniform(10, 46)
        tone = sheet.random.choice((colour("b8946a"), colour("5f4830")))
        sheet.box((x, y, x + size * 1.7, y + size * 0.7), tone, 0.10, 3)
    for index in range(4):
        left = -150 + index * 560.0
        arch = [(left, 330), *_arc((left + 280, 330), 280, 250), (left + 560, 330)]
        sheet.stroke(arch, colour("3c2d20"), 16, 0.6, 4)
        sheet.stroke([(x, y + 12) for x, y in arch], colour("d7b27c"), 4, 0.5, 2)
    for middle in (410, 970, 1530):
        _window(sheet, middle)
    sheet.wash(
        (0, HORIZON, 1800, 1200),
        [(0, colour("b3935f")), (0.4, colour("a3845a")), (1, colour("6a5239"))],
    )
    for middle in (410, 970, 1530):
        near = [
            (middle - 74, HORIZON + 8),
            (middle + 74, HORIZON + 8),
            (middle + (middle - 900) * 0.7 + 330, 1200),
            (middle + (middle - 900) * 0.7 - 210, 1200),
        ]
        sheet.shape(near, colour("ffe0a0"), 0.34, 16)
    for index in range(30):
        x = (index - 15) * 150
        sheet.stroke(
            [(900 + x * 0.45, HORIZON), (900 + x * 1.7, 1200)], colour("6b5237"), 1.4, 0.28
        )


def _arc(centre: Point, half: float, rise: float) -> list[Point]:
    return [
        (
            centre[0] - half * math.cos(math.pi * n / 30),
            centre[1] - rise * math.sin(math.pi * n / 30),
        )
        for n in range(31)
    ]


def _window(sheet: Canvas, middle: float) -> None:
    outline = [
        (middle - 84, 410),
        (middle - 84, 240),
        *_arc((middle, 240), 84, 92),
        (middle + 84, 410),
    ]
    sheet.shape(
        [(x + (x - middle) * 0.22, y + (4 if y > 300 else -16)) for x, y in outline],
        colour("5d4630"),
    )
    sheet.shape(outline, colour("fff0c8"))
    sheet.shape(
        [(middle - 84, 410), (middle - 84, 350), (middle + 84, 336), (middle + 84, 410)],
        colour("e9c58d"),
        0.8,
        3,
    )
    for bar in (-28, 28):
        sheet.stroke([(middle + bar, 150), (middle + bar, 410)], colour("5d4630"), 6)
    for y in (230, 320):
        sheet.stroke([(middle - 84, y), (middle + 84, y)], colour("5d4630"), 5)
    sheet.glow((middle, 290), 320, colour("ffdc9a"), 0.7)


def _tower(sheet: Canvas, foot: Point, size: float, haze: float) -> None:
    """A round chimney of bars set on edge with gaps between them."""
    x, y = foot
    rings, wide, thick = 17, 128 * size, 31 * size
    shadow = [
        (x - wide * 0.9, y + 8),
        (x + wide * 0.9, y + 8),
        (x + wide * 1.7 + (x - 900) * 0.16, y + 190 * size),
        (x - wide * 0.4 + (x - 900) * 0.16, y + 190 * size),
    ]
    sheet.shape(shadow, colour("2e2015"), 0.42, 12 * size + 3)
    for ring in range(rings):
        half = wide * (1 - 0.56 * ring / rings)
        level = y - ring * thick
        sheet.oval(
            (x - half * 0.93, level - thick - half * 0.14, x + half * 0.93, level + half * 0.14),
            colour("20160e"),
        )
        bars = 13 - ring // 4
        for bar in range(bars):
            turn = (bar + 0.5 * (ring % 2)) / bars
            if turn > 1:
                continue
            _bar(sheet, (x, level), half, math.pi * turn, (thick, size), haze)
    top = y - rings * thick
    half = wide * 0.44
    sheet.oval((x - half, top - half * 0.22, x + half, top + half * 0.16), colour("2a1d12"))
    sheet.stroke(_arc((x, top), half, half * 0.2), mix(LION, colour("fff0c8"), 0.5), 4 * size, 0.9)


def _bar(
    sheet: Canvas, centre: Point, half: float, turn: float, scale: tuple[float, float], haze: float
) -> None:
    """One bar on the near side of a ring; ``turn`` runs from its left edge to its right edge."""
    thick, size = scale
    side = math.cos(turn)
    x = centre[0] - half * side
    y = centre[1] + half * 0.15 * math.sin(turn)
    width = 25 * size * (0.32 + 0.68 * math.sin(turn)) * (0.55 + 0.45 * half / (128 * size))
    light = 0.5 - 0.5 * math.sin(turn) + 0.12
    tone: Colour = mix(LION, GREEN, sheet.random.uniform(0, 0.5))
    tone = mix(tone, SHADE, 0.5 * math.sin(turn) + sheet.random.uniform(-0.06, 0.1))
    tone = mix(mix(tone, colour("ffe7b0"), light * 0.55), colour("c7a26c"), haze)
    sheet.box((x - width / 2, y - thick * 0.92, x + width / 2, y), tone)
    sheet.box(
        (x - width / 2, y - thick * 0.92, x + width / 2, y - thick * 0.76),
        mix(tone, colour("fff0c8"), 0.35),
    )


def _beams(sheet: Canvas) -> None:
    """Light in the dust."""
    for middle in (410, 970, 1530):
        lean = (middle - 900) * 0.5
        sheet.shape(
            [
                (middle - 80, 170),
                (middle + 80, 170),
                (middle + lean + 330, 1200),
                (middle + lean - 230, 1200),
            ],
            colour("ffe3a6"),
            0.10,
            30,
        )
    for _ in range(160):
        x, y = sheet.random.uniform(200, 1700), sheet.random.uniform(200, 1000)
        sheet.dot((x, y), sheet.random.uniform(0.8, 2.2), colour("fff3d2"), 0.35)
