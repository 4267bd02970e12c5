"""The rows of a story's form as they are posted: read, put in order, written back. Pure.

A row is what one line of an inline sends, by field name, without its prefix and number.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from django.http import QueryDict

Row = dict[str, str]
MOST_ROWS = 100  # per kind; more is an attack or a mistake


def read_rows(data: QueryDict, prefix: str) -> list[Row]:
    """The posted rows of one kind, in their numbers' order."""
    pattern = re.compile(rf"{re.escape(prefix)}-(\d{{1,4}})-([A-Za-z_]+)", re.ASCII)
    rows: dict[int, Row] = {}
    for key in data:
        if match := pattern.fullmatch(key):
            rows.setdefault(int(match[1]), {})[match[2]] = str(data[key]).replace("\r\n", "\n")
    return [rows[number] for number in sorted(rows)][:MOST_ROWS]


def settle(rows: Iterable[Row], known: Collection[str]) -> list[Row]:
    """Rows that are stored come first; those stored no longer become new ones, or go if dropped."""
    stored, fresh = [], []
    for row in rows:
        if row.get("id", "") in known:
            stored.append(row)
        elif not is_dropped(row):
            fresh.append({**row, "id": ""})
    return stored + fresh


def is_dropped(row: Row) -> bool:
    """Whether the row's box to delete it is ticked, read as Django reads it."""
    return row.get("DELETE", "").lower() not in {"", "false"}


def write_rows(data: QueryDict, prefix: str, rows: list[Row], most: int = MOST_ROWS) -> None:
    """Put rows in the place of all that were posted under a prefix.

    Args:
        data: a mutable copy of what was posted.
        rows: stored ones first, as ``settle`` gives them.
    """
    for key in [key for key in data if key.startswith(f"{prefix}-")]:
        del data[key]
    data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
    data[f"{prefix}-INITIAL_FORMS"] = str(sum(bool(row.get("id")) for row in rows))
    data[f"{prefix}-MIN_NUM_FORMS"] = "0"
    data[f"{prefix}-MAX_NUM_FORMS"] = str(most)
    for number, row in enumerate(rows):
        for name, value in row.items():
            data[f"{prefix}-{number}-{name}"] = value


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Rows as they will be printed: by their order where they have one, dropped ones left out."""
    kept = [row for row in rows if not is_dropped(row)]
    return sorted(kept, key=lambda row: int(order) if (order := _order(row)) else MOST_ROWS * 100)


def _order(row: Row) -> str:
    order = row.get("order", "").strip()
    return order if order.isascii() and order.isdecimal() and len(order) < 6 else ""
