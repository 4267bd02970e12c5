"""Sending, with a mail server that fails: letters are kept, and each goes out once."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.db.models.functions import Now

from readers.delivery import GIVE_UP_AFTER, send_due_letters
from readers.letters import queue_letter
from readers.models import Letter
from tests.readers.mail_sink import Sink, listening, send_to

pytestmark = pytest.mark.django_db(transaction=True)

WORKER = """
import sys
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", int(sys.argv[2])
import django
django.setup()
from readers.delivery import send_due_letters
send_due_letters()
"""


@pytest.fixture
def sink(settings: Any) -> Iterator[Sink]:
    with listening() as sink:
        send_to(settings, sink.port)
        yield sink


def write(count: int = 1) -> None:
    for number in range(count):
        queue_letter("moved", to=f"reader{number}@example.com", language="en", context={})


def be_due() -> None:
    """Let the time until the next attempt pass."""
    Letter.objects.unsent().update(next_attempt_at=Now())


def seconds_to_next(letter: Letter) -> float:
    letter.refresh_from_db()
    now = Letter.objects.annotate(now=Now()).values_list("now", flat=True)[0]
    return (letter.next_attempt_at - now).total_seconds()


def test_letters_go_out_once_over_one_connection(sink: Sink) -> None:
    write(3)
    assert send_due_letters() == 3
    assert send_due_letters() == 0
    assert [letter["To"] for letter in sink.letters()] == [
        f"reader{n}@example.com" for n in range(3)
    ]
    assert sink.connections == 1
    assert not Letter.objects.filter(sent_at=None).exists()


def test_no_mail_server_means_waiting_and_then_one_letter_each(settings: Any) -> None:
    with listening() as gone:
        port = gone.port
    send_to(settings, port)
    write(3)
    assert send_due_letters() == 0
    assert [letter.attempts for letter in Letter.objects.order_by("pk")] == [1, 0, 0]
    assert Letter.objects.due().count() == 0
    assert "ConnectionRefused" in Letter.objects.earliest("pk").reason
    with listening(port) as sink:
        be_due()
        assert send_due_letters() == 3
        be_due()
        assert send_due_letters() == 0
        assert len(sink.taken) == 3


def test_a_server_that_accepts_and_hangs_costs_one_wait(sink: Sink) -> None:
    sink.silent = True
    write(5)
    begin = time.monotonic()
    assert send_due_letters() == 0
    assert time.monotonic() - begin < 2.5
    sink.silent = False
    be_due()
    assert send_due_letters() == 5


def test_a_refusal_for_now_is_tried_again_later_and_holds_up_nobody_else(sink: Sink) -> None:
    sink.rcpt = "451 try later"
    write(2)
    assert send_due_letters() == 0
    assert [one.attempts for one in Letter.objects.all()] == [1, 1]
    sink.rcpt = "250 ok"
    assert send_due_letters() == 0
    be_due()
    assert send_due_letters() == 2
    assert len(sink.taken) == 2


@pytest.mark.parametrize("at", ["rcpt", "data"])
def test_a_refusal_for_good_stops_and_is_kept_in_the_servers_words(sink: Sink, at: str) -> None:
    setattr(sink, at, "550 no such person here")
    write()
    send_due_letters()
    letter = Letter.objects.get()
    assert letter.failed_at
    assert letter.reason == "550 no such person here"
    setattr(sink, at, "250 ok")
    be_due()
    assert send_due_letters() == 0
    assert not sink.taken


def test_a_server_that_wants_nothing_at_all_is_the_sites_trouble(sink: Sink) -> None:
    sink.greeting = "554 go away"
    write(2)
    assert send_due_letters() == 0
    assert not Letter.objects.filter(failed_at__isnull=False).exists()
    assert [one.attempts for one in Letter.objects.order_by("pk")] == [1, 0]


def test_pauses_grow_up_to_a_quarter_of_an_hour(sink: Sink) -> None:
    sink.rcpt = "451 try later"
    write()
    letter = Letter.objects.get()
    pauses = []
    for _attempt in range(12):
        be_due()
        send_due_letters()
        pauses.append(round(seconds_to_next(letter)))
    assert pauses[:4] == [5, 10, 20, 40]
    assert pauses[-1] == 900


def test_during_an_outage_the_next_attempt_is_never_far(settings: Any) -> None:
    with listening() as gone:
        port = gone.port
    send_to(settings, port)
    write()
    letter = Letter.objects.get()
    for _attempt in range(10):
        be_due()
        send_due_letters()
    assert 50 < seconds_to_next(letter) <= 60


def test_after_three_days_a_letter_is_given_up(sink: Sink) -> None:
    sink.rcpt = "451 try later"
    write()
    Letter.objects.update(created_at=Now() - GIVE_UP_AFTER - timedelta(minutes=1))
    send_due_letters()
    assert Letter.objects.get().failed_at


def test_a_letter_that_is_being_sent_is_nobody_elses(sink: Sink) -> None:
    write()
    Letter.objects.update(next_attempt_at=Now() + timedelta(minutes=5), attempts=1)
    assert send_due_letters() == 0
    assert not sink.taken


def test_a_killed_worker_leaves_one_duplicate_at_most(sink: Sink) -> None:
    write(5)
    sink.slow = 30
    name = str(connection.settings_dict["NAME"])
    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, name, str(sink.port)], cwd=django_settings.BASE_DIR
    )
    try:
        assert sink.got_one.wait(30)
    finally:
        worker.kill()
        worker.wait()
    sink.slow = 0
    assert send_due_letters() == 4
    be_due()  # the lease runs out
    assert send_due_letters() == 1
    ids = [letter["Message-ID"] for letter in sink.letters()]
    assert len(ids) == 6
    assert len(set(ids)) == 5
