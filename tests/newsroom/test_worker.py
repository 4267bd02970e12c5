"""Tasks run at least once, failures are retried with patience, and the dead are replaced."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from itertools import pairwise
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from newsroom.environment import BASE_DIR
from newsroom.models import WorkerBeat
from newsroom.worker import beat, tasks
from newsroom.worker.loop import Worker
from newsroom.worker.sweeps import Sweep, Timetable, lock_key
from tests.newsroom import queued

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ran() -> list[str]:
    queued.RAN.clear()
    return queued.RAN


@pytest.fixture
def worker() -> Worker:
    return Worker([])


def row() -> DBTaskResult[Any, Any]:
    found: DBTaskResult[Any, Any] = DBTaskResult.objects.get()
    return found


def hurry() -> None:
    DBTaskResult.objects.update(run_after=timezone.now())


def test_a_queued_task_runs_once(worker: Worker, ran: list[str]) -> None:
    queued.note.enqueue("extra")
    assert worker.step()
    assert not worker.step()
    assert ran == ["extra"]
    assert row().status == "SUCCESSFUL"


def test_a_task_of_a_rolled_back_transaction_never_runs(worker: Worker) -> None:
    with transaction.atomic():
        queued.note.enqueue("half")
        transaction.set_rollback(True)
    assert not worker.step()


def test_a_failed_task_waits_longer_each_time_and_then_stays_visible(
    worker: Worker, ran: list[str]
) -> None:
    queued.fail.enqueue("letter")
    waits = []
    for attempt in range(1, tasks.ATTEMPTS + 1):
        assert worker.step()
        assert len(ran) == attempt
        if row().status == "READY":
            waits.append(row().run_after - timezone.now())
            assert not worker.step()
            hurry()
    assert len(waits) == tasks.ATTEMPTS - 1
    assert waits[0] < timedelta(seconds=3)
    assert all(later > earlier * 1.2 for earlier, later in pairwise(waits[:10]))
    assert row().status == "FAILED"
    assert row().exception_class_path == "builtins.ConnectionError"
    assert "the mail server is away" in row().traceback
    assert not worker.step()


def test_the_pause_is_capped() -> None:
    assert tasks.pause(500) <= tasks.LONGEST_PAUSE * 1.2


def test_a_permanent_failure_is_not_tried_again(worker: Worker) -> None:
    queued.refuse.enqueue()
    worker.step()
    assert (row().status, len(row().worker_ids)) == ("FAILED", 1)


def test_a_task_whose_code_is_gone_fails_visibly(worker: Worker) -> None:
    queued.note.enqueue("x")
    DBTaskResult.objects.update(task_path="tests.newsroom.queued.removed")
    worker.step()
    assert row().status == "FAILED"


def test_a_task_that_loses_the_database_is_tried_again(worker: Worker) -> None:
    queued.lose_the_database.enqueue()
    worker.step()
    assert row().status == "READY"


def leave_running(worker_name: str) -> None:
    queued.note.enqueue("left")
    claimed = tasks.claim(worker_name)
    assert claimed is not None


def test_the_task_of_a_dead_process_is_queued_again_at_once(worker: Worker, ran: list[str]) -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead = beat.new_name().replace(f":{os.getpid()}:", f":{ended.pid}:")
    beat.beat(dead)
    leave_running(dead)
    worker.step()
    assert row().status == "READY"
    hurry()
    worker.step()
    assert ran == ["left"]


def test_the_task_of_a_silent_machine_is_queued_again_after_a_while(worker: Worker) -> None:
    beat.beat("elsewhere:1:abc")
    leave_running("elsewhere:1:abc")
    worker.step()
    assert row().status == "RUNNING"
    WorkerBeat.objects.update(beat_at=timezone.now() - WorkerBeat.LATE - timedelta(seconds=1))
    worker.timetable = Worker([]).timetable
    tasks.requeue_orphans(worker.name, None, set())
    assert row().status == "READY"


def test_a_task_that_kills_every_worker_is_given_up(worker: Worker) -> None:
    queued.note.enqueue("poison")
    for _ in range(tasks.ATTEMPTS):
        hurry()
        assert tasks.claim("gone:1:abc") is not None
        tasks.requeue_orphans(worker.name, None, set())
    assert row().status == "FAILED"
    assert "WorkerLost" in row().exception_class_path


def test_the_own_task_is_not_taken_for_an_orphan(worker: Worker) -> None:
    beat.beat(worker.name)
    leave_running(worker.name)
    tasks.requeue_orphans(worker.name, row().pk, set())
    assert row().status == "RUNNING"
    tasks.requeue_orphans(worker.name, None, set())
    assert row().status == "READY"


def test_old_outcomes_are_forgotten_failures_last(worker: Worker) -> None:
    for word in ("old", "new"):
        queued.note.enqueue(word)
        worker.step()
    queued.refuse.enqueue()
    worker.step()
    day = timezone.now() - timedelta(days=2)
    old = DBTaskResult.objects.exclude(args_kwargs__args__0="new")
    old.update(finished_at=day)
    assert tasks.prune() == 1
    assert DBTaskResult.objects.count() == 2


def test_a_sweep_runs_when_due_and_survives_its_own_failure() -> None:
    calls: list[str] = []

    def fail() -> None:
        calls.append("fail")
        raise ValueError("no")

    table = Timetable(
        [Sweep("fails", 0.05, fail), Sweep("daily", 86400, lambda: calls.append("daily"))]
    )
    table.run_due()
    table.run_due()
    assert sorted(calls) == ["daily", "fail"]
    assert 0 < table.pause(10) <= 0.05
    time.sleep(0.06)
    table.run_due()
    assert calls.count("fail") == 2


def test_of_two_workers_one_runs_a_sweep_at_a_time() -> None:
    calls: list[str] = []
    table = Timetable([Sweep("shared", 0.0, lambda: calls.append("mine"))])
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s, %s)", lock_key("shared"))
            table.run_due()
            assert calls == []
            # A closed connection gives its lock back a moment later than it is closed.
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", lock_key("shared"))
    finally:
        other.close()
    table.run_due()
    assert calls == ["mine"]


def environment() -> dict[str, str]:
    database = settings.DATABASES["default"]
    return {
        **os.environ,
        "DATABASE_URL": f"postgresql://{database['USER']}@/{database['NAME']}"
        f"?host={database['HOST']}",
        "NEWSROOM_LOCAL_RUN": "true",
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
    }


@pytest.mark.django_db(transaction=True)
def test_the_command_works_beats_and_says_goodbye() -> None:
    queued.note.enqueue("from afar")
    process = subprocess.Popen(
        [sys.executable, "manage.py", "worker"], cwd=BASE_DIR, env=environment()
    )
    try:
        deadline = time.monotonic() + 20
        while row().status != "SUCCESSFUL":
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert WorkerBeat.objects.get().worker in row().worker_ids
    finally:
        process.send_signal(signal.SIGTERM)
    assert process.wait(15) == 0
    assert not WorkerBeat.objects.exists()
