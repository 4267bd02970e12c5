"""A long story opened and saved at the desk, within a process; run by ``manage.py shell``.

Prints, as JSON, the queries and the CPU and wall milliseconds of each, for a story of 2,000 words
with 40 revisions.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from itertools import count
from statistics import median

from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_test_environment

from tests.articles.desk import address, at_desk, opened
from tests.articles.long_story import BODY, long_story

TIMES = 20


def figures() -> str:
    """The figures of opening the form, and of saving it with another text."""
    setup_test_environment()
    story = long_story()
    client = at_desk(story.created_by)
    page = address(story)
    form = opened(client, story)  # everything is loaded from here on
    opening = _cost(lambda: client.get(page).status_code, 200)
    saves = count()

    def prepared() -> Callable[[], int]:
        text = {"body": f"{BODY}<p>Dawn {next(saves)}.</p>"}
        posted = {**form, **_tokens(opened(client, story)), **text}
        return lambda: client.post(page, posted).status_code

    saving = _cost_of_each([prepared for _time in range(TIMES)], 302)
    return json.dumps({"opening": opening, "saving": saving})


def _tokens(form: dict[str, str]) -> dict[str, str]:
    return {name: form[name] for name in ("seen_version", "seen_revision")}


def _cost(act: Callable[[], int], status: int) -> dict[str, float]:
    return _cost_of_each([lambda: act] * TIMES, status)


def _cost_of_each(prepare: list[Callable[[], Callable[[], int]]], status: int) -> dict[str, float]:
    cpu, wall, queries = [], [], []
    for make in prepare:
        act = make()
        began, clock = time.process_time(), time.perf_counter()
        with CaptureQueriesContext(connection) as asked:
            if act() != status:
                raise SystemExit("the desk did not answer as it should")
        cpu.append((time.process_time() - began) * 1000)
        wall.append((time.perf_counter() - clock) * 1000)
        queries.append(sum("SAVEPOINT" not in query["sql"] for query in asked))
    return {
        "queries": max(queries),
        "cpu_ms": round(median(cpu), 1),
        "wall_ms": round(median(wall), 1),
    }
