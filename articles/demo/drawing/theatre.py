"""The Little Orient: an empty stage, a bicycle and one bulb."""

from __future__ import annotations

import math

from .canvas import ACCENT, Canvas, Colour, Point, colour, curve, mix, placed

DARK = colour("14100f")
FLOOR = 800.0


def theatre() -> Canvas:
    """The stage seen from the seats, curtain up."""
    sheet = Canvas(1800, 1200, DARK, seed=5)
    _back(sheet)
    _light(sheet)
    _bicycle(sheet, (905, 772), 1.25)
    _curtain(sheet)
    _arch(sheet)
    _seats(sheet)
    sheet.vignette(0.5)
    sheet.grain(0.08, 1.6)
    return sheet


def _back(sheet: Canvas) -> None:
    """Back wall of rough plaster, boards of the stage."""
    sheet.wash(
        (330, 210, 1470, FLOOR - 90),
        [(0, colour("241b18")), (0.6, colour("4b382d")), (1, colour("5d4636"))],
    )
    for _ in range(260):
        x, y = sheet.random.uniform(340, 1460), sheet.random.uniform(230, 700)
        size = sheet.random.uniform(8, 60)
        tone = sheet.random.choice((colour("2e221d"), colour("6f5542")))
        sheet.oval((x - size, y - size * 0.4, x + size, y + size * 0.4), tone, 0.10, size * 0.3)
    sheet.box((1180, 430, 1290, 712), colour("1f1715"))
    sheet.box((1188, 438, 1282, 712), colour("2b201c"))
    sheet.wash((300, FLOOR - 90, 1500, FLOOR + 60), [(0, colour("4a3528")), (1, colour("7d5a3e"))])
    for index in range(27):
        far, near = 560 + index * 26.5, 250 + index * 50.0
        sheet.stroke([(far, FLOOR - 90), (near, FLOOR + 60)], colour("2c1f18"), 2, 0.65)


def _light(sheet: Canvas) -> None:
    """One bulb and the cone below it."""
    bulb = (905, 330)
    for spread, alpha in ((330, 0.07), (270, 0.09), (210, 0.12), (150, 0.12)):
        sheet.shape(
            [bulb, (905 - spread, FLOOR - 10), (905 + spread, FLOOR - 10)],
            colour("ffd38c"),
            alpha,
            26,
        )
    sheet.oval((560, FLOOR - 75, 1250, FLOOR + 38), colour("ffcf86"), 0.38, 26)
    sheet.oval((690, FLOOR - 58, 1120, FLOOR + 18), colour("ffe3ae"), 0.42, 18)
    sheet.glow(bulb, 330, colour("ffdb9c"), 0.9)
    sheet.stroke([(905, 200), (905, 312)], DARK, 4)
    sheet.box((896, 300, 914, 318), DARK)
    sheet.oval((887, 314, 923, 356), colour("fff4d8"))


def _bicycle(sheet: Canvas, at: Point, size: float) -> None:
    """A roadster on its stand, against the light."""
    x, y = at
    ink = colour("120d0b")

    def spot(dx: float, dy: float) -> Point:
        return x + dx * size, y + dy * size

    sheet.oval((x - 175 * size, y - 12, x + 185 * size, y + 16), ink, 0.55, 9)
    wheels = (spot(-105, -62), spot(108, -62))
    for wheel in wheels:
        _wheel(sheet, wheel, 62 * size, ink)
    crank, seat, head = spot(-12, -58), spot(-38, -150), spot(80, -146)
    for line, width in (
        ([wheels[0], crank, head], 7.0),
        ([wheels[0], spot(-34, -135), crank], 6.0),
        ([spot(-34, -135), head], 7.0),
        ([head, spot(86, -128), wheels[1]], 7.0),
        ([spot(-34, -135), seat], 6.0),
        ([head, spot(74, -172)], 6.0),
    ):
        sheet.stroke(line, ink, width * size * 0.8)
    sheet.stroke(
        curve([spot(96, -178), spot(74, -174), spot(52, -182), spot(40, -176)], 8), ink, 6 * size
    )
    sheet.shape([spot(-66, -158), spot(-14, -158), spot(-20, -149), spot(-58, -147)], ink)
    sheet.shape([spot(-150, -132), spot(-64, -132), spot(-64, -125), spot(-150, -125)], ink)
    sheet.dot(crank, 13 * size, ink)
    sheet.stroke([crank, spot(6, -38), spot(20, -38)], ink, 5 * size)
    sheet.stroke([spot(-96, -62), spot(-70, 0)], ink, 4 * size)
    sheet.dot(spot(98, -140), 11 * size, ink)
    sheet.dot(spot(101, -142), 6 * size, colour("ffe7b6"))
    sheet.stroke([spot(-34, -137), head], colour("ffd58f"), 2, 0.8)


def _wheel(sheet: Canvas, hub: Point, radius: float, ink: Colour) -> None:
    ring = [
        (
            hub[0] + radius * math.cos(math.tau * n / 60),
            hub[1] + radius * math.sin(math.tau * n / 60),
        )
        for n in range(62)
    ]
    for n in range(0, 60, 3):
        sheet.stroke([hub, ring[n]], ink, 1.2, 0.8)
    sheet.stroke(ring, ink, 7)
    sheet.stroke(ring[31:59], colour("ffd58f"), 1.8, 0.7)
    sheet.dot(hub, 5, ink)


def _curtain(sheet: Canvas) -> None:
    """Red cloth gathered at both sides and above."""
    for left, right in ((326, 420), (1380, 1474)):
        sheet.box((left, 180, right, FLOOR + 34), colour("2a0d0a"))
    for fold in range(9):
        _fold(sheet, fold, mirrored=False)
        _fold(sheet, fold, mirrored=True)
    for swag in range(7):
        hem = placed("0,182 30,258 81,288 132,258 163,182", (330 + swag * 163, 0))
        drop = curve(hem, 10)
        sheet.shape(drop, mix(ACCENT, DARK, 0.4 if swag % 2 else 0.52))
        sheet.stroke(drop, colour("d9a54f"), 4, 0.75)
        for depth in (0.35, 0.62, 0.84):
            sheet.stroke([(x, 182 + (y - 182) * depth) for x, y in drop], DARK, 3, 0.3, 2)


def _fold(sheet: Canvas, fold: int, *, mirrored: bool) -> None:
    """One fold of the side curtain, lit along its inner edge."""
    swell = 26 * math.sin(fold * 1.7) + (9 - fold) * 3
    edges = [
        [
            (x, 180.0),
            (x + swell * 0.3, 480.0),
            (x + swell * 0.8, 700.0),
            (x + swell * 0.2, FLOOR + 34),
        ]
        for x in (330 + fold * 29.0, 330 + (fold + 1.25) * 29.0)
    ]
    if mirrored:
        edges = [[(1800 - x, y) for x, y in edge] for edge in edges]
    outer, inner = (curve(edge, 12) for edge in edges)
    tone = mix(ACCENT, DARK, (0.28, 0.62, 0.45)[fold % 3])
    tone = mix(tone, colour("e0563d"), 0.24 if fold in (6, 7) else 0)
    sheet.shape([*outer, *reversed(inner)], tone)
    sheet.stroke(inner, colour("ee8a5c"), 2.5, 0.12 + 0.05 * fold, 2)


def _arch(sheet: Canvas) -> None:
    """The wall of the house around the stage, with a tired gilt frame."""
    wall = colour("1d1614")
    for box in (
        (0, 0, 330, 1200),
        (1470, 0, 1800, 1200),
        (0, 0, 1800, 182),
        (0, FLOOR + 34, 1800, 1200),
    ):
        sheet.box(box, wall)
    gilt = colour("8c6a35")
    frame = [(322, FLOOR + 34), (322, 174), (1478, 174), (1478, FLOOR + 34)]
    sheet.stroke(frame, gilt, 12)
    sheet.stroke(frame, colour("c9a055"), 3, 0.8)
    sheet.box((322, FLOOR + 34, 1478, FLOOR + 48), colour("6b4a30"))
    sheet.oval((620, FLOOR + 20, 1190, FLOOR + 140), colour("ffc777"), 0.12, 40)


def _seats(sheet: Canvas) -> None:
    """Rows of chair backs, rimmed with stage light; some are missing."""
    for row in range(4):
        y = 905 + row * 86.0
        size = 62 + row * 20.0
        count = int(1800 / (size * 1.12)) + 2
        for seat in range(count):
            if (row, seat) in {(0, 5), (0, 19), (1, 3), (1, 14), (2, 9), (3, 2)}:
                continue
            x = (seat - 0.5 * (row % 2)) * size * 1.12
            _chair(sheet, (x, y), size, row)


def _chair(sheet: Canvas, at: Point, size: float, row: int) -> None:
    x, y = at
    tone = mix(colour("4a1512"), DARK, 0.25 + 0.17 * row)
    back = curve(
        [
            (x, y + size * 1.4),
            (x, y + size * 0.25),
            (x + size * 0.16, y),
            (x + size * 0.5, y - size * 0.05),
            (x + size * 0.84, y),
            (x + size, y + size * 0.25),
            (x + size, y + size * 1.4),
        ],
        8,
    )
    sheet.shape(back, tone)
    middle = abs(x + size / 2 - 900) / 900
    sheet.stroke(back[9:-9], colour("f0a765"), 2.6, max(0.08, 0.6 - row * 0.1 - middle * 0.38), 0.8)
    sheet.stroke([(x + size * 0.5, y + size * 0.12), (x + size * 0.5, y + size)], DARK, 3, 0.35, 2)
