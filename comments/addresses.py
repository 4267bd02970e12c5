"""Mail services for throw-away addresses."""

from __future__ import annotations

from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "data" / "throwaway.txt"


@cache
def _listed() -> frozenset[str]:
    lines = LIST.read_text(encoding="ascii").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def is_throwaway(domain: str) -> bool:
    """Whether a mail domain (small ASCII letters), or one it belongs to, is on the list."""
    labels = domain.split(".")
    return any(".".join(labels[at:]) in _listed() for at in range(len(labels) - 1))
