"""An oud on the bench, unfinished: no strings yet but one."""

from __future__ import annotations

import math

from .canvas import Canvas, Point, colour, curve, mix, points

SPRUCE, WALNUT, BENCH = colour("e3bf82"), colour("5e3a22"), colour("6f4c2f")


def oud() -> Canvas:
    """Seen from above, with tools, shavings and lamplight."""
    sheet = Canvas(1800, 1200, BENCH, seed=3)
    _bench(sheet)
    _tools(sheet)
    _body(sheet)
    _shavings(sheet)
    sheet.glow((620, 300), 900, colour("ffdf9f"), 0.5)
    sheet.vignette(0.5)
    sheet.grain(0.05, 1.8)
    return sheet


def _bench(sheet: Canvas) -> None:
    for plank in range(6):
        top = plank * 206.0 - 20
        tone = mix(BENCH, colour("4a3120" if plank % 2 else "855c38"), 0.35)
        sheet.box((0, top, 1800, top + 202), tone)
        for _ in range(46):
            y = top + sheet.random.uniform(4, 198)
            x = sheet.random.uniform(-300, 1700)
            length = sheet.random.uniform(200, 900)
            wave = sheet.random.uniform(-5, 5)
            sheet.stroke(
                curve([(x, y), (x + length * 0.4, y + wave), (x + length, y - wave)], 8),
                colour("3a2617"),
                sheet.random.uniform(1, 3),
                0.22,
            )
        sheet.box((0, top + 198, 1800, top + 206), colour("24170e"))
    for x, y, size in ((180, 640, 26), (1540, 180, 20), (1300, 1090, 30)):
        for ring in range(6):
            sheet.oval(
                (
                    x - size * 1.6 + ring * 5,
                    y - size + ring * 3.4,
                    x + size * 1.6 - ring * 5,
                    y + size - ring * 3.4,
                ),
                colour("3a2617"),
                0.22,
            )


def _outline(grow: float = 0.0) -> list[Point]:
    """The pear of the body, its neck end to the right."""
    upper = curve(
        [
            (330 - grow, 600),
            (352 - grow, 450 - grow),
            (470, 322 - grow),
            (640, 282 - grow),
            (820, 330 - grow),
            (980, 440 - grow),
            (1110, 532 - grow),
            (1190, 566 - grow),
        ],
        14,
    )
    return [*upper, *[(x, 1200 - y) for x, y in reversed(upper)]]


def _body(sheet: Canvas) -> None:
    shadow = [(x + 26, y + 34) for x, y in _outline(6)]
    sheet.shape(shadow, colour("1a100a"), 0.6, 18)
    neck = [(1160, 560), (1560, 572), (1560, 628), (1160, 640)]
    sheet.shape([(x + 22, y + 30) for x, y in neck], colour("1a100a"), 0.55, 12)
    sheet.shape(_outline(7), WALNUT)
    sheet.shape(_outline(-3), SPRUCE)
    for line in range(70):
        y = 300 + line * 8.7
        half = [x for x, py in _outline(-8) if abs(py - y) < 7]
        if len(half) > 1:
            sheet.stroke(
                [(min(half) + 4, y), (max(half) - 4, y)],
                mix(SPRUCE, colour("a87b3f"), sheet.random.uniform(0.2, 0.7)),
                1.5,
                0.5,
            )
    sheet.stroke(_outline(-10), colour("6d4526"), 3)
    sheet.stroke(_outline(-18), colour("c99a56"), 3)
    for x, y, radius in ((740, 600, 118), (955, 520, 44), (955, 680, 44)):
        _rosette(sheet, (x, y), radius)
    sheet.shape([(420, 470), (446, 470), (450, 730), (424, 730)], colour("4a2c1a"))
    sheet.shape([(420, 470), (428, 470), (431, 730), (424, 730)], colour("8d5c36"))
    for pin in range(11):
        sheet.dot((435, 490 + pin * 22), 3.2, colour("1d120b"))
    sheet.shape(
        points("560,470 600,470 860,560 860,640 600,730 560,730"),
        colour("8d5a33"),
        0.0,
    )
    _neck(sheet)
    sheet.stroke([(438, 600), (1566, 600)], colour("f7f0dc"), 2.4, 0.95)
    sheet.stroke([(438, 604), (1566, 604)], colour("3a2617"), 1.6, 0.4)


def _rosette(sheet: Canvas, centre: Point, radius: float) -> None:
    """A pierced star of twelve points."""
    x, y = centre
    sheet.dot(centre, radius + 13, colour("6d4526"))
    sheet.dot(centre, radius + 8, colour("e7cf9d"))
    sheet.dot(centre, radius + 4, colour("4a2c1a"))
    sheet.dot(centre, radius, colour("20140c"))
    lace = colour("b98a52")
    for step in (5, 4):
        star = [
            (
                x + radius * math.cos(math.tau * n * step / 12),
                y + radius * math.sin(math.tau * n * step / 12),
            )
            for n in range(14)
        ]
        sheet.stroke(star, lace, max(2.4, radius / 26))
    for share in (0.36, 0.66, 0.98):
        ring = [
            (
                x + radius * share * math.cos(math.tau * n / 60),
                y + radius * share * math.sin(math.tau * n / 60),
            )
            for n in range(62)
        ]
        sheet.stroke(ring, lace, max(2.4, radius / 30))
    sheet.dot(centre, radius * 0.12, lace)


def _neck(sheet: Canvas) -> None:
    sheet.shape([(1120, 552), (1570, 570), (1570, 630), (1120, 648)], colour("2d1c12"))
    sheet.shape([(1120, 552), (1570, 570), (1570, 578), (1120, 564)], colour("7d5130"))
    for x, half in ((1180.0, 24), (1330.0, 22)):
        sheet.shape(
            [(x, 600 - half), (x + 30, 600), (x, 600 + half), (x - 30, 600)], colour("d9b97c")
        )
        sheet.shape(
            [(x, 600 - half * 0.6), (x + 18, 600), (x, 600 + half * 0.6), (x - 18, 600)],
            colour("2d1c12"),
        )
    sheet.box((1566, 566, 1580, 634), colour("f1e7cd"))
    box = points("1580,572 1640,566 1740,420 1768,440 1668,600 1580,630")
    sheet.shape([(x + 18, y + 26) for x, y in box], colour("1a100a"), 0.5, 10)
    sheet.shape(box, WALNUT)
    sheet.shape(
        points("1596,588 1640,584 1738,440 1752,450 1660,594 1596,616"),
        colour("1d120b"),
    )
    for n in range(5):
        x, y = 1650 + n * 22.0, 556 - n * 32.0
        for side in (-1, 1):
            end = (x + side * 64 + 8, y + side * 40)
            sheet.stroke([(x, y), end], colour("8d5c36"), 8)
            sheet.oval((end[0] - 15, end[1] - 12, end[0] + 15, end[1] + 12), colour("3b2415"))


def _tools(sheet: Canvas) -> None:
    """A plane, two chisels, a pot of glue with its brush."""
    sheet.box((1244, 868, 1500, 960), colour("1a100a"), 0.5, 12)
    sheet.shape([(1230, 850), (1490, 850), (1490, 930), (1230, 930)], colour("a5713f"))
    sheet.shape([(1230, 850), (1490, 850), (1490, 862), (1230, 862)], colour("d29d63"))
    sheet.shape([(1330, 866), (1394, 866), (1380, 914), (1344, 914)], colour("24170e"))
    sheet.shape([(1346, 872), (1380, 872), (1372, 906), (1352, 906)], colour("b9b7b0"))
    for x, y, tone in ((1040, 1010, "a3161a"), (1060, 1070, "c9a35a")):
        sheet.stroke([(x + 8, y + 14), (x + 330, y - 20)], colour("1a100a"), 14, 0.5, 6)
        sheet.stroke([(x, y), (x + 170, y - 20)], colour("c8c6be"), 13)
        sheet.stroke([(x + 6, y - 4), (x + 170, y - 23)], colour("f1efe6"), 3, 0.8)
        sheet.stroke([(x + 166, y - 19), (x + 320, y - 38)], colour(tone), 24)
        sheet.stroke([(x + 170, y - 26), (x + 316, y - 44)], colour("fff0d0"), 4, 0.35)
    sheet.dot((1416, 226), 100, colour("1a100a"), 0.35)
    sheet.dot((1400, 206), 92, colour("55606a"))
    sheet.dot((1400, 206), 80, colour("7d8890"))
    sheet.dot((1400, 206), 72, colour("9a6a2c"))
    sheet.oval((1350, 160, 1420, 200), colour("e3b866"), 0.6, 8)
    sheet.stroke([(1410, 214), (1610, 110)], colour("d8b98a"), 15)
    sheet.stroke([(1380, 230), (1414, 212)], colour("2d1c12"), 22)


def _shavings(sheet: Canvas) -> None:
    """Curls of spruce."""
    for _ in range(34):
        x, y = (
            sheet.random.uniform(40, 1760),
            sheet.random.choice((sheet.random.uniform(30, 250), sheet.random.uniform(950, 1180))),
        )
        size, start = sheet.random.uniform(10, 30), sheet.random.uniform(0, 6)
        turns = [
            (
                x + size * (1 - n / 34) * math.cos(start + n * 0.42),
                y + size * (1 - n / 34) * math.sin(start + n * 0.42) * 0.8,
            )
            for n in range(30)
        ]
        sheet.stroke([(px + 5, py + 6) for px, py in turns], colour("1a100a"), 5, 0.3, 3)
        sheet.stroke(turns, mix(SPRUCE, colour("fff3d6"), 0.4), 5)
        sheet.stroke(turns[4:16], colour("b98a4f"), 2, 0.6)
