"""How `make test` shares the tests out among its workers.

A test is a piece of its own, except in files that build something costly once for all of their
tests, or that start and kill servers, of which one at a time is enough for a machine. Those files
are pieces as a whole, and they come first: the longest ones must not be left for the end.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

#: The files whose tests stay together, with the name of their piece.
TOGETHER = {
    "tests/newsroom/test_local_run.py": "processes",
    "tests/newsroom/test_embedded.py": "processes",
    "tests/articles/test_demo.py": "demo",
    "tests/comments/test_demo.py": "demo threads",
}


def piece(nodeid: str) -> str:
    """The piece that a test belongs to: that of its file, or itself."""
    return TOGETHER.get(nodeid.split("::", 1)[0], nodeid)


def scheduler(config: pytest.Config, log: object) -> object:
    """Gives a worker its next piece when it has nearly done what it has."""
    scheduler = LoadScopeScheduling(config, log)
    scheduler._split_scope = piece
    return scheduler
