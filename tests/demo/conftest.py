"""The demonstration newspaper, loaded once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from time import process_time

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import transaction
from pytest_django import DjangoDbBlocker

from articles.demo.people import Staff
from comments.demo import load
from newsroom.management.commands import load_demo


@dataclass
class Demo:
    """How the newspaper was loaded."""

    password: str
    seconds_of_threads: float = 0.0  # of this process alone


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Demo]:
    """The newspaper, pictures and all; taken back after the last test of this folder."""
    loaded = Demo("cedars-of-the-demo")

    def timed(stories: Mapping[str, int], staff: Staff, tell: load.Progress) -> int:
        started = process_time()
        made = load.load_threads(stories, staff, tell)
        loaded.seconds_of_threads = process_time() - started
        return made

    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch, transaction.atomic():
        patch.setenv("DEMO_PASSWORD", loaded.password)
        patch.setattr(load_demo, "load_threads", timed)
        call_command("load_demo", stdout=StringIO())
        yield loaded
        transaction.set_rollback(True)
    cache.clear()
