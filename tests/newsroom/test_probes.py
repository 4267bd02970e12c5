"""What load balancers are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.db.models.functions import Now
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from newsroom.models import WorkerBeat


def beat(age: timedelta = timedelta()) -> None:
    WorkerBeat.objects.create(worker=f"machine:1:{age}")
    WorkerBeat.objects.update(beat_at=Now() - age)


def test_the_process_is_up_without_any_database(client: Client) -> None:
    for host in ("testserver", "10.9.8.7", "evil.example"):
        response = client.get("/healthz", headers={"Host": host})
        assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"
    assert client.head("/healthz").status_code == 200


@pytest.mark.django_db
def test_ready_means_database_migrations_and_worker(client: Client) -> None:
    beat()
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {
        "ready": True,
        "database": "ok",
        "migrations": "ok",
        "worker": "ok",
    }


@pytest.mark.django_db
def test_a_worker_that_never_beat_or_stopped_is_told(client: Client) -> None:
    response = client.get("/readyz")
    assert (response.status_code, response.json()["worker"]) == (503, "never seen")
    beat(timedelta(seconds=75))
    assert client.get("/readyz").json()["worker"] == "last seen 75 s ago"


@pytest.mark.django_db
def test_a_missing_migration_is_told(client: Client) -> None:
    beat()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'newsroom'")
    response = client.get("/readyz")
    assert (response.status_code, response.json()["migrations"]) == (503, "1 not applied")


@pytest.mark.django_db
def test_being_asked_costs_little(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    beat()
    client.get("/readyz")
    with django_assert_max_num_queries(4):
        client.get("/readyz")


def test_a_database_that_is_down_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> Callable[[], None]:
        raise OperationalError("password=hush")

    monkeypatch.setattr("newsroom.probes._migrations", fail)
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json()["database"] == "down"
    assert b"hush" not in response.content
