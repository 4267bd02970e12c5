"""Alerts to the moderators' channel: when, once, and how they get there."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoAssertNumQueries

from articles.models.story import Story
from comments import verbs
from comments.alerts import hook
from comments.alerts.episodes import usual_per_minute, watch
from comments.alerts.hook import HookFailed, post
from comments.models import Alert, AlertDelivery, AlertLimits, Comment, SitePolicy
from newsroom.worker import tasks
from readers.models import Letter, Reader
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_user, publish_story
from tests.comments.tools import make_reader, thread_of, write

pytestmark = pytest.mark.django_db
SECRET = "a-secret-of-the-channel-0123456789-abcdef"
PAGE = "/desk/comments/alert/"


class Channel:
    """A chat server's web hook, on this machine."""

    def __init__(self) -> None:
        self.status = 200
        self.pause = 0.0
        self.location = ""
        self.calls: list[tuple[dict[str, str], bytes]] = []
        channel = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                channel.calls.append((dict(self.headers), body))
                time.sleep(channel.pause)
                self.send_response(channel.status)
                if channel.location:
                    self.send_header("Location", channel.location)
                self.end_headers()

            def log_message(self, *args: Any, **rest: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/hooks/desk?room=1"


@pytest.fixture
def channel(settings: Any) -> Iterator[Channel]:
    channel = Channel()
    thread = threading.Thread(target=channel.server.serve_forever, daemon=True)
    thread.start()
    settings.ALERT_HOOK_URL = channel.url
    settings.ALERT_HOOK_SECRET = SECRET
    settings.ALERT_HOOK_PRIVATE = True
    yield channel
    channel.server.shutdown()
    channel.server.server_close()
    thread.join()


@pytest.fixture
def old_queue(story: Story, reader: Reader) -> datetime:
    """A comment has waited for 61 minutes; now."""
    now = timezone.now()
    write(story.pk, reader, "Call me at 01 234 567, Salma.", at=now - timedelta(minutes=61))
    return now


def run_queue() -> list[str]:
    """Let a worker do everything that is queued, once; what became of the calls."""
    found = []
    while (row := tasks.claim("worker-of-the-test")) is not None:
        tasks.perform(row)
        row.refresh_from_db()
        if row.task_path.endswith(".call_hook"):
            found.append(str(row.status))
    return found


def rush(story: Story, readers: list[Reader], number: int, at: datetime) -> None:
    for place in range(number):
        write(story.pk, readers[place % len(readers)], at=at - timedelta(seconds=place))


def test_an_old_queue_alerts_once_until_it_was_calm(
    story: Story, old_queue: datetime, moderator: User
) -> None:
    assert watch(old_queue - timedelta(minutes=2)) == 0
    assert watch(old_queue) == 1
    assert watch(old_queue + timedelta(minutes=5)) == 0
    alert = Alert.objects.get()
    assert (alert.kind, alert.waiting, alert.minutes, alert.thread) == ("queue", 1, 61, None)
    later = write(story.pk, make_reader(), at=old_queue - timedelta(minutes=35))
    verbs.approve(Comment.objects.earliest("pk"), by=moderator)
    watch(old_queue)
    alert.refresh_from_db()
    assert alert.calm_at is None  # below the limit, but not below half of it
    verbs.approve(later, by=moderator)
    watch(old_queue + timedelta(minutes=6))
    alert.refresh_from_db()
    assert alert.calm_at == old_queue + timedelta(minutes=6)
    write(story.pk, make_reader(), at=old_queue)
    assert watch(old_queue + timedelta(minutes=61)) == 1
    assert Alert.objects.count() == 2


def test_a_comment_that_readers_reported_waits_since_then(
    story: Story, open_site: SitePolicy, reader: Reader, chief: User
) -> None:
    now = timezone.now()
    comment = write(story.pk, reader, at=now - timedelta(days=2))
    assert comment.state == "published"
    Comment.objects.filter(pk=comment.pk).update(state="pending")
    comment.holds.create(rule="flags", at=now - timedelta(minutes=3))
    assert watch(now) == 0
    assert watch(now + timedelta(minutes=58)) == 1


def test_a_story_heats_up_against_its_own_usual(
    story: Story, open_site: SitePolicy, chief: User
) -> None:
    AlertLimits.objects.create(per_minute=2.0, times_usual=3.0, by=chief)
    now, readers = timezone.now(), [make_reader() for _ in range(10)]
    rush(story, readers, 19, now)
    assert watch(now) == 0
    rush(story, readers, 1, now)
    assert watch(now) == 1
    alert = Alert.objects.get()
    assert (alert.kind, alert.thread, alert.per_minute) == ("story", thread_of(story.pk), 2.0)
    assert watch(now + timedelta(minutes=1)) == 0
    watch(now + timedelta(minutes=11))
    alert.refresh_from_db()
    assert alert.calm_at is not None


def test_a_story_that_is_always_busy_is_as_usual(
    story: Story, open_site: SitePolicy, chief: User
) -> None:
    AlertLimits.objects.create(per_minute=2.0, times_usual=3.0, by=chief)
    now, readers = timezone.now(), [make_reader() for _ in range(10)]
    for minutes in range(11, 61, 2):
        rush(story, readers, 2, now - timedelta(minutes=minutes))
    rush(story, readers, 21, now)
    assert usual_per_minute(thread_of(story.pk), now) == pytest.approx(50 / 60)
    assert watch(now) == 0


def test_switched_off_it_begins_nothing_and_still_ends_what_goes_on(
    story: Story, old_queue: datetime, chief: User, moderator: User
) -> None:
    assert watch(old_queue) == 1
    AlertLimits.objects.create(is_on=False, by=chief)
    verbs.approve(Comment.objects.get(), by=moderator)
    watch(old_queue)
    assert Alert.objects.get().calm_at is not None
    write(story.pk, make_reader(), at=old_queue - timedelta(hours=5))
    assert watch(old_queue) == 0


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once(settings: Any) -> None:
    settings.ALERT_MAIL = ("desk@example.org",)
    story, now = publish_story(), timezone.now()
    write(story.pk, make_reader(), at=now - timedelta(hours=2))
    begun: list[int] = []
    ready = threading.Barrier(3)

    def work() -> None:
        ready.wait()
        begun.append(watch(now))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sorted(begun) == [0, 0, 1]
    assert Alert.objects.count() == Letter.objects.filter(kind="alert").count() == 1


def test_the_hook_gets_it_signed_and_without_anything_of_readers(
    story: Story, old_queue: datetime, channel: Channel
) -> None:
    watch(old_queue)
    assert channel.calls == []  # only the worker calls
    assert run_queue() == ["SUCCESSFUL"]
    headers, body = channel.calls[0]
    signed = headers["X-Newsroom-Timestamp"].encode() + b"." + body
    expected = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert headers["X-Newsroom-Signature"] == f"sha256={expected}"
    assert abs(int(headers["X-Newsroom-Timestamp"]) - time.time()) < 60
    assert headers["X-Newsroom-Delivery"] == str(Alert.objects.get().pk)
    told = json.loads(body)
    assert (told["kind"], told["waiting"], told["oldest_minutes"]) == ("queue", 1, 61)
    assert "1 comment waits" in told["text"]
    for personal in ("Salma", "234", "example.org/reader", "@"):
        assert personal not in body.decode()
    delivery = AlertDelivery.objects.get()
    assert (delivery.is_delivered, delivery.answer) == (True, "HTTP 200")


def test_a_story_is_named_with_its_headline(
    story: Story, open_site: SitePolicy, chief: User, channel: Channel
) -> None:
    AlertLimits.objects.create(per_minute=0.5, language="ar", by=chief)
    now = timezone.now()
    rush(story, [make_reader()], 5, now)
    watch(now)
    run_queue()
    told = json.loads(channel.calls[0][1])
    assert told["story"] == {"number": story.pk, "headline": story.headline}
    assert (told["per_minute"], told["usual_per_minute"]) == (0.5, 0.0)
    assert "٠٫٥" in told["text"]
    assert told["link"].endswith(f"?story={story.pk}")


@pytest.mark.parametrize(
    ("status", "again"), [(500, True), (503, True), (429, True), (404, False), (302, False)]
)
def test_a_hook_that_fails_is_tried_again_only_where_that_may_help(
    old_queue: datetime, channel: Channel, status: int, again: bool
) -> None:
    channel.status, channel.location = status, channel.url
    watch(old_queue)
    assert run_queue() == ["READY" if again else "FAILED"]
    assert len(channel.calls) == 1  # a redirect is not followed
    assert AlertDelivery.objects.get().answer == f"HTTP {status}"
    if again:
        channel.status = 204
        DBTaskResult.objects.update(run_after=timezone.now())
        assert run_queue() == ["SUCCESSFUL"]
        assert AlertDelivery.objects.filter(is_delivered=True).count() == 1


def test_what_is_calm_again_is_not_sent_late(
    old_queue: datetime, channel: Channel, moderator: User
) -> None:
    watch(old_queue)
    verbs.approve(Comment.objects.get(), by=moderator)
    watch(old_queue)
    assert run_queue()[-1] == "SUCCESSFUL"
    assert channel.calls == []


def test_a_hook_that_hangs_is_left(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "TIMEOUT", 0.3)
    channel.pause = 2.0
    began = time.monotonic()
    with pytest.raises(HookFailed, match="in time") as failed:
        post(channel.url, b"{}", secret=SECRET, delivery=1, at=timezone.now(), private=True)
    assert time.monotonic() - began < 1.5
    assert not failed.value.permanent


def test_a_hook_that_drips_is_cut(channel: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hook, "AT_MOST", 0.3)
    channel.pause = 2.0
    began = time.monotonic()
    with pytest.raises(HookFailed):
        post(channel.url, b"{}", secret=SECRET, delivery=1, at=timezone.now(), private=True)
    assert time.monotonic() - began < 1.5


def test_nobody_there(channel: Channel) -> None:
    channel.server.server_close()
    with pytest.raises(HookFailed) as failed:
        post(channel.url, b"{}", secret=SECRET, delivery=1, at=timezone.now(), private=True)
    assert not failed.value.permanent


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "10.1.2.3", "169.254.169.254"])
def test_a_private_address_has_to_be_allowed(host: str) -> None:
    with pytest.raises(HookFailed, match="ALERT_HOOK_PRIVATE") as failed:
        post(f"http://{host}:9/", b"", secret=SECRET, delivery=1, at=timezone.now(), private=False)
    assert failed.value.permanent


def test_mail_in_the_language_of_the_desk(
    story: Story, old_queue: datetime, chief: User, settings: Any
) -> None:
    settings.ALERT_MAIL = ("desk@example.org", "night@example.org")
    AlertLimits.objects.create(language="ar", by=chief)
    watch(old_queue)
    letters = list(Letter.objects.filter(kind="alert").order_by("pk"))
    assert [one.to for one in letters] == ["desk@example.org", "night@example.org"]
    for words in (letters[0].subject, letters[0].text, letters[0].html):
        assert "تعليق" in words
        assert "Salma" not in words
    assert "٦١" in letters[0].text
    assert "/desk/comments/comment/" in letters[0].text


def test_an_alert_is_kept_as_it_was(old_queue: datetime) -> None:
    watch(old_queue)
    for statement in (
        "UPDATE comments_alert SET minutes = 1",
        "UPDATE comments_alert SET minutes = 1, calm_at = now()",
        "DELETE FROM comments_alert",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    Alert.objects.update(calm_at=old_queue)
    with pytest.raises(DatabaseError), transaction.atomic():
        Alert.objects.update(calm_at=None)


@pytest.mark.parametrize("role", list(Role))
def test_the_page_at_the_desk(old_queue: datetime, role: Role) -> None:
    watch(old_queue)
    client = Client()
    client.force_login(make_user(role))
    limits = {"queue_minutes": "30", "per_minute": "3.5", "times_usual": "2", "language": "ar"}
    answer = client.get(PAGE)
    changed = client.post(PAGE, {**limits, "is_on": "on"})
    if role == Role.JOURNALIST:
        assert (answer.status_code, changed.status_code) == (403, 403)
        return
    page = answer.content.decode()
    assert "the oldest for 61 minutes" in page
    assert "goes on" in page
    may = role != Role.EDITOR
    assert ("Change the limits" in page) is may
    assert changed.status_code == (302 if may else 403)
    assert AlertLimits.objects.filter(queue_minutes=30, language="ar").exists() is may


@pytest.mark.parametrize("minutes", ["", "0", "-5", "many", "99999999999"])
def test_limits_that_cannot_be_are_refused_with_what_was_typed(
    moderator: User, minutes: str
) -> None:
    client = Client()
    client.force_login(moderator)
    limits = {"queue_minutes": minutes, "per_minute": "5", "times_usual": "4", "language": "en"}
    answer = client.post(PAGE, limits)
    assert answer.status_code == 400
    assert "what is wrong stands at the fields" in answer.content.decode()
    assert not AlertLimits.objects.exists()


def test_looking_costs_few_queries_however_many_wait(
    story: Story, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reader = make_reader()
    for _number in range(30):
        write(story.pk, reader)
    with django_assert_max_num_queries(4):
        watch()
