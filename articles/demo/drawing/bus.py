"""The library bus among the tents."""

from __future__ import annotations

from . import figures
from .canvas import Canvas, Point, colour, curve, lettering, mix, placed, points
from .land import cloud, cypress, lamp, ridge

GROUND = 900.0
SPINES = ("a3161a", "2f4a5c", "c9a35a", "5b6b3f", "d8cdb6", "7a4a3a", "8fa3ad", "b5573a")


SKY = (
    (0.0, colour("7f9aac")),
    (0.5, colour("c8d0cc")),
    (0.85, colour("f0dcb6")),
    (1.0, colour("f4dbae")),
)
TENTS = (
    (120, 792, 0.7, "e9e2d2"),
    (330, 782, 0.6, "d6d0c0"),
    (1390, 800, 0.74, "e4dccb"),
    (1590, 826, 0.95, "efe8d8"),
)


def bus() -> Canvas:
    """Late afternoon in the Bekaa; the doors of the bus are open and so are its shelves."""
    sheet = Canvas(1800, 1200, seed=29)
    sheet.wash((0, 0, 1800, 760), SKY)
    sheet.glow((1500, 600), 560, colour("ffe2a8"), 0.7)
    for at, length in (((400, 160), 900), ((1250, 240), 1100), ((700, 330), 700)):
        cloud(sheet, at, length, colour("faf2e2"), 0.45)
    _mountains(sheet)
    _fields(sheet)
    for x, height in points("1216,150 1250,188 1282,160 1700,170 1738,130"):
        cypress(sheet, (x, 770), height, colour("3f4a38"))
    for x, y, size, tone in TENTS:
        _tent(sheet, (x, y), size, tone)
    _bus(sheet)
    _shoes(sheet)
    figures.children(sheet)
    sheet.vignette(0.24)
    sheet.grain(0.055, 1.8)
    return sheet


def _mountains(sheet: Canvas) -> None:
    """A far chain with snow on its crest, and foothills."""
    crest = ridge(sheet, 690, 230, colour("a9b5bb"), 15, 520, foot=colour("d9d2bf"))
    for x, y in crest[::2]:
        if y < 570:
            tip = (x + sheet.random.uniform(-16, 16), y + sheet.random.uniform(10, 40))
            sheet.shape([(x - 10, y + 2), (x + 10, y + 2), tip], colour("fbf6ea"), 0.9, 1)
    ridge(sheet, 735, 110, colour("8b8f83"), 31, 420, foot=colour("b9ad8d"))


def _fields(sheet: Canvas) -> None:
    sheet.wash(
        (0, 735, 1800, 1200),
        [(0, colour("b7a878")), (0.3, colour("a48f63")), (1, colour("6d5a40"))],
    )
    for n in range(60):
        off = (n - 30) * 70
        sheet.stroke(
            [(900 + off * 0.5, 742), (900 + off * 3.2, 1200)],
            colour("5f6a3a" if n % 2 else "7d6a45"),
            5,
            0.24,
            2,
        )
    sheet.shape(
        [(500, 1200), (860, GROUND - 40), (1350, GROUND - 60), (1800, GROUND + 20), (1800, 1200)],
        colour("bfa679"),
        0.75,
        20,
    )
    for _ in range(500):
        y, x = sheet.random.uniform(880, 1200), sheet.random.uniform(0, 1800)
        size = (y - 840) / 90
        sheet.oval(
            (x - size * 2, y - size, x + size * 2, y + size),
            sheet.random.choice((colour("8b7650"), colour("d9c59a"), colour("574734"))),
            0.35,
        )


def _tent(sheet: Canvas, foot: Point, size: float, code: str) -> None:
    x, y = foot
    cloth = colour(code)
    sheet.oval((x - 130 * size, y - 8, x + 150 * size, y + 14), colour("4b3e2c"), 0.45, 8)
    sheet.shape(placed("-120,0 -104,-84 -10,-130 104,-84 120,0", foot, size), cloth)
    side = placed("30,0 26,-112 104,-84 120,0", foot, size)
    sheet.shape(side, mix(cloth, colour("7d7462"), 0.4))
    roof = placed("-104,-84 -10,-130 104,-84", foot, size)
    sheet.stroke(roof, mix(cloth, colour("5d5546"), 0.5), 3)
    sheet.shape(placed("-46,0 -42,-70 4,-74 6,0", foot, size), colour("3d3327"))
    sheet.shape(placed("-104,-60 -60,-62 -58,-40 -106,-38", foot, size), colour("8fa3ad"), 0.7)


def _bus(sheet: Canvas) -> None:
    blue, dark = colour("2f6079"), colour("1d2429")
    sheet.oval((560, 955, 1390, 1010), colour("33291d"), 0.6, 14)
    body = curve(
        points("600,960 590,640 640,560 720,548 1260,548 1330,566 1352,700 1362,780 1366,960"),
        8,
    )
    sheet.shape(body, blue)
    sheet.shape([(594, 700), (1352, 700), (1354, 724), (594, 724)], colour("efe6d0"))
    sheet.shape([(598, 900), (1366, 900), (1366, 960), (600, 960)], mix(blue, dark, 0.45))
    sheet.shape(
        [*curve([(640, 562), (720, 550), (1260, 550), (1326, 568)], 8), (1320, 580), (640, 578)],
        mix(blue, colour("ffffff"), 0.4),
    )
    for x in (640, 1150):
        sheet.box((x, 590, x + 110, 686), colour("31434d"))
        sheet.shape([(x, 686), (x + 60, 590), (x + 96, 590), (x + 30, 686)], colour("f3dfb4"), 0.55)
    sheet.shape([(1284, 592), (1334, 596), (1350, 700), (1284, 700)], colour("3d515b"))
    sheet.shape([(1300, 594), (1322, 595), (1306, 700), (1288, 700)], colour("f3dfb4"), 0.5)
    _shelves(sheet)
    sheet.box((1166, 740, 1262, 960), colour("2b2219"))
    sheet.box((1172, 746, 1256, 960), colour("e7b767"), 0.5)
    for step in range(3):
        sheet.box(
            (1160 - step * 4, 944 + step * 20, 1268 + step * 4, 958 + step * 20), colour("7d6a4a")
        )
    sheet.text((884, 644), "مكتبة", lettering("naskh", 74, 600), colour("f7efdc"), "mm")
    for x in (700, 1306):
        sheet.dot((x, 960), 62, dark)
        sheet.dot((x, 960), 30, colour("a9a294"))
        sheet.dot((x, 960), 10, dark)
    lamp(sheet, (1362, 850), 6, colour("ffe3a4"), 8)
    sheet.box((1330, 902, 1380, 926), colour("c9c1ae"))


def _shelves(sheet: Canvas) -> None:
    """The side flap is up and shows three rows of books."""
    sheet.box((776, 736, 1134, 900), colour("2a2018"))
    sheet.shape([(770, 736), (1140, 736), (1166, 700), (744, 700)], colour("efe6d0"))
    sheet.shape([(770, 736), (1140, 736), (1140, 744), (770, 744)], colour("8a7a5c"))
    for row in range(3):
        low = 788 + row * 54.0
        x = 784.0
        while x < 1122:
            width, height = sheet.random.uniform(6, 15), sheet.random.uniform(28, 43)
            tone = colour(sheet.random.choice(SPINES))
            lean = sheet.random.uniform(2, 9) if sheet.random.random() < 0.08 else 0.0
            sheet.shape(
                [
                    (x, low),
                    (x + lean, low - height),
                    (x + width + lean, low - height),
                    (x + width, low),
                ],
                tone,
            )
            sheet.box(
                (
                    x + 2 + lean * 0.7,
                    low - height * 0.75,
                    x + width - 2 + lean * 0.7,
                    low - height * 0.66,
                ),
                mix(tone, colour("fff3d0"), 0.6),
            )
            x += width + 1.2 + lean
        sheet.box((778, low, 1132, low + 6), colour("8f6a3c"))


def _shoes(sheet: Canvas) -> None:
    """One straight row of small shoes outside the big tent."""
    for n in range(13):
        x, y = 60 + n * 42.0, 1084 + (n % 3) * 1.5
        tone = colour(("5b2a2a", "2f4a5c", "c9a35a", "3f3a33", "a3161a")[n % 5])
        for dx in (0, 15):
            sheet.oval((x + dx, y, x + dx + 12, y + 30), colour("33291d"), 0.5, 3)
            sheet.oval((x + dx, y - 4, x + dx + 12, y + 26), tone)
            sheet.oval((x + dx + 3, y + 10, x + dx + 9, y + 22), colour("201a14"))
