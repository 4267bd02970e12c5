"""Structured data held to schema.org's terms and to what Google's documentation demands.

``schema_terms.json`` has the terms that the newspaper uses: of which type a property is, what it
expects, and what each type of ours must have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

TERMS = json.loads(Path(__file__).with_suffix(".json").read_text())
TYPES: dict[str, str] = TERMS["types"]
PROPERTIES: dict[str, dict[str, list[str]]] = TERMS["properties"]
CONTEXT = "https://schema.org"


def faults_in(said: dict[str, Any]) -> list[str]:
    """What is wrong with a page's structured data; nothing where all of it holds."""
    faults = [] if said.get("@context") == CONTEXT else ["no context"]
    nodes = said.get("@graph", [said])
    known = {
        one["@id"] for node in nodes for one in _nodes(node) if "@id" in one and "@type" in one
    }
    for node in nodes:
        faults += _node(node, known)
    return faults


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from _nodes(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _nodes(inner)


def _node(node: dict[str, Any], known: set[str]) -> Iterator[str]:
    kind = node["@type"]
    if kind not in TYPES:
        yield f"{kind} is no type"
        return
    above = set(_above(kind))
    # What only points to a work elsewhere need not say all about it.
    demanded = {one for type_ in above for one in TERMS["demanded"].get(type_, [])}
    if "@id" not in node or kind == "Place":
        yield from (f"{kind} lacks {one}" for one in demanded - node.keys())
    for name, values in node.items():
        if name.startswith("@"):
            continue
        if name not in PROPERTIES or not above.intersection(PROPERTIES[name]["of"]):
            yield f"{kind} has no {name}"
            continue
        for value in values if isinstance(values, list) else [values]:
            yield from _value(f"{kind}.{name}", value, PROPERTIES[name]["expects"], known)


def _value(place: str, value: Any, expected: list[str], known: set[str]) -> Iterator[str]:
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            if value["@id"] not in known:
                yield f"{place} points to nothing"
        elif not set(_above(value["@type"])).intersection(expected):
            yield f"{place} is no {value['@type']}"
        else:
            yield from _node(value, known)
    elif not any(DATA[one](value) for one in expected if one in DATA):
        yield f"{place} is not {' or '.join(expected)}: {value!r}"


def _above(kind: str) -> Iterator[str]:
    """The type and all that it is one of."""
    while kind != "Thing":
        yield kind
        kind = TYPES[kind]
    yield kind


def _is_url(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"https?://[!-~]+", value) is not None


def _is_moment(value: Any) -> bool:
    """With its offset, as Google asks."""
    try:
        return datetime.fromisoformat(value).utcoffset() is not None
    except (TypeError, ValueError):
        return False


def _is_day(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


DATA: dict[str, Callable[[Any], bool]] = {
    "Boolean": lambda value: isinstance(value, bool),
    "Date": _is_day,
    "DateTime": _is_moment,
    "Distance": _is_number,  # of pixels, as Google's examples have it
    "Integer": _is_number,
    "Language": lambda value: value in {"en", "ar"},
    "Text": lambda value: isinstance(value, str) and bool(value.strip()),
    "URL": _is_url,
}
