"""The desk sees whether a worker lives and what failed for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from newsroom.admin import background_work
from newsroom.models import WorkerBeat
from newsroom.worker.loop import Worker
from tests.newsroom import queued

pytestmark = pytest.mark.django_db


def panel(language: str = "en") -> str:
    values = background_work(RequestFactory().get("/desk/"))
    with translation.override(language):
        return render_to_string("newsroom/_background_work.html", dict(values))


def test_a_missing_worker_is_said_plainly() -> None:
    assert "No worker is running" in panel()
    assert "No task has failed for good." in panel()


def test_a_living_and_a_silent_worker_differ() -> None:
    WorkerBeat.objects.create(worker="a:1:b")
    assert "last showed that it runs" in panel()
    WorkerBeat.objects.update(beat_at=Now() - timedelta(seconds=90))
    assert "has been silent for 90 seconds" in panel()


def test_what_failed_for_good_is_listed() -> None:
    queued.refuse.enqueue()
    assert "1 task waits." in panel()
    Worker([]).step()
    assert "<bdi>refuse</bdi> · <bdi>tests.newsroom.queued.Refused</bdi>" in panel()
