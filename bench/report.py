"""The results as a table for people and as JSON for comparisons."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import django

from bench.rounds import Result

HEAD = ("", "requests/s", "x bare", "CPU ms", "x bare", "of it DB", "p50 ms", "p99 ms", "requests")
WIDTHS = (34, 11, 7, 8, 7, 9, 8, 8, 9)


def table(results: Sequence[Result]) -> str:
    """A line for each target; ``x bare`` compares with the bare view that it names."""
    bare = {result.name: result for result in results}
    lines = [_line(HEAD)]
    for result in results:
        reference = bare[result.reference]
        cells = (
            result.name,
            f"{result.per_second:,.0f}",
            f"{result.per_second / reference.per_second:.2f}",
            f"{result.cpu_ms:.2f}",
            f"{result.cpu_ms / reference.cpu_ms:.2f}" if reference.cpu_ms else "",
            f"{result.database_ms:.2f}",
            f"{result.p50_ms:.1f}",
            f"{result.p99_ms:.1f}",
            f"{result.requests:,}",
        )
        lines.append(_line(cells))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    first, *rest = zip(cells, WIDTHS, strict=True)
    return first[0].ljust(first[1]) + "".join(cell.rjust(width) for cell, width in rest)


def write(folder: Path, results: Sequence[Result], facts: dict[str, object]) -> Path:
    """Write the results with what they depend on; the file."""
    now = datetime.now(UTC)
    report = {
        "at": now.isoformat(timespec="seconds"),
        "machine": {
            "cores": os.cpu_count(),
            "load": os.getloadavg()[0],
            "python": platform.python_version(),
            "django": django.get_version(),
        },
        **facts,
        "results": [asdict(result) for result in results],
    }
    file = folder / f"{now:%Y%m%d-%H%M%S}.json"
    file.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    return file
