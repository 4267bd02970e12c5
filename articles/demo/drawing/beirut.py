"""Beirut from the port to the airport, drawn by hand and simplified."""

from __future__ import annotations

from collections.abc import Sequence

from .atlas import ARABIC, ENGLISH, Map, signature
from .canvas import ACCENT, INK, PAPER, SCALE, Canvas, Point, colour, curve, lettering, points

SHORE = points(
    "33.945,35.62 33.935,35.592 33.915,35.585 33.9005,35.566 33.8995,35.548 "
    "33.9055,35.538 33.9045,35.526 33.9075,35.515 33.9035,35.507 "
    "33.9015,35.497 33.9032,35.488 33.9015,35.476 33.8975,35.4695 "
    "33.8905,35.4695 33.8855,35.4745 33.8785,35.4815 33.8705,35.4835 "
    "33.8625,35.4825 33.8545,35.481 33.8455,35.479 33.8355,35.4745 "
    "33.8255,35.474 33.815,35.476 33.805,35.477 33.79,35.4745 33.775,35.468"
)


STREETS: tuple[Sequence[Point], ...] = (
    points(
        "33.8955,35.5065 33.885,35.4985 33.872,35.4965 33.858,35.4955 33.843,35.494 33.826,35.4915"
    ),
    points(
        "33.8975,35.4705 33.8855,35.4775 33.8745,35.4855 33.858,35.4855 "
        "33.838,35.481 33.8,35.481 33.775,35.473"
    ),
    points("33.8955,35.5065 33.8985,35.525 33.8965,35.55 33.91,35.588 33.94,35.6"),
    points(
        "33.882,35.4785 33.88,35.495 33.877,35.513 33.868,35.525 33.845,35.54 "
        "33.83,35.58 33.825,35.64"
    ),
    ((33.8955, 35.5065), (33.887, 35.518), (33.877, 35.513)),
    ((33.862, 35.4855), (33.8605, 35.4955), (33.857, 35.511), (33.851, 35.527)),
    ((33.896, 35.478), (33.8955, 35.49), (33.8955, 35.5065)),
)


HILLS = points(
    "33.905,35.6 33.885,35.578 33.862,35.562 33.84,35.566 33.82,35.56 33.8,35.535 33.775,35.525"
)
RUNWAYS = (
    ((33.8335, 35.4845), (33.8105, 35.4865)),
    ((33.8305, 35.4935), (33.8055, 35.4835)),
    ((33.835, 35.4905), (33.814, 35.4975)),
)
QUARTERS = (
    ((33.8955, 35.5065), "City centre", "وسط المدينة"),
    ((33.8962, 35.480), "Hamra", "الحمرا"),
    ((33.8515, 35.5110), "Haret Hreik", "حارة حريك"),
    ((33.8777, 35.5300), "Furn al-Shubbak", "فرن الشباك"),
    ((33.8900, 35.5450), "Bourj Hammoud", "برج حمود"),
    ((33.8245, 35.4905), "Airport", "المطار"),
)
EMBASSY = (33.8632, 35.4915)
CITY = colour("f2ede1")


def beirut(arabic: bool = False) -> Canvas:
    """Bir Hassan, at the southern edge of the city."""
    says = ARABIC if arabic else ENGLISH
    sheet = Map((1800, 1200), (33.866, 35.506), 9000)
    _ground(sheet)
    for street in STREETS:
        sheet.road(street)
    for radius, alpha in ((120, 0.07), (84, 0.1), (50, 0.16)):
        sheet.dot(sheet.at(EMBASSY), radius, ACCENT, alpha)
    sheet.region((33.888, 35.447), says("Mediterranean", "البحر المتوسط"), 26, says.rest)
    name = says("Iranian embassy", "السفارة الإيرانية")
    sheet.town(EMBASSY, name, says.size * 1.25, "rm", True, says.town)
    for spot, english, arab in QUARTERS:
        sheet.town(spot, says(english, arab), says.size * 0.86, "lm", face=says.town)
    font = lettering(says.rest, 28, 600)
    sheet.text(
        sheet.at((33.8685, 35.4955)), says("Bir Hassan", "بئر حسن"), font, INK, "lm", halo=PAPER
    )
    sheet.scale_bar((60, 1130), 2, says("2 km", "٢ كلم"), says.rest)
    signature(sheet, says("Simplified", "خريطة مبسّطة"), says.rest)
    sheet.grain(0.035)
    return sheet


def _ground(sheet: Map) -> None:
    """The shore with its shallows, the hills, the built-up city and the runways."""
    shore = curve(sheet.path(SHORE))
    for width, shade in ((84, "dde5e8"), (52, "e4eaec"), (24, "eaefef")):
        sheet.stroke(shore, colour(shade), width)
    east = sheet.width + 50
    sheet.shape([*shore, (east, sheet.height + 50), (east, -50)], CITY)
    sheet.stroke(shore, colour("6f7476"), 3)
    sheet.shape([*curve(sheet.path(HILLS)), (1900, 1300), (1900, 100)], colour("e9e1cf"), blur=26)
    _blocks(sheet)
    for line in RUNWAYS:
        sheet.stroke(sheet.path(line), colour("cfc6b2"), 16)


def _blocks(sheet: Map) -> None:
    """Suggest the built-up city with a loose weave of blocks, thinner towards its edge."""
    for _ in range(2600):
        place = (sheet.random.gauss(33.874, 0.019), sheet.random.gauss(35.512, 0.026))
        x, y = sheet.at(place)
        if not (0 < x < sheet.width and 0 < y < sheet.height):
            continue
        if sheet.sheet.getpixel((int(x * SCALE), int(y * SCALE))) != CITY:
            continue
        w, h = sheet.random.uniform(9, 24), sheet.random.uniform(8, 18)
        sheet.box((x - w / 2, y - h / 2, x + w / 2, y + h / 2), colour("e5dcc8"))
