"""What the desk shows of the work behind the pages."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from articles.admin import panels
from newsroom.models import WorkerBeat
from staff.roles import Role

MOST_SHOWN = 5


def background_work(request: HttpRequest) -> Mapping[str, object]:
    """When a worker last beat, and the tasks that failed for good, the latest first."""
    age = WorkerBeat.objects.all().latest_age()
    failed = DBTaskResult.objects.failed().order_by("-finished_at")[:MOST_SHOWN]
    return {
        "seconds": None if age is None else int(age.total_seconds()),
        "alive": age is not None and age < WorkerBeat.LATE,
        "waiting": DBTaskResult.objects.ready().count(),
        "failed": failed,
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
