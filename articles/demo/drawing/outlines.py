"""Clip the public-domain Natural Earth outlines to the region that the maps show.

Run once, where the npm package ``world-atlas`` is unpacked::

    python -m articles.demo.drawing.outlines node_modules/world-atlas

It writes ``outlines.json`` beside this file: rings of longitude and latitude for each country.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

Ring = list[list[float]]
KEPT = Path(__file__).with_name("outlines.json")
# Name of the cut: source file, window (west, south, east, north), degrees between kept points.
CUTS = {
    "levant": ("countries-10m.json", (31.8, 32.2, 38.8, 36.8), 0.004),
    "region": ("countries-50m.json", (-6.0, 27.0, 60.0, 60.0), 0.22),
}


def unpack(topology: dict[str, Any]) -> list[Ring]:
    """Return the arcs of a TopoJSON file in degrees."""
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs: list[Ring] = []
    for packed in topology["arcs"]:
        x = y = 0
        arc: Ring = []
        for dx, dy in packed:
            x, y = x + dx, y + dy
            arc.append([x * scale_x + move_x, y * scale_y + move_y])
        arcs.append(arc)
    return arcs


def ring(indexes: list[int], arcs: list[Ring]) -> Ring:
    """Return one closed outline joined from its arcs."""
    joined: Ring = []
    for index in indexes:
        part = arcs[index] if index >= 0 else arcs[~index][::-1]
        joined += part[1:] if joined else part
    return joined


def clip(outline: Ring, window: tuple[float, float, float, float]) -> Ring:
    """Return the part of a ring inside ``window`` (Sutherland-Hodgman)."""
    west, south, east, north = window
    for axis, limit, sign in ((0, west, 1), (1, south, 1), (0, east, -1), (1, north, -1)):
        kept: Ring = []
        for last, this in zip([outline[-1], *outline[:-1]], outline, strict=True):
            inside, was_inside = sign * (this[axis] - limit) >= 0, sign * (last[axis] - limit) >= 0
            if inside != was_inside:
                share = (limit - last[axis]) / (this[axis] - last[axis])
                kept.append([a + (b - a) * share for a, b in zip(last, this, strict=True)])
            if inside:
                kept.append(this)
        if not kept:
            return []
        outline = kept
    return outline


def thin(outline: Ring, gap: float) -> Ring:
    """Return the ring without points closer together than ``gap`` degrees, rounded to match."""
    kept: Ring = []
    digits = 3 if gap < 0.1 else 2
    for x, y in outline:
        if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= gap:
            kept.append([round(x, digits), round(y, digits)])
    return kept


def cut(
    source: Path, window: tuple[float, float, float, float], gap: float
) -> dict[str, list[Ring]]:
    """Return the clipped rings by name of country."""
    topology = json.loads(source.read_text())
    arcs, found = unpack(topology), dict[str, list[Ring]]()
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = country.get("arcs", [])
        if country["type"] == "Polygon":
            polygons = [polygons]
        for polygon in polygons:
            kept = thin(clip(ring(polygon[0], arcs), window), gap)
            if len(kept) > 3:
                found.setdefault(country["properties"]["name"], []).append(kept)
    return found


def main(folder: Path) -> None:
    """Write the outlines that the maps need."""
    cuts = {name: cut(folder / file, window, gap) for name, (file, window, gap) in CUTS.items()}
    KEPT.write_text(json.dumps(cuts, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
