"""The olive press at night: the stone, the basin, the bench and the sacks."""

from __future__ import annotations

import math

from . import figures
from .canvas import Canvas, Point, colour, curve, mix

WALL, DARK = colour("8a6a4a"), colour("1e1510")
FLOOR = 800.0


def press() -> Canvas:
    """A vaulted room lit by one lamp above the millstone."""
    sheet = Canvas(1800, 1200, DARK, seed=17)
    _room(sheet)
    _bench(sheet)
    _basin(sheet)
    _stone(sheet)
    _spout(sheet)
    for x, y, size in ((150, 1010, 1.25), (330, 1060, 1.4), (1660, 1000, 1.2)):
        _sack(sheet, (x, y), size)
    _lamp(sheet)
    sheet.vignette(0.5)
    sheet.grain(0.05, 1.9)
    return sheet


def _room(sheet: Canvas) -> None:
    sheet.wash(
        (0, 0, 1800, FLOOR),
        [(0, colour("35261b")), (0.55, colour("80603f")), (1, colour("6d5136"))],
    )
    for row in range(17):
        for column in range(21):
            x = column * 92 - 46 * (row % 2) + sheet.random.uniform(-8, 8)
            y = row * 48 + sheet.random.uniform(-3, 3)
            near = max(0.0, 1 - math.hypot(x - 900, y - 330) / 1000)
            tone = mix(
                mix(WALL, colour("c79f6c"), near * sheet.random.uniform(0.2, 0.9)),
                DARK,
                0.6 - near * 0.5,
            )
            sheet.box((x + 2, y + 2, x + 88, y + 44), tone, 0.6, 2)
    arch = [(120 + 1560 * n / 40, 420 - 390 * math.sin(math.pi * n / 40)) for n in range(41)]
    sheet.stroke([(120, FLOOR), *arch, (1680, FLOOR)], colour("3a2a1d"), 46, 0.8, 3)
    for n in range(40):
        sheet.stroke(
            [arch[n], (arch[n][0] + (arch[n][0] - 900) * 0.04, arch[n][1] - 42)],
            colour("8c6c49"),
            3,
            0.35,
        )
    sheet.wash((0, FLOOR, 1800, 1200), [(0, colour("5e4630")), (1, colour("30231a"))])
    sheet.oval((300, FLOOR + 20, 1500, 1190), colour("d9a860"), 0.26, 70)
    for _ in range(110):
        x, y = sheet.random.uniform(0, 1800), sheet.random.uniform(FLOOR + 8, 1200)
        half = 50 * (y - 600) / 500
        sheet.oval(
            (x - half, y - half * 0.24, x + half, y + half * 0.24),
            mix(colour("6b5239"), DARK, sheet.random.random() * 0.6),
            0.3,
            3,
        )


def _bench(sheet: Canvas) -> None:
    """Three people wait against the warm wall."""
    wood = colour("3b281a")
    sheet.box((1210, 742, 1640, 764), wood)
    for x in (1232, 1420, 1612):
        sheet.box((x, 764, x + 16, 838), wood)
    for x, coat, cap, tall in (
        (1290, "33414a", "1f1d1c", 1.0),
        (1420, "6a2b25", "7f3a2f", 0.93),
        (1548, "4b4a38", "d8cdb6", 0.86),
    ):
        figures.sitter(sheet, (x, 750), coat, cap, tall)


def _basin(sheet: Canvas) -> None:
    """The round trough, full of crushed fruit."""
    sheet.oval((330, 930, 1200, 1160), colour("120c08"), 0.6, 24)
    sheet.shape([(360, 850), (1160, 850), (1130, 1010), (390, 1010)], colour("6f5a42"))
    sheet.oval((385, 930, 1135, 1090), colour("6f5a42"))
    for n in range(13):
        x = 400 + n * 60
        sheet.stroke([(x, 880), (x + (x - 760) * -0.04, 1040)], colour("40301f"), 3, 0.4, 1)
    sheet.oval((350, 745, 1170, 965), colour("a98a62"))
    sheet.oval((350, 745, 1170, 955), colour("c7a672"), 0.5)
    sheet.oval((400, 768, 1120, 940), colour("2c2415"))
    for _ in range(1500):
        turn, away = sheet.random.uniform(0, math.tau), sheet.random.random() ** 0.5
        x, y = 760 + 350 * away * math.cos(turn), 856 + 80 * away * math.sin(turn)
        tone = sheet.random.choice(
            (
                colour("4d5126"),
                colour("6b6c32"),
                colour("35301c"),
                colour("55402f"),
                colour("83813f"),
            )
        )
        sheet.oval((x - 6, y - 4, x + 6, y + 4), tone, 0.9)
        sheet.dot((x - 1.5, y - 1.5), 1.2, colour("d7c98a"), 0.5)


def _round(centre: Point, across: float, high: float) -> list[Point]:
    return [
        (
            centre[0] + across * math.cos(math.tau * n / 72),
            centre[1] + high * math.sin(math.tau * n / 72),
        )
        for n in range(73)
    ]


def _stone(sheet: Canvas) -> None:
    """Two tonnes of basalt on its axle."""
    centre, radius, wood = (690.0, 640.0), 238.0, colour("4a321f")
    sheet.box((742, 250, 790, 860), wood)
    sheet.box((742, 250, 756, 860), colour("8d6238"), 0.7)
    sheet.stroke([(120, 634), (1010, 634)], wood, 40)
    sheet.stroke([(120, 620), (1010, 620)], colour("93683c"), 7, 0.7)
    sheet.oval((500, 838, 940, 906), colour("15100a"), 0.6, 12)
    sheet.shape(_round((centre[0] + 92, centre[1]), radius * 0.98, radius), colour("4f463d"))
    face = _round(centre, radius * 0.94, radius)
    sheet.shape(face, colour("8b8071"))
    lit = _round((centre[0] - 8, centre[1] - 10), radius * 0.9, radius * 0.95)
    sheet.shape(lit, colour("9d9281"), 0.6, 12)
    _basalt(sheet, centre, radius)
    sheet.stroke(face[38:60], colour("ffdf9f"), 5, 0.6, 2)
    sheet.shape([(x, y) for x, y in face if y > 790], colour("4d4c2c"), 0.5, 8)
    sheet.dot(centre, 58, colour("3c2a1b"))
    sheet.dot(centre, 40, colour("6d4a2b"))
    sheet.stroke([(120, 634), centre], wood, 40)
    sheet.stroke([(120, 621), centre], colour("a37745"), 6, 0.8)
    sheet.dot(centre, 17, colour("241912"))


def _basalt(sheet: Canvas, centre: Point, radius: float) -> None:
    """Pores and the furrows that the mason cut."""
    pores = (colour("5a5147"), colour("c2b69f"), colour("6d6457"))

    def on_face(away: float, turn: float) -> Point:
        return (
            centre[0] + radius * 0.94 * away * math.cos(turn),
            centre[1] + radius * away * math.sin(turn),
        )

    for _ in range(700):
        spot = on_face(sheet.random.random() ** 0.5 * 0.97, sheet.random.uniform(0, math.tau))
        sheet.dot(spot, sheet.random.uniform(0.8, 3.4), sheet.random.choice(pores), 0.5)
    for n in range(36):
        turn = math.tau * n / 36
        sheet.stroke([on_face(0.45, turn), on_face(0.95, turn + 0.16)], colour("5b5247"), 3, 0.35)


def _spout(sheet: Canvas) -> None:
    """The first oil, green, into a tin."""
    sheet.shape([(1090, 985), (1196, 1002), (1196, 1016), (1090, 1006)], colour("8f8a80"))
    sheet.shape(
        curve([(1192, 1008), (1208, 1040), (1210, 1082)], 8)
        + curve([(1218, 1082), (1218, 1036), (1196, 1003)], 8),
        colour("a9b03c"),
    )
    sheet.stroke([(1212, 1030), (1214, 1080)], colour("f1eaa0"), 2.5, 0.8)
    sheet.shape([(1166, 1070), (1262, 1070), (1254, 1164), (1174, 1164)], colour("b9b3a4"))
    sheet.shape([(1236, 1070), (1262, 1070), (1254, 1164), (1238, 1164)], colour("6e695f"))
    sheet.oval((1166, 1058, 1262, 1082), colour("d3cdbd"))
    sheet.oval((1174, 1062, 1254, 1079), colour("7d8430"))


def _sack(sheet: Canvas, foot: Point, size: float) -> None:
    x, y = foot
    jute = colour("a9854f")
    sheet.oval((x - 100 * size, y - 12, x + 100 * size, y + 16), colour("120c08"), 0.6, 10)
    shape = curve(
        [
            (x - 84 * size, y),
            (x - 96 * size, y - 70 * size),
            (x - 66 * size, y - 150 * size),
            (x - 26 * size, y - 176 * size),
            (x + 26 * size, y - 172 * size),
            (x + 70 * size, y - 146 * size),
            (x + 94 * size, y - 66 * size),
            (x + 82 * size, y),
        ],
        8,
    )
    sheet.shape(shape, mix(jute, DARK, 0.3))
    for n in range(26):
        y0 = y - n * 6.6 * size
        sheet.stroke(
            [(x - 80 * size, y0), (x + 80 * size, y0 - 2)], mix(jute, DARK, 0.5), 1.4, 0.35
        )
    lit = [(px + (6 if px < x else -26 * size), py + 10) for px, py in shape]
    sheet.shape(lit, jute, 0.3, 14)
    sheet.oval((x - 44 * size, y - 190 * size, x + 44 * size, y - 150 * size), colour("2a2417"))
    for _ in range(46):
        px, py = x + sheet.random.uniform(-38, 38) * size, y - sheet.random.uniform(158, 184) * size
        sheet.oval(
            (px - 7, py - 5, px + 7, py + 5),
            sheet.random.choice((colour("4d5126"), colour("3a2c2a"), colour("6d6f35"))),
        )
    sheet.stroke(
        curve(
            [(x - 46 * size, y - 168 * size), (x, y - 148 * size), (x + 46 * size, y - 168 * size)],
            8,
        ),
        mix(jute, colour("fff0c8"), 0.3),
        9 * size,
    )


def _lamp(sheet: Canvas) -> None:
    sheet.stroke([(900, 0), (900, 168)], DARK, 4)
    sheet.glow((900, 210), 640, colour("ffca7a"), 0.8)
    sheet.shape([(866, 206), (886, 160), (914, 160), (934, 206)], colour("2c2a28"))
    sheet.oval((880, 194, 920, 232), colour("fff5da"))
