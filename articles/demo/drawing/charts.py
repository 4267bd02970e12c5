"""The charts: bars and one line, lettered like the rest of the paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .canvas import (
    ACCENT,
    INK,
    MUTED,
    PAPER,
    RULE,
    Anchor,
    Canvas,
    Point,
    colour,
    lettering,
    mix,
    points,
)

BAR = colour("8fa3ad")
DIGITS = str.maketrans("0123456789.", "٠١٢٣٤٥٦٧٨٩٫")


@dataclass(frozen=True)
class Words:
    """The lettering of a chart."""

    title: str
    subtitle: str
    source: str


def frame(size: tuple[int, int], words: Words) -> Canvas:
    """Start a chart: a red tab, its title, its unit and its source."""
    sheet = Canvas(*size)
    arabic = not words.title.isascii() and "\u0600" <= words.title[0] <= "\u06ff"
    edge, anchor = (size[0] - 90.0, "r") if arabic else (90.0, "l")
    head: Anchor = "rs" if anchor == "r" else "ls"
    faces = ("naskh", "naskh") if arabic else ("newsreader", "franklin")
    tab = (edge - 90, 70, edge, 80) if arabic else (edge, 70, edge + 90, 80)
    sheet.box(tab, ACCENT)
    sheet.text((edge, 152), words.title, lettering(faces[0], 62, 650), INK, head)
    sheet.text(
        (edge, 206), words.subtitle, lettering(faces[1], 38 if arabic else 31, 420), MUTED, head
    )
    sheet.text((edge, size[1] - 50), words.source, lettering(faces[1], 24, 400), MUTED, head)
    return sheet


def columns(
    sheet: Canvas,
    values: Sequence[tuple[str, float]],
    top: float,
    arabic: bool = False,
    decimals: int = 0,
) -> None:
    """Draw upright bars with their values on top; the last one is the news and takes the accent."""
    left, right, high, low = 90.0, sheet.width - 90.0, 300.0, sheet.height - 190.0
    face = "naskh" if arabic else "franklin"
    slot = (right - left) / len(values)
    ordered = list(values)[::-1] if arabic else list(values)
    sheet.box((left, low, right, low + 2.5), INK)
    for index, (name, value) in enumerate(ordered):
        news = (name, value) == values[-1]
        middle = left + slot * (index + 0.5)
        peak = low - (low - high) * value / top
        sheet.box((middle - slot * 0.32, peak, middle + slot * 0.32, low), ACCENT if news else BAR)
        figure = f"{value:.{decimals}f}"
        label = figure.translate(DIGITS) if arabic else figure
        sheet.text(
            (middle, peak - 20),
            label,
            lettering(face, 44 if arabic else 40, 700),
            ACCENT if news else INK,
            "ms",
        )
        shown = name.translate(DIGITS) if arabic else name
        sheet.text((middle, low + 52), shown, lettering(face, 34 if arabic else 30, 500), INK, "ms")


def deposits() -> Canvas:
    """Private deposits in Lebanon's commercial banks."""
    sheet = frame(
        (1800, 1200),
        Words(
            "Still pedalling",
            "Private-sector deposits in Lebanon’s commercial banks, $ billion, end of period",
            "Rounded. Source: central bank figures. Chart: The Cedar Ledger",
        ),
    )
    columns(
        sheet,
        [
            ("2008", 78),
            ("2009", 96),
            ("2010", 107),
            ("2011", 116),
            ("2012", 125),
            ("Sept. 2013", 132),
        ],
        150,
    )
    sheet.grain(0.03)
    return sheet


def tourism_arabic() -> Canvas:
    """Visitors to Lebanon, lettered in Arabic and read from the right."""
    sheet = frame(
        (1800, 1200),
        Words(
            "موسم بعد موسم",
            "عدد الزوار الوافدين إلى لبنان، بالمليون",
            "أرقام مدوّرة ـ المصدر وزارة السياحة ـ رسم سجل الأرز",
        ),
    )
    columns(sheet, [("2009", 1.9), ("2010", 2.2), ("2011", 1.7), ("2012", 1.4)], 2.5, True, 1)
    sheet.grain(0.03)
    return sheet


def refugees() -> Canvas:
    """Syrians registered as refugees, by country, as rows."""
    sheet = frame(
        (1200, 1500),
        Words(
            "Two million neighbours",
            "Syrians registered or waiting to be, mid-November 2013",
            "Rounded. Source: United Nations figures. Chart: The Cedar Ledger",
        ),
    )
    rows = (("Lebanon", 820), ("Jordan", 550), ("Turkey", 515), ("Iraq", 200), ("Egypt", 128))
    for index, (name, thousands) in enumerate(rows):
        y = 330.0 + index * 212
        lead = index == 0
        sheet.text((90, y), name, lettering("newsreader", 42, 600), INK, "ls")
        _figures(sheet, (90, y + 26), thousands, ACCENT if lead else BAR)
        sheet.text(
            (1110, y),
            f"{thousands},000",
            lettering("franklin", 38, 700),
            ACCENT if lead else INK,
            "rs",
        )
        sheet.box((90, y + 148, 1110, y + 149.5), mix(RULE, PAPER, 0.55))
    sheet.text(
        (90, 1396),
        "Each figure stands for 10,000 people",
        lettering("newsreader-italic", 30, 420),
        MUTED,
        "ls",
    )
    sheet.grain(0.03)
    return sheet


def _figures(sheet: Canvas, corner: Point, thousands: int, tone: tuple[int, int, int]) -> None:
    """Draw a small figure for every ten thousand people, in two rows."""
    count, per_row = round(thousands / 10), 41
    for number in range(count):
        x = corner[0] + (number % per_row) * 24.9
        y = corner[1] + (number // per_row) * 58
        sheet.dot((x + 9, y + 8), 6.5, tone)
        sheet.shape(
            [
                (x + 1.5, y + 46),
                (x + 3, y + 22),
                (x + 9, y + 16),
                (x + 15, y + 22),
                (x + 16.5, y + 46),
            ],
            tone,
        )


POUND = points(
    "0,47 3,49 6,51 8,55 10,62 12,76 14,66 16,67 18,72 20,80 21,90 23,95 "
    "24,115 25,125 26,148 27,190 27.6,215 28,245 28.4,295 28.7,255 29,215 "
    "30,200 31,165 32,145"
)


PLOT = (90.0, 330.0, 1560.0, 1010.0)
NOTES: tuple[tuple[Point, str, Anchor, Point], ...] = (
    ((0.0, 47.0), "47 before the uprising", "ls", (14, -34)),
    ((28.4, 295.0), "Close to 300 one afternoon in July", "rs", (-26, 12)),
    ((32.0, 145.0), "145", "ls", (18, 10)),
)


def _at(month: float, rate: float) -> Point:
    """Return where a rate stands, so many months after March 2011."""
    left, high, right, low = PLOT
    return left + (right - left) * month / 32, low - (low - high) * rate / 300


def pound() -> Canvas:
    """The Syrian pound in the street, by the month since March 2011."""
    sheet = frame(
        (1800, 1200),
        Words(
            "Down, and halfway back",
            "Syrian pounds for one dollar in the street, March 2011 to November 2013",
            "Approximate, as quoted by money-changers. Chart: The Cedar Ledger",
        ),
    )
    _axes(sheet)
    line = [_at(month, rate) for month, rate in POUND]
    sheet.shape([*line, _at(32, 0), _at(0, 0)], mix(ACCENT, PAPER, 0.86))
    sheet.stroke(line, ACCENT, 6)
    font = lettering("newsreader-italic", 34, 500)
    for (month, rate), words, side, shift in NOTES:
        x, y = _at(month, rate)
        sheet.dot((x, y), 13, PAPER)
        sheet.dot((x, y), 9, ACCENT)
        sheet.text((x + shift[0], y + shift[1]), words, font, INK, side, halo=PAPER)
    sheet.grain(0.03)
    return sheet


def _axes(sheet: Canvas) -> None:
    left, _, right, low = PLOT
    font = lettering("franklin", 28, 500)
    for rate in (0, 100, 200, 300):
        y = _at(0, rate)[1]
        thick, tone = (2.5, INK) if rate == 0 else (1.2, mix(RULE, PAPER, 0.4))
        sheet.box((left, y, right + 150, y + thick), tone)
        sheet.text((right + 150, y - 12), str(rate), font, MUTED, "rs")
    for month, name in ((0, "March 2011"), (10, "2012"), (22, "2013")):
        x = _at(month, 0)[0]
        sheet.box((x, low, x + 2, low + 14), INK)
        sheet.text((x, low + 48), name, font, INK, "ls")
