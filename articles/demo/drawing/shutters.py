"""A street after the glass has gone: shutters, plastic in the windows, bare trees."""

from __future__ import annotations

import math

from . import figures
from .canvas import Canvas, Point, colour, curve, lettering, mix, placed, points

STREET = 960.0
SIGNS = ("خياط", "صيدلية", "مكتبة الحي", "حلاق", "فرن")


def shutters() -> Canvas:
    """Four façades seen from across the road, at the hour when lamps are lit."""
    sheet = Canvas(1800, 1200, colour("54606b"), seed=44)
    sheet.wash((0, 0, 1800, 400), [(0, colour("4a5a6c")), (1, colour("a08d86"))])
    for span, top, tone in (
        ((-20, 410), 90, "b8a98f"),
        ((410, 880), 30, "a39a8b"),
        ((880, 1330), 120, "c2ad8c"),
        ((1330, 1820), 60, "a79c8f"),
    ):
        _house(sheet, span, top, tone)
    _pavement(sheet)
    for x, size in ((250, 1.0), (850, 1.12), (1500, 1.04)):
        _tree(sheet, (x, STREET + 52), size)
    figures.glazier(sheet, (1130, 1128))
    figures.sweeper(sheet, (560, 1104))
    sheet.vignette(0.35)
    sheet.grain(0.04, 2.2)
    return sheet


def _house(sheet: Canvas, span: tuple[float, float], top: float, code: str) -> None:
    left, right = span
    wall = mix(colour(code), colour("4b4f5c"), 0.34)
    sheet.box((left, top, right, STREET), wall)
    sheet.box((left, top, right, top + 16), mix(wall, colour("20242c"), 0.35))
    sheet.box((right - 10, top, right, STREET), colour("20242c"), 0.35, 6)
    for _ in range(70):
        x, y = sheet.random.uniform(left + 10, right - 10), sheet.random.uniform(top, STREET)
        drop = sheet.random.uniform(20, 120)
        sheet.stroke([(x, y), (x + 2, y + drop)], mix(wall, colour("24262c"), 0.5), 5, 0.10, 3)
    columns = 3
    for floor in range(3):
        y = top + 70 + floor * 190
        if y + 150 > 660:
            break
        for column in range(columns):
            width = (right - left) / columns
            x = left + width * (column + 0.5)
            _window(sheet, (x, y), (floor * 3 + column + int(left)) % 7)
        if floor:
            _balcony(sheet, (left + 24, right - 30), y + 132)
    _shops(sheet, span)


def _window(sheet: Canvas, at: Point, kind: int) -> None:
    """A window: behind plastic and lit, broken, or with its shutters closed."""
    x, y = at
    box = (x - 42, y, x + 42, y + 132)
    sheet.box((x - 50, y - 8, x + 50, y + 140), colour("4a4a4e"), 0.6)
    if kind in (0, 3, 5):
        _plastic(sheet, at)
    elif kind in (1, 4):
        sheet.box(box, colour("22262d"))
        shards = placed("-42,132 -42,90 -26,112 -10,84 4,118 24,98 42,116 42,132", at)
        sheet.shape(shards, colour("8ea0aa"), 0.8)
    else:
        sheet.box(box, colour("5b5145"))
        for slat in range(13):
            sheet.box((x - 40, y + 4 + slat * 10, x + 40, y + 9 + slat * 10), colour("7a6c59"))
        sheet.box((x - 2, y, x + 2, y + 132), colour("3c352d"))


def _plastic(sheet: Canvas, at: Point) -> None:
    """Sheeting taped over a frame, with a lamp behind it."""
    x, y = at
    sheet.box((x - 42, y, x + 42, y + 132), colour("f3c67c"))
    sheet.glow((x, y + 66), 130, colour("ffcf86"), 0.5)
    for fold in range(7):
        top = x - 40 + fold * 13 + sheet.random.uniform(-4, 4)
        middle = (top + sheet.random.uniform(-14, 14), y + 66)
        foot = (top + sheet.random.uniform(-5, 5), y + 130)
        sheet.stroke([(top, y + 2), middle, foot], colour("fff0cd"), 2.5, 0.55, 1)
    sheet.shape(placed("-42,0 42,0 42,26 -42,12", at), colour("fff3d6"), 0.35, 4)
    for left, top in placed("-40,4 34,4 -40,122 34,122", at):
        sheet.box((left, top, left + 9, top + 7), colour("c9c4b8"))


def _balcony(sheet: Canvas, span: tuple[float, float], y: float) -> None:
    left, right = span
    iron = colour("26272b")
    sheet.box((left, y + 4, right, y + 18), colour("6d675e"))
    sheet.box((left, y + 18, right, y + 30), iron, 0.35, 6)
    sheet.box((left, y - 48, right, y - 44), iron)
    for index in range(int((right - left) / 14)):
        sheet.box((left + index * 14, y - 46, left + index * 14 + 2.5, y + 5), iron)


def _shops(sheet: Canvas, span: tuple[float, float]) -> None:
    left, right = span
    half = (left + right) / 2
    for number, (x0, x1) in enumerate(((left + 14, half - 8), (half + 8, right - 18))):
        index = (int(left) // 400 * 2 + number) % 5
        sheet.box(
            (x0, 676, x1, 728),
            mix(
                colour(("2f4a43", "7d2a22", "33465a", "6b5a36", "4a3a4f")[index]),
                colour("22242a"),
                0.2,
            ),
        )
        if (index + number) % 2 == 0 or number == 0:
            sheet.text(
                ((x0 + x1) / 2, 702),
                SIGNS[index],
                lettering("naskh", 34, 600),
                colour("e9dfc9"),
                "mm",
            )
        lit = (int(left) + number) % 3 == 1
        sheet.box((x0, 732, x1, STREET), colour("2b2c30"))
        down = STREET - 128 if lit else STREET
        if lit:
            sheet.box((x0 + 6, 760, x1 - 6, STREET), colour("f5c877"))
            sheet.glow(((x0 + x1) / 2, 890), 210, colour("ffd48a"), 0.8)
            sheet.box((x0 + 30, 872, x1 - 60, 960), colour("6f4f2c"))
            sheet.box((x0 + 30, 864, x1 - 60, 874), colour("b98a4f"))
        steel = mix(colour("8b9096"), colour("3f444d"), sheet.random.uniform(0.1, 0.6))
        y = 732.0
        while y < down:
            sheet.box((x0 + 4, y, x1 - 4, min(y + 12, down)), mix(steel, colour("1e2126"), 0.25))
            sheet.box((x0 + 4, y, x1 - 4, min(y + 6, down)), steel)
            y += 12
        sheet.box((x0 + 4, down - 8, x1 - 4, down), colour("55595f"))


def _pavement(sheet: Canvas) -> None:
    """Kerb, wet road, the swept heaps."""
    sheet.box((0, STREET, 1800, STREET + 60), colour("7c7872"))
    for index in range(32):
        sheet.stroke(
            [(index * 60, STREET), (index * 64 - 60, STREET + 60)], colour("5c5853"), 2, 0.5
        )
    sheet.box((0, STREET + 58, 1800, STREET + 72), colour("a39d92"))
    sheet.wash((0, STREET + 72, 1800, 1200), [(0, colour("3d3f45")), (1, colour("2a2b30"))])
    for x, width in points("120,90 560,60 1040,120 1440,80 1660,60"):
        for step in range(14):
            y = STREET + 84 + step * 11
            shift = sheet.random.uniform(-14, 14)
            sheet.oval(
                (x - width + shift, y, x + width + shift, y + 5),
                colour("f2c274"),
                0.12 - step * 0.006,
                3,
            )
    for heap, size in ((410, 60), (700, 42), (1330, 70)):
        for _ in range(170):
            x = heap + sheet.random.gauss(0, size)
            y = (
                STREET
                + 58
                - abs(sheet.random.gauss(0, 15)) * max(0.0, 1 - abs(x - heap) / (size * 1.9))
            )
            edge = sheet.random.uniform(3, 11)
            tone = sheet.random.choice(
                (colour("b9cdd2"), colour("8ba3ab"), colour("dfe9e8"), colour("6d7c82"))
            )
            sheet.shape(
                [(x, y - edge), (x + edge, y + edge * 0.3), (x - edge * 0.8, y + edge * 0.4)],
                tone,
                0.9,
            )


def _tree(sheet: Canvas, foot: Point, size: float) -> None:
    """A ficus with every leaf blown off."""
    sheet.oval((foot[0] - 40, foot[1] - 8, foot[0] + 40, foot[1] + 8), colour("3a342d"))
    _branch(sheet, foot, -1.57, 150 * size, 17 * size, 0)


def _branch(
    sheet: Canvas, start: Point, angle: float, length: float, width: float, level: int
) -> None:
    end = (start[0] + math.cos(angle) * length, start[1] + math.sin(angle) * length)
    middle = ((start[0] + end[0]) / 2 + sheet.random.uniform(-6, 6), (start[1] + end[1]) / 2)
    sheet.stroke(curve([start, middle, end], 6), colour("2a2420"), width)
    if level > 5 or width < 1.4:
        return
    for side in (-1, 1):
        spread = sheet.random.uniform(0.22, 0.55) * side
        _branch(
            sheet,
            end,
            angle + spread,
            length * sheet.random.uniform(0.66, 0.84),
            width * 0.66,
            level + 1,
        )
