"""Geneva at the end of a working day."""

from __future__ import annotations

from .canvas import Canvas, Point, colour, mix, points
from .land import cloud, lamp, ridge, ripples

WATER = 740.0


def lake() -> Canvas:
    """The quay, the fountain and the mountains, with the lake in front."""
    sheet = Canvas(2000, 1125, seed=12)
    sky = [
        (0.0, colour("56708a")),
        (0.45, colour("9fb0bb")),
        (0.75, colour("dccfc0")),
        (1.0, colour("efdcc0")),
    ]
    sheet.wash((0, 0, 2000, WATER), sky)
    for at, length, alpha in (
        ((500, 160), 1200, 0.3),
        ((1500, 250), 1100, 0.35),
        ((900, 360), 900, 0.4),
    ):
        cloud(sheet, at, length, colour("f1e3d2"), alpha)
    _mountains(sheet)
    ridge(sheet, 722, 130, colour("7c8b94"), 9, 600, foot=colour("b6bcbb"))
    ridge(sheet, 738, 86, colour("5d6e77"), 22, 380, foot=colour("8e9a9c"))
    _town(sheet)
    sheet.wash(
        (0, WATER, 2000, 1125),
        [(0, colour("c9c4b8")), (0.25, colour("9fafb8")), (1, colour("4a6074"))],
    )
    _reflections(sheet)
    _fountain(sheet)
    ripples(sheet, WATER + 6, 1125, colour("e9e2d4"), 340, 0.28)
    ripples(sheet, WATER + 6, 1125, colour("3a4f62"), 300, 0.22)
    _boat(sheet)
    sheet.vignette(0.28)
    sheet.grain(0.06, 1.5)
    return sheet


def _mountains(sheet: Canvas) -> None:
    """Snow far behind the town."""
    peak = points(
        "900,640 1010,560 1090,520 1170,455 1230,400 1290,372 1350,392 1420,452 "
        "1500,480 1580,520 1680,548 1800,606 2010,640"
    )
    sheet.shape([*peak, (2010, 760), (900, 760)], colour("b9c4cb"))
    snow = [(1010, 560), *peak[2:-2], (1740, 590)]
    lower: list[Point] = []
    for step in range(73):
        x = 1740 - step * 10.2
        crown = max(0.0, 1 - abs(x - 1310) / 440)
        tongue = 46 * sheet.random.random() ** 2 if step % 3 else -18 * sheet.random.random()
        lower.append((x, 584 - crown * 36 + tongue * (0.35 + crown)))
    sheet.shape([*snow, *lower], colour("f7f2e9"), 0.94, 1.2)
    for x, y, drop in (
        (1290, 372, 190),
        (1170, 455, 110),
        (1350, 392, 150),
        (1500, 480, 90),
        (1090, 520, 60),
    ):
        shade = [
            (x, y),
            (x + drop * 0.28, y + drop * 0.42),
            (x + drop * 0.22, y + drop * 0.6),
            (x + drop * 0.5, y + drop),
            (x + drop * 0.12, y + drop * 0.86),
            (x + drop * 0.08, y + drop * 0.5),
        ]
        sheet.shape(shade, colour("9db0bf"), 0.75, 1.6)
    sheet.box((880, 600, 2010, 760), colour("d5cfc6"), 0.5, 44)


def _town(sheet: Canvas) -> None:
    """A row of tall houses along the quay, some windows lit, and a cathedral above."""
    stone = [colour(code) for code in ("cfc4b2", "bdb3a4", "d8cdb9", "a9a59d", "c7b59c")]
    sheet.shape([(560, 640), (575, 560), (590, 640)], colour("5f6d70"))
    sheet.box((560, 622, 590, 700), colour("8d8f8a"))
    sheet.box((612, 630, 640, 700), colour("989892"))
    sheet.shape([(480, 676), (520, 640), (690, 640), (720, 676)], colour("6a7477"))
    x = -20.0
    while x < 2020:
        width, height = sheet.random.uniform(44, 92), sheet.random.uniform(58, 108)
        if 1080 < x < 1150:
            x += 60
            continue
        _house(sheet, (x, x + width), height, sheet.random.choice(stone))
        x += width
    sheet.box((0, WATER - 12, 2000, WATER + 4), colour("6b6a66"))
    sheet.box((0, WATER - 13, 2000, WATER - 10), colour("d9cfbd"))
    for lamp_x in range(30, 2000, 92):
        sheet.box((lamp_x - 1, WATER - 40, lamp_x + 1, WATER - 12), colour("3b3f42"))
        lamp(sheet, (lamp_x, WATER - 42), 2.6, colour("ffdf9c"), 8)


def _house(
    sheet: Canvas, span: tuple[float, float], height: float, tone: tuple[int, int, int]
) -> None:
    left, right = span
    top = WATER - height
    sheet.box((left, top, right, WATER), tone)
    slate = mix(colour("4f5a60"), tone, 0.15)
    sheet.shape(
        [(left - 2, top), (left + 8, top - 20), (right - 8, top - 20), (right + 2, top)], slate
    )
    sheet.box((right - 4, top, right, WATER), mix(tone, colour("4a4a48"), 0.4), 0.6)
    columns, rows = int((right - left) / 14), int(height / 19)
    for column in range(columns):
        for row in range(rows):
            lit = sheet.random.random() < 0.2
            x, y = left + 8 + column * 14, top + 8 + row * 19
            sheet.box(
                (x, y, x + 6, y + 10), colour("ffd98f") if lit else mix(tone, colour("39434a"), 0.6)
            )


def _reflections(sheet: Canvas) -> None:
    """The lights of the quay drawn down into the water."""
    for x in range(30, 2000, 92):
        for step in range(20):
            y = WATER + 12 + step * 12
            half = 3 + step * 0.9
            shift = sheet.random.uniform(-4, 4)
            sheet.oval(
                (x - half + shift, y - 1.6, x + half + shift, y + 1.6),
                colour("ffe0a4"),
                0.5 - step * 0.024,
            )
    sheet.box((0, WATER + 4, 2000, WATER + 60), colour("7b7f7e"), 0.28, 16)


def _fountain(sheet: Canvas) -> None:
    """The tall jet and the veil of spray that the wind takes."""
    foot = (1115.0, WATER + 30)
    white = colour("fbf8f0")
    top = 150.0
    sheet.shape(
        [
            (foot[0] - 7, foot[1]),
            (foot[0] - 2, top + 30),
            (foot[0] + 3, top),
            (foot[0] + 10, top + 40),
            (foot[0] + 9, foot[1]),
        ],
        white,
        0.9,
        1.5,
    )
    for _ in range(2600):
        # Drops leave the top of the jet, the wind carries them and they fall faster and faster.
        time = sheet.random.random() ** 0.7
        wind = sheet.random.gauss(0.62, 0.22)
        x = foot[0] + 4 + 215 * wind * time
        y = top + sheet.random.uniform(0, 60) + (foot[1] - top - 30) * time**2
        size = 1.5 + 6 * time * sheet.random.random()
        sheet.oval(
            (x - size, y - size * 2.4, x + size, y + size * 2.4),
            white,
            0.11 * (1.15 - time * 0.75),
            1.6,
        )
    sheet.oval((foot[0] - 40, foot[1] - 8, foot[0] + 250, foot[1] + 12), white, 0.4, 10)
    for step in range(14):
        y = foot[1] + 16 + step * 15
        half = 8 + step * 5.0
        sheet.oval(
            (foot[0] + 20 - half, y - 2, foot[0] + 20 + half, y + 2), white, 0.3 - step * 0.018
        )


def _boat(sheet: Canvas) -> None:
    """A small ferry going home."""
    hull = colour("2d3a44")
    sheet.oval((300, 936, 560, 966), colour("22303c"), 0.45, 10)
    sheet.shape([(312, 915), (330, 948), (536, 948), (560, 910)], hull)
    sheet.box((316, 913, 556, 918), colour("a3161a"))
    sheet.shape([(350, 914), (356, 880), (506, 880), (512, 914)], colour("ece4d5"))
    for index in range(8):
        sheet.box((366 + index * 17, 889, 377 + index * 17, 902), colour("ffd88c"))
    sheet.box((440, 856, 486, 880), colour("d8cfbe"))
    sheet.box((396, 838, 402, 880), hull)
    for _ in range(26):
        x = sheet.random.uniform(330, 540)
        y = sheet.random.uniform(956, 1030)
        sheet.oval((x - 16, y - 1.4, x + 16, y + 1.4), colour("ffdf9f"), 0.3)
