"""What load balancers and process managers ask: is it up, is it ready?"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from newsroom.models import WorkerBeat


class ProbeMiddleware:
    """Answers the two probes before the Host check: a prober knows an address, not a name."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        probe = {"/healthz": healthz, "/readyz": readyz}.get(request.path_info)
        if probe is None or request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        response = probe(request)
        response["Cache-Control"] = "no-store"
        response["Content-Length"] = str(len(response.content))
        return response


def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """Whether pages can be served: the state of each part, 503 when one is not `ok`."""
    try:
        parts = {"database": "ok", "migrations": _migrations(), "worker": _worker()}
    except DatabaseError:
        parts = {"database": "down", "migrations": "unknown", "worker": "unknown"}
    ready = set(parts.values()) == {"ok"}
    return JsonResponse({"ready": ready, **parts}, status=200 if ready else 503)


@cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).disk_migrations or ())


def _migrations() -> str:
    missing = _known_migrations() - set(MigrationRecorder(connection).applied_migrations())
    return f"{len(missing)} not applied" if missing else "ok"


def _worker() -> str:
    if WorkerBeat._meta.db_table not in connection.introspection.table_names():
        return "unknown"
    age = WorkerBeat.objects.all().latest_age()
    if age is None:
        return "never seen"
    return "ok" if age < WorkerBeat.LATE else f"last seen {age.total_seconds():.0f} s ago"
