"""How `make test` shares the tests out among its workers.

A test is a piece of its own, except in files that build something costly once for all of their
tests, or that start and kill servers, of which one at a time is enough for a machine. Those files
are pieces as a whole, and they come first: the longest ones must not be left for the end.

There is one worker more than there are cores, because a test often waits, for the database or for
a process. A browser has several busy threads; so its tests are spread evenly among the others.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest
from xdist.scheduler import LoadScopeScheduling

MOST_WORKERS = 5

#: The files whose tests stay together, with the name of their piece.
TOGETHER = {
    "tests/newsroom/test_local_run.py": "processes",
    "tests/newsroom/test_embedded.py": "processes",
    "tests/demo/test_newspaper.py": "demo",
    "tests/demo/test_threads.py": "demo",
}


def piece(nodeid: str) -> str:
    """The piece that a test belongs to: that of its file, or itself."""
    return TOGETHER.get(nodeid.split("::", 1)[0], nodeid)


def workers() -> int:
    """How many there are."""
    return min((os.cpu_count() or 1) + 1, MOST_WORKERS)


def in_turn(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """The order in which pieces are given away."""
    whole = [item for item in items if piece(item.nodeid) != item.nodeid]
    single = [item for item in items if piece(item.nodeid) == item.nodeid]
    browsers = [item for item in single if item.get_closest_marker("browser")]
    others = [item for item in single if not item.get_closest_marker("browser")]
    placed = [
        ((number + 0.5) / len(kind), item)
        for kind in (browsers, others)
        for number, item in enumerate(kind)
    ]
    return whole + [item for _place, item in sorted(placed, key=lambda one: one[0])]


def scheduler(config: pytest.Config, log: object) -> object:
    """Gives a worker its next piece when it has nearly done what it has."""
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = piece
    return scheduler
