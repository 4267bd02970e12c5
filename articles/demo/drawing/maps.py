"""The locator maps, in English and in Arabic."""

from __future__ import annotations

from .atlas import ARABIC, ENGLISH, Map, signature
from .canvas import ACCENT, PAPER, SEA, Anchor, Canvas, Point, colour, curve, lettering, points

M5 = points(
    "33.51,36.3 33.6,36.41 33.74,36.58 33.86,36.66 34.02,36.73 34.09,36.77 "
    "34.16,36.757 34.25,36.78 34.41,36.76 34.58,36.72 34.73,36.71"
)
COAST_ROAD = points(
    "34.73,36.71 34.72,36.45 34.68,36.25 34.7,36.05 34.89,35.9 35.18,35.96 35.36,35.93 35.53,35.8"
)
BEKAA_ROAD = points(
    "33.89,35.51 33.81,35.66 33.82,35.85 33.92,36.05 34.006,36.21 34.19,36.35 34.18,36.42"
)
DAMASCUS_ROAD: tuple[Point, ...] = ((33.82, 35.85), (33.70, 35.93), (33.60, 36.10), (33.51, 36.30))
NORTH_COAST = points(
    "33.89,35.51 33.98,35.63 34.12,35.66 34.25,35.67 34.4,35.8 34.44,35.85 "
    "34.53,35.98 34.63,36.0 34.75,35.95 34.89,35.9"
)

LEBANON, SYRIA = "Lebanon", "Syria"
QARA = (34.157, 36.752)


TOWNS: tuple[tuple[Point, str, str, float, Anchor], ...] = (
    ((34.73, 36.71), "Homs", "حمص", 1.0, "lm"),
    ((34.02, 36.73), "Nabk", "النبك", 0.85, "lm"),
    ((34.18, 36.42), "Arsal", "عرسال", 1.0, "ms"),
    ((34.006, 36.21), "Baalbek", "بعلبك", 0.85, "rm"),
    ((33.89, 35.51), "Beirut", "بيروت", 1.0, "rm"),
    ((34.437, 35.85), "Tripoli", "طرابلس", 1.0, "rm"),
    ((33.51, 36.30), "Damascus", "دمشق", 1.1, "lm"),
)
REGIONS = (
    ((34.22, 35.22), "Mediterranean", "البحر المتوسط", 26),
    ((33.66, 35.52), "Lebanon", "لبنان", 30),
    ((34.42, 37.12), "Syria", "سوريا", 34),
    ((33.93, 37.06), "Qalamoun", "القلمون", 26),
)


def qara(arabic: bool = False) -> Canvas:
    """Qara on the road between Damascus and Homs."""
    says = ARABIC if arabic else ENGLISH
    sheet = Map((1800, 1200), (34.12, 36.25), 760)
    sheet.ground(own=(LEBANON,))
    sheet.relief()
    for road in (BEKAA_ROAD, DAMASCUS_ROAD, NORTH_COAST):
        sheet.road(road, main=False)
    sheet.road(M5)
    sheet.stroke(curve(sheet.path(M5[3:8])), ACCENT, 6)
    for place, english, arab, size in REGIONS:
        sheet.region(place, says(english, arab), size, says.rest)
    sheet.town(QARA, says("Qara", "قارة"), says.size * 1.5, "lm", True, says.town)
    for place, english, arab, share, side in TOWNS:
        sheet.town(place, says(english, arab), says.size * share, side, face=says.town)
    font, grey = lettering(says.rest, 24, 600), colour("6f6a5f")
    words = says("M5 motorway", "الطريق الدولي")
    sheet.text(sheet.at((34.50, 36.80)), words, font, grey, "lm", halo=PAPER)
    sheet.scale_bar((60, 1130), 40, says("40 km", "٤٠ كلم"), says.rest)
    signature(sheet, says("Outlines: Natural Earth", "المصدر ناتشورال إيرث"), says.rest)
    sheet.grain(0.035)
    return sheet


def ports() -> Canvas:
    """The way of the chemicals: by road to the coast, then out to sea."""
    sheet = Map((2000, 1125), (34.62, 35.75), 400)
    sheet.ground(own=(SYRIA,))
    sheet.relief()
    sheet.road(M5)
    sheet.road(COAST_ROAD)
    sheet.road(NORTH_COAST, main=False)
    route: list[Point] = points("35.53,35.74 35.36,35.25 34.95,34.8 34.55,34.4 34.3,33.8 34.2,33.1")
    sheet.dashes(curve(sheet.path(route)), ACCENT, 5, 26, 16)
    sheet.region((33.85, 34.2), "Mediterranean", 28)
    sheet.region((34.62, 37.6), "Syria", 38)
    sheet.region((33.98, 36.02), "Lebanon", 22)
    sheet.region((35.05, 33.35), "Cyprus", 22)
    sheet.region((36.5, 36.75), "Turkey", 26)
    sheet.town((35.53, 35.78), "Latakia", 44, "lm", True)
    sheet.town((34.89, 35.89), "Tartus", 36, "lm")
    sheet.town((34.73, 36.71), "Homs", 36, "lm")
    sheet.town((34.157, 36.752), "Qara", 32, "lm")
    sheet.town((33.51, 36.30), "Damascus", 38, "lm")
    sheet.town((36.20, 37.13), "Aleppo", 36, "lm")
    sheet.town((33.89, 35.51), "Beirut", 34, "rm")
    x, y = sheet.at((34.31, 34.45))
    sheet.text(
        (x, y),
        "By ship, destination unknown",
        lettering("newsreader-italic", 30, 500),
        ACCENT,
        "lm",
        halo=SEA,
    )
    sheet.scale_bar((60, 1060), 100, "100 km")
    signature(sheet, "Outlines: Natural Earth")
    sheet.grain(0.035)
    return sheet


def tripoli() -> Canvas:
    """Tripoli and the north of Lebanon."""
    sheet = Map((1800, 1200), (34.37, 35.98), 1250)
    sheet.ground(own=(LEBANON,), shallows=12)
    sheet.relief()
    sheet.road(NORTH_COAST)
    sheet.road(points("34.44,35.85 34.38,35.9 34.3,35.95 34.25,36.01 34.24,36.05"), main=False)
    sheet.road(((34.53, 35.98), (34.56, 36.08), (34.57, 36.28)), main=False)
    sheet.region((34.56, 35.62), "Mediterranean", 28)
    sheet.region((34.68, 36.42), "Syria", 32)
    sheet.region((34.50, 36.13), "Akkar", 24)
    sheet.region((34.33, 35.79), "Koura", 22)
    sheet.town((34.437, 35.85), "Tripoli", 58, "lm", True)
    sheet.town((34.397, 35.895), "Zgharta", 30, "lm")
    sheet.town((34.255, 35.658), "Batroun", 34, "rm")
    sheet.town((34.243, 36.049), "The Cedars", 34, "lm")
    sheet.town((34.123, 35.651), "Jbeil", 34, "rm")
    sheet.town((34.394, 36.385), "Hermel", 32, "lm")
    sheet.scale_bar((60, 1130), 20, "20 km")
    signature(sheet, "Outlines: Natural Earth")
    sheet.grain(0.035)
    return sheet


def talks() -> Canvas:
    """Where the talks on Syria are prepared."""
    sheet = Map((1800, 1200), (45.75, 27.2), 46.5, cut="region")
    sheet.ground(own=(SYRIA, "Switzerland"), shallows=6)
    geneva = (46.204, 6.143)
    for place in points("55.756,37.617 33.514,36.277 41.008,28.978 35.69,51.39 52.07,4.3"):
        (x0, y0), (x1, y1) = sheet.at(geneva), sheet.at(place)
        bend = ((x0 + x1) / 2, (y0 + y1) / 2 - abs(x1 - x0) * 0.14)
        sheet.stroke(curve([(x0, y0), bend, (x1, y1)]), ACCENT, 3, 0.75)
    sheet.region((35.0, 19.0), "Mediterranean", 24)
    sheet.region((43.5, 34.2), "Black Sea", 22)
    sheet.town(geneva, "Geneva", 50, "ms", True)
    sheet.town((55.756, 37.617), "Moscow", 36, "lm")
    sheet.town((33.514, 36.277), "Damascus", 36, "lm")
    sheet.town((41.008, 28.978), "Istanbul", 34, "rm")
    sheet.town((35.69, 51.39), "Tehran", 34, "rm")
    sheet.town((52.07, 4.30), "The Hague", 32, "lm")
    signature(sheet, "Outlines: Natural Earth")
    sheet.grain(0.035)
    return sheet
