"""A classroom between two shifts."""

from __future__ import annotations

from .canvas import ACCENT, Canvas, Point, colour, curve, lettering, mix, points

WOOD = colour("b98a55")


def school() -> Canvas:
    """Low sun across empty desks; one forgotten glove."""
    sheet = Canvas(1800, 1200, colour("d9ceb6"), seed=7)
    _walls(sheet)
    _board(sheet)
    _map(sheet)
    for row, (y, size) in enumerate(((668, 0.56), (790, 0.8), (985, 1.16))):
        for column in range(5):
            x = 900 + (column - 2) * (400 * size) + 30 * (row - 1)
            _desk(sheet, (x, y), size, row * 5 + column)
    _sun(sheet)
    sheet.vignette(0.26)
    sheet.grain(0.055, 1.8)
    return sheet


def _walls(sheet: Canvas) -> None:
    sheet.wash((0, 0, 1800, 600), [(0, colour("cbbfa6")), (1, colour("e2d6bb"))])
    sheet.box((0, 430, 1800, 610), colour("8fa59a"))
    sheet.box((0, 424, 1800, 432), colour("6f8379"))
    sheet.wash((0, 606, 1800, 1200), [(0, colour("b7a78b")), (1, colour("83735b"))])
    for n in range(26):
        x = (n - 13) * 110
        sheet.stroke([(900 + x * 0.62, 606), (900 + x * 1.9, 1200)], colour("73654f"), 2, 0.4)
    for y in (640, 690, 760, 850, 970, 1120):
        sheet.box((0, y, 1800, y + 2.4), colour("73654f"), 0.4)
    sheet.box((0, 596, 1800, 610), colour("5d6d64"))
    for y in range(0, 420, 22):
        sheet.stroke(
            [(0, y + sheet.random.uniform(-6, 6)), (1800, y + sheet.random.uniform(-6, 6))],
            colour("b5a88d"),
            9,
            0.06,
            5,
        )


def _board(sheet: Canvas) -> None:
    """A sum in two scripts."""
    sheet.box((556, 108, 1250, 456), colour("7a5a38"))
    sheet.box((572, 124, 1234, 440), colour("2f4238"))
    for _ in range(24):
        x, y = sheet.random.uniform(620, 1190), sheet.random.uniform(160, 410)
        sheet.oval((x - 110, y - 18, x + 110, y + 18), colour("8ca095"), 0.06, 14)
    chalk = colour("f2eee0")
    big, small = lettering("newsreader", 84, 500), lettering("naskh", 92, 500)
    for x, top, low, font in ((700, "3", "4", big), (1105, "٣", "٤", small)):
        sheet.text((x, 238), top, font, chalk, "mm")
        sheet.stroke([(x - 44, 282), (x + 46, 279)], chalk, 6, 0.9)
        sheet.text((x, 332), low, font, chalk, "mm")
    sheet.stroke([(868, 268), (940, 266)], chalk, 6, 0.9)
    sheet.stroke([(868, 294), (940, 293)], chalk, 6, 0.9)
    sheet.text(
        (1222, 424), "الخميس", lettering("naskh", 30, 400), mix(chalk, colour("2f4238"), 0.25), "rs"
    )
    sheet.text(
        (588, 424),
        "jeudi",
        lettering("newsreader-italic", 30, 400),
        mix(chalk, colour("2f4238"), 0.25),
        "ls",
    )
    sheet.box((640, 456, 1160, 468), colour("5f4529"))
    for x, tone in ((700, "f4efe2"), (742, "e7b9a9"), (1010, "f4efe2")):
        sheet.box((x, 449, x + 30, 457), colour(tone))
    sheet.box((850, 442, 920, 457), colour("6d6a66"))


def _map(sheet: Canvas) -> None:
    """A roll-up map, a clock that has stopped at ten past one, and pegs with one coat left."""
    sheet.box((1380, 120, 1640, 410), colour("f3ecd9"))
    sheet.box((1370, 112, 1650, 126), colour("6b4d2e"))
    sheet.box((1370, 404, 1650, 416), colour("6b4d2e"))
    sheet.box((1380, 126, 1470, 404), colour("c5d3d8"))
    shore = curve(points("1640,160 1545,170 1520,230 1490,290 1470,350 1440,404"), 8)
    sheet.shape([*shore, (1640, 404)], colour("e0d0a5"))
    sheet.shape(
        points("1545,170 1520,230 1490,290 1470,350 1530,330 1580,230 1610,178"),
        colour("c98f72"),
        0.8,
    )
    sheet.stroke(shore, colour("7d6d55"), 2)
    sheet.dot((300, 210), 72, colour("4a4640"))
    sheet.dot((300, 210), 64, colour("f7f2e4"))
    for end in ((321, 180), (345, 184)):
        sheet.stroke([(300, 210), end], colour("2a2825"), 5)
    sheet.dot((300, 210), 6, ACCENT)
    sheet.box((120, 352, 480, 364), colour("6b4d2e"))
    for x in range(150, 480, 60):
        sheet.box((x, 362, x + 6, 378), colour("3f3a33"))
    coat = curve(points("330,376 306,420 296,510 366,510 358,420 334,376"), 8)
    sheet.shape(coat, colour("9c3a2d"))
    sheet.stroke([(332, 384), (332, 508)], colour("6d241c"), 3)


def _desk(sheet: Canvas, at: Point, size: float, number: int) -> None:
    x, y = at

    def area(points: list[Point]) -> list[Point]:
        return [(x + dx * size, y + dy * size) for dx, dy in points]

    iron = colour("4c5a57")
    sheet.shape(area([(-140, 150), (150, 150), (250, 190), (-30, 190)]), colour("5e503c"), 0.4, 8)
    for dx in (-122, 112):
        sheet.shape(area([(dx, 8), (dx + 9, 8), (dx + 9, 160), (dx, 160)]), iron)
        sheet.shape(area([(dx - 14, 154), (dx + 40, 154), (dx + 40, 162), (dx - 14, 162)]), iron)
    sheet.shape(
        area([(-120, 20), (120, 20), (120, 62), (-120, 62)]), mix(WOOD, colour("4a3018"), 0.55)
    )
    sheet.shape(area([(-150, 0), (150, 0), (128, -46), (-128, -46)]), WOOD)
    sheet.shape(
        area([(-150, 0), (150, 0), (150, 14), (-150, 14)]), mix(WOOD, colour("4a3018"), 0.35)
    )
    for line in range(4):
        sheet.stroke(
            area([(-140 + line * 4, -8 - line * 10), (138 - line * 4, -8 - line * 10)]),
            colour("8d6336"),
            1.4,
            0.35,
        )
    sheet.shape(area([(-128, -40), (20, -46), (128, -46), (126, -40)]), colour("ffe9bd"), 0.5, 2)
    if number in (6, 8, 11, 13):
        paper = area([(-70, -30), (0, -34), (10, -12), (-72, -8)])
        sheet.shape(paper, colour("f8f4e8"))
        sheet.stroke([paper[1], paper[2]], colour("b9b09a"), 2)
        for line in range(3):
            sheet.stroke(area([(-62, -26 + line * 6), (-8, -29 + line * 6)]), colour("8fa1ad"), 1.2)
    if number == 12:
        wool = colour("a3161a")
        palm = curve(area(points("28,-8 30,-30 52,-44 78,-34 82,-14 58,-2 28,-8")), 8)
        sheet.shape(palm, wool)
        sheet.stroke(area([(44, -12), (30, -30), (26, -40)]), wool, 13 * size)
        sheet.shape(
            area([(74, -34), (96, -24), (92, -6), (72, -8)]), mix(wool, colour("fff0e0"), 0.4)
        )


def _sun(sheet: Canvas) -> None:
    """Two windows somewhere on the left, told by their light."""
    for shift in (0, 520):
        for pane in range(2):
            left = -120 + shift + pane * 190
            points = [(left + 420, 430), (left + 575, 430), (left + 940, 1200), (left + 690, 1200)]
            sheet.shape(points, colour("ffe2a0"), 0.20, 5)
        sheet.shape(
            [(shift + 20, 130), (shift + 390, 130), (shift + 660, 430), (shift + 300, 430)],
            colour("fff0c4"),
            0.13,
            12,
        )
    sheet.glow((-60, 240), 900, colour("ffdf9c"), 0.55)
