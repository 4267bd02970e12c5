"""The quay at Tripoli: lorries wait for the ramp of a ferry."""

from __future__ import annotations

from .canvas import ACCENT, Canvas, Point, colour, curve, mix, points
from .land import cloud, lamp, ridge, ripples

QUAY = 905.0


def harbour() -> Canvas:
    """Early morning, seen along the quay."""
    sheet = Canvas(1800, 1200, seed=21)
    sheet.wash(
        (0, 0, 1800, 700),
        [
            (0, colour("8fa6b1")),
            (0.5, colour("c9d2d2")),
            (0.85, colour("eedfc8")),
            (1, colour("f2dcbc")),
        ],
    )
    sheet.glow((250, 610), 520, colour("ffe3b4"), 0.75)
    for at, length, alpha in (
        ((500, 150), 1000, 0.4),
        ((1300, 230), 1200, 0.45),
        ((700, 330), 800, 0.5),
    ):
        cloud(sheet, at, length, colour("f6efe2"), alpha)
    ridge(sheet, 690, 150, colour("aab5b8"), 6, 560, foot=colour("d9d4c6"))
    ridge(sheet, 700, 80, colour("87969c"), 17, 420, foot=colour("bdbfb8"))
    sheet.wash(
        (0, 690, 1800, 930), [(0, colour("d6d2c4")), (0.2, colour("a9bac0")), (1, colour("5f7a88"))]
    )
    ripples(sheet, 696, 915, colour("f4ecdc"), 300, 0.35)
    ripples(sheet, 696, 915, colour("48626f"), 240, 0.22)
    _crane(sheet, (170, 700), 0.62)
    _crane(sheet, (330, 704), 0.5)
    _quay(sheet)
    _ferry(sheet)
    loads = (("efe6d3", "35566a"), ("a3161a", "ece3d0"), ("d9cfb9", "8e1a1c"), ("6f8792", "ece3d0"))
    for index, (load, cab) in enumerate(loads):
        _lorry(sheet, (-36 + index * 212, QUAY + 52 + index * 2.0), 0.96, load, cab)
    _lorry(sheet, (1012, 903), 0.62, "b08a4a", "d9cfb9")
    _bollards(sheet)
    _gulls(sheet)
    sheet.vignette(0.22)
    sheet.grain(0.06, 1.5)
    return sheet


def _crane(sheet: Canvas, foot: Point, size: float) -> None:
    x, y = foot
    steel = colour("5d6f78")
    for line, width in (
        ([(0, 0), (20, -260)], 10),
        ([(110, 0), (90, -260)], 10),
        ([(-10, -260), (120, -260)], 12),
        ([(55, -260), (60, -400)], 10),
        ([(-150, -310), (330, -318)], 9),
        ([(60, -400), (330, -318)], 4),
        ([(60, -400), (-150, -310)], 4),
        ([(14, -180), (96, -180)], 6),
        ([(10, -90), (100, -180)], 4),
        ([(100, -90), (14, -180)], 4),
        ([(250, -316), (250, -150)], 2),
    ):
        sheet.stroke([(x + dx * size, y + dy * size) for dx, dy in line], steel, width * size)
    sheet.box(
        (x + 20 * size, y - 300 * size, x + 60 * size, y - 262 * size), mix(steel, ACCENT, 0.5)
    )


def _ferry(sheet: Canvas) -> None:
    """The ship, seen from her open stern quarter."""
    hull, white = colour("22384a"), colour("f4efe4")
    sheet.shape([(1030, 905), (1010, 640), (1810, 600), (1810, 905)], hull)
    sheet.shape([(1026, 905), (1024, 872), (1810, 866), (1810, 905)], colour("8e1a1c"))
    sheet.box((1030, 905, 1810, 926), colour("1d2326"), 0.85, 4)
    sheet.shape([(1022, 640), (1040, 470), (1810, 430), (1810, 602)], white)
    sheet.shape([(1120, 466), (1140, 360), (1810, 330), (1810, 434)], colour("e9e2d3"))
    sheet.shape([(1390, 348), (1410, 190), (1560, 184), (1590, 340)], colour("22384a"))
    sheet.shape([(1405, 240), (1408, 214), (1562, 206), (1567, 232)], ACCENT)
    sheet.shape(
        points("1480,186 1500,120 1640,70 1720,80 1620,130 1540,184"),
        colour("6f7a80"),
        0.22,
        18,
    )
    for deck, (left, top, drop) in enumerate(
        ((1060, 500, -3.2), (1056, 556, -3.0), (1160, 390, -2.0))
    ):
        for index in range(24):
            x, y = left + 14 + index * 30.0, top + index * drop * 0.5
            tone = colour("ffd98f") if (index * 7 + deck * 3) % 5 == 0 else colour("3f5564")
            sheet.box((x, y, x + 18, y + 20), tone)
    for rail in (470, 462, 454):
        sheet.stroke([(1040, rail), (1810, rail - 40)], colour("8c979b"), 2)
    for index in range(40):
        x = 1040 + index * 20
        sheet.stroke([(x, 640 - index), (x, 640 - index + 226)], colour("1a2d3c"), 1.4, 0.5)
    _ramp(sheet)


def _ramp(sheet: Canvas) -> None:
    """The open stern and the ramp on the quay."""
    mouth = [(1050, 850), (1046, 664), (1250, 655), (1252, 850)]
    sheet.shape(mouth, colour("0f1418"))
    for index in range(3):
        lamp(sheet, (1085 + index * 62, 690), 3, colour("ffe0a0"), 12)
    sheet.stroke([*mouth, mouth[0]], colour("c9a34a"), 7)
    sheet.shape([(1050, 850), (1252, 850), (1120, 985), (850, 985)], colour("59636a"))
    for index in range(9):
        share = index / 9
        left, right = (
            (1050 - 200 * share, 850 + 135 * share),
            (1252 - 132 * share, 850 + 135 * share),
        )
        sheet.stroke([left, right], colour("3a4349"), 3)
    sheet.stroke([(1050, 670), (850, 980)], colour("2b3339"), 4)
    sheet.stroke([(1252, 662), (1120, 980)], colour("2b3339"), 4)


def _quay(sheet: Canvas) -> None:
    """Concrete, wet in places."""
    sheet.wash(
        (0, QUAY, 1800, 1200),
        [(0, colour("b7aea0")), (0.35, colour("9c9488")), (1, colour("5f5a53"))],
    )
    sheet.shape([(850, 980), (1130, 980), (1100, 1012), (810, 1012)], colour("3a3833"), 0.5, 8)
    sheet.box((0, QUAY - 4, 1030, QUAY + 8), colour("6c665d"))
    for _ in range(60):
        x, y = sheet.random.uniform(0, 1800), sheet.random.uniform(960, 1200)
        half = sheet.random.uniform(30, 160) * (y - 850) / 350
        tone = colour("c9c4b8") if sheet.random.random() < 0.4 else colour("4d4943")
        sheet.oval((x - half, y - half * 0.06, x + half, y + half * 0.06), tone, 0.16, 5)
    for index in range(6):
        x = -100 + index * 330.0
        sheet.shape(
            [(x, 1200), (x + 30, 1200), (x + 330, QUAY + 130), (x + 322, QUAY + 130)],
            colour("d9c489"),
            0.5,
        )


def _lorry(sheet: Canvas, foot: Point, size: float, load: str, front: str) -> None:
    """One articulated lorry from the side, nose to the ship."""
    x, y = foot

    def area(points: list[Point]) -> list[Point]:
        return [(x + dx * size, y + dy * size) for dx, dy in points]

    body, dark = colour(load), colour("23262a")
    sheet.oval((x - 10, y - 6, x + 215 * size, y + 16), colour("2a2825"), 0.5, 8)
    sheet.shape(area([(0, -150), (146, -150), (146, -34), (0, -34)]), body)
    sheet.shape(
        area([(0, -150), (146, -150), (146, -142), (0, -142)]), mix(body, (255, 255, 255), 0.45)
    )
    sheet.shape(area([(0, -60), (146, -60), (146, -34), (0, -34)]), mix(body, dark, 0.22))
    for rib in range(1, 8):
        sheet.stroke(area([(rib * 18.5, -148), (rib * 18.5, -36)]), mix(body, dark, 0.3), 1.4, 0.7)
    cab = colour(front)
    sheet.shape(area(points("152,-118 184,-118 200,-84 204,-34 152,-34")), cab)
    sheet.shape(area([(164, -108), (182, -108), (193, -82), (164, -82)]), colour("2f4450"))
    sheet.shape(area([(168, -106), (178, -106), (172, -84), (166, -84)]), colour("a9c0c6"), 0.6)
    sheet.shape(area([(0, -34), (206, -34), (206, -22), (0, -22)]), dark)
    for wheel in (22, 52, 120, 182):
        sheet.dot((x + wheel * size, y - 16 * size), 17 * size, dark)
        sheet.dot((x + wheel * size, y - 16 * size), 7 * size, colour("8b8a84"))
    lamp(sheet, (x + 204 * size, y - 44 * size), 2.6, colour("ffe6ad"), 8)


def _bollards(sheet: Canvas) -> None:
    """Iron at the edge, a rope, and one man with folded arms."""
    for x, y, size in ((1250, 1075, 1.4), (1560, 1120, 1.8)):
        iron = colour("2a2a2b")
        sheet.oval((x - 34 * size, y - 6, x + 40 * size, y + 14), colour("24221f"), 0.5, 8)
        sheet.shape(
            [
                (x - 18 * size, y),
                (x - 13 * size, y - 48 * size),
                (x + 13 * size, y - 48 * size),
                (x + 18 * size, y),
            ],
            iron,
        )
        sheet.oval((x - 26 * size, y - 64 * size, x + 26 * size, y - 40 * size), iron)
        sheet.oval(
            (x - 20 * size, y - 62 * size, x + 8 * size, y - 52 * size), colour("5c5a57"), 0.8
        )
    sheet.stroke(curve([(1250, 1004), (1330, 1006), (1420, 950), (1500, 800)]), colour("cbbf9f"), 6)
    sheet.stroke(curve([(1562, 1020), (1640, 1020), (1720, 950), (1790, 790)]), colour("cbbf9f"), 7)
    coat = colour("2b2f36")
    sheet.shape(
        points(
            "688,1106 692,1032 684,984 694,962 722,962 732,984 726,1032 730,1106 "
            "712,1106 709,1046 704,1106"
        ),
        coat,
    )
    sheet.dot((708, 946), 13, colour("8a6247"))
    sheet.shape([(694, 944), (698, 930), (718, 930), (723, 944)], colour("1d1c1b"))
    sheet.shape(
        points("684,984 706,1004 734,986 732,1000 708,1014 686,1000"),
        mix(coat, (255, 240, 220), 0.12),
    )
    sheet.shape([(700, 1108), (722, 1108), (640, 1128), (612, 1126)], colour("26241f"), 0.4, 6)


def _gulls(sheet: Canvas) -> None:
    for x, y, size in (
        (640, 300, 22),
        (720, 250, 15),
        (560, 380, 17),
        (890, 330, 12),
        (470, 270, 12),
    ):
        tone = colour("5e6c73")
        sheet.stroke(
            [(x - size, y - size * 0.3), (x - size * 0.4, y - size * 0.45), (x, y)], tone, 2.6
        )
        sheet.stroke(
            [(x, y), (x + size * 0.4, y - size * 0.5), (x + size, y - size * 0.35)], tone, 2.6
        )
