"""A long story opened and saved at the desk, within a process; run by ``manage.py shell``.

Prints, as JSON, the queries and the CPU and wall milliseconds of each, for a story of 2,000 words
with 40 revisions.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from statistics import median

from django.db import connection
from django.test.utils import (
    CaptureQueriesContext,
    setup_test_environment,
    teardown_test_environment,
)

from articles.models import Article
from newsroom import garbage
from tests.articles.desk import address, at_desk, opened
from tests.articles.long_story import BODY, long_story

TIMES = 20
HOST = "127.0.0.1"

Act = Callable[[], int]


def figures() -> str:
    """The figures of opening the form, and of saving it with another text."""
    story = long_story()
    client = at_desk(story.created_by)
    setup_test_environment()  # to learn what a browser would send; it slows every template
    form = opened(client, story)
    teardown_test_environment()
    client.defaults["SERVER_NAME"] = HOST
    garbage.look_rarely()
    page = address(story)

    def opening(_number: int) -> Act:
        return lambda: client.get(page).status_code

    def saving(number: int) -> Act:
        text = {"body": f"{BODY}<p>Dawn {number}.</p>"}
        posted = {**form, **_version(story.pk), **text}
        return lambda: client.post(page, posted).status_code

    return json.dumps({"opening": _cost(opening, 200), "saving": _cost(saving, 302)})


def _version(pk: int) -> dict[str, str]:
    """What the form says of the version it was made from."""
    story = Article.objects.select_related("head_revision").get(pk=pk)
    number = story.head_revision.number if story.head_revision else 0
    return {"seen_version": str(story.version), "seen_revision": str(number)}


def _cost(prepare: Callable[[int], Act], status: int) -> dict[str, float]:
    """Queries, and the medians of the milliseconds; what is prepared is not in them."""
    first = prepare(0)
    with CaptureQueriesContext(connection) as asked:
        _do(first, status)
    queries = sum("SAVEPOINT" not in query["sql"] for query in asked)
    cpu, wall = [], []
    for number in range(1, TIMES + 1):
        act = prepare(number)
        began, clock = time.process_time(), time.perf_counter()
        _do(act, status)
        cpu.append((time.process_time() - began) * 1000)
        wall.append((time.perf_counter() - clock) * 1000)
    return {
        "queries": queries,
        "cpu_ms": round(median(cpu), 1),
        "wall_ms": round(median(wall), 1),
    }


def _do(act: Act, status: int) -> None:
    if act() != status:
        raise SystemExit("the desk did not answer as it should")
