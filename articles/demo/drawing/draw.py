"""Draw the pictures again: ``python -m articles.demo.drawing.draw [NAME ...]``."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from . import (
    beirut,
    bus,
    charts,
    harbour,
    lake,
    maps,
    oud,
    press,
    road,
    school,
    shutters,
    soap,
    theatre,
)
from .canvas import Canvas

PICTURES = Path(__file__).parent.parent / "pictures"

DRAWN: dict[str, Callable[[], Canvas]] = {
    "beirut-map": beirut.beirut,
    "beirut-map-ar": partial(beirut.beirut, arabic=True),
    "bookbus": bus.bus,
    "deposits-chart": charts.deposits,
    "geneva": lake.lake,
    "harbour": harbour.harbour,
    "olive-press": press.press,
    "oud": oud.oud,
    "ports-map": maps.ports,
    "pound-chart": charts.pound,
    "qara-map": maps.qara,
    "qara-map-ar": partial(maps.qara, arabic=True),
    "refugees-chart": charts.refugees,
    "road-dusk": road.road,
    "school": school.school,
    "shutters": shutters.shutters,
    "soap": soap.soap,
    "talks-map": maps.talks,
    "theatre": theatre.theatre,
    "tourism-chart-ar": charts.tourism_arabic,
    "tripoli-map": maps.tripoli,
}


def main(names: list[str]) -> None:
    """Draw the pictures of these names; all of them where none is given."""
    for name in names or sorted(DRAWN):
        file = PICTURES / f"{name}.jpg"
        DRAWN[name]().save(file)
        sys.stdout.write(f"{file.name}: {file.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    main(sys.argv[1:])
