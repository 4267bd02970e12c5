"""What the desk shows of the work behind the pages."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import connection
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin import panels
from newsroom.models import WorkerBeat
from staff.roles import Role

MOST_SHOWN = 5
# One look for the whole panel: the first page has a budget of queries.
LOOK = """
    SELECT
        (SELECT floor(extract(epoch FROM statement_timestamp() - max(beat_at)))::integer
         FROM newsroom_workerbeat),
        (SELECT count(*) FROM django_tasks_database_dbtaskresult
         WHERE status = 'READY' AND run_after <= statement_timestamp()
            OR status = 'READY' AND run_after = '9999-01-01 00:00:00+00'),
        (SELECT coalesce(json_agg(task ORDER BY at DESC), '[]') FROM (
            SELECT reverse(split_part(reverse(task_path), '.', 1)) AS name,
                exception_class_path AS fault, finished_at AS at
            FROM django_tasks_database_dbtaskresult
            WHERE status = 'FAILED' ORDER BY finished_at DESC LIMIT %(most)s
        ) AS task)
"""


def background_work(request: HttpRequest) -> Mapping[str, object]:
    """When a worker last beat, and the tasks that failed for good, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(LOOK, {"most": MOST_SHOWN})
        seconds, waiting, failed = cursor.fetchone()
    return {
        "seconds": seconds,
        "alive": seconds is not None and seconds < WorkerBeat.LATE.total_seconds(),
        "waiting": waiting,
        "failed": [{**task, "at": datetime.fromisoformat(task["at"])} for task in failed],
    }


panels.register(
    panels.Panel(
        key="background-work",
        title=_("Background work"),
        roles=frozenset({Role.CHIEF}),
        order=900,
        template="newsroom/_background_work.html",
        context=background_work,
    )
)
