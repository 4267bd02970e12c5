"""A web process is killed midway: in a save, a publication, a mark of print. Never half of one."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import psutil
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from articles import arranging, verbs
from articles.models import (
    Article,
    Listing,
    PrintAct,
    PrintEdition,
    Release,
    Story,
    Transition,
)
from articles.printing import mark_printed
from staff.models import User
from tests.articles.desk import address, at_desk, opened
from tests.articles.factories import (
    BODY,
    approve_story,
    make_edition,
    make_story,
    make_user,
    publish_story,
)

pytestmark = pytest.mark.django_db(transaction=True)

KILLS = 30
PATIENCE = 20.0  # seconds
TOKEN = "k" * 32


@dataclass
class Web:
    """gunicorn with one worker."""

    process: subprocess.Popen[bytes]
    port: int

    def worker(self) -> psutil.Process:
        """The worker that answers now; waits for the one that follows a killed one."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for child in psutil.Process(self.process.pid).children():
                if child.status() != psutil.STATUS_ZOMBIE:
                    return child
            time.sleep(0.01)
        raise AssertionError("no worker came back")

    def post(self, client: Client, url: str, form: dict[str, str]) -> int | None:
        """The status of the answer; none where the process was killed before it."""
        cookies = f"sessionid={client.cookies['sessionid'].value}; csrftoken={TOKEN}"
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookies}
        http = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            http.request("POST", url, urlencode({**form, "csrfmiddlewaretoken": TOKEN}), headers)
            return http.getresponse().status
        except (HTTPException, OSError):
            return None
        finally:
            http.close()

    def post_and_kill(
        self, client: Client, url: str, form: dict[str, str], after: float
    ) -> int | None:
        """Send a form and kill the worker some seconds ``after``."""
        victim = self.worker()
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(self.post, client, url, form)
            time.sleep(after)
            os.kill(victim.pid, signal.SIGKILL)
            victim.wait(PATIENCE)
            return answer.result()


@pytest.fixture
def web() -> Iterator[Web]:
    """The desk served over this test's database, by a process that may be killed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gunicorn", "-c", "python:tests.articles.killed_web"]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "--log-level", "critical"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "KILLED_DATABASE": str(connection.settings_dict["NAME"])},
    )
    try:
        yield Web(process, port)
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _moments(usual: float) -> list[float]:
    """When to kill: spread over a little more than a request usually takes, in seconds."""
    return [usual * 1.2 * number / KILLS for number in range(KILLS)]


def _usual(web: Web, client: Client, url: str, form: dict[str, str]) -> float:
    """How long a fresh worker takes for a form, in seconds; kills that worker."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", web.port), 1).close()
            break
        except OSError:
            time.sleep(0.05)
    began = time.monotonic()
    assert web.post(client, url, form) == 302
    took = time.monotonic() - began
    worker = web.worker()
    worker.kill()
    worker.wait(PATIENCE)
    return took


def _settled(story: Article) -> Article:
    """The story once no killed request holds it any more."""
    with transaction.atomic():
        return Article.objects.select_for_update(of=("self",)).get(pk=story.pk)


def _editor() -> tuple[User, Client]:
    editor = make_user()
    return editor, at_desk(editor)


def test_a_save_killed_midway_is_whole_or_not_there(web: Web) -> None:
    editor, client = _editor()
    story = make_story(editor, tags=["first"])
    trial = {**opened(client, story), "headline": "Trial"}
    usual = _usual(web, client, address(story), trial)
    answers = []
    for number, after in enumerate(_moments(usual)):
        before = _settled(story)
        words = {"headline": f"Headline {number}", "body": f"{BODY}<p>{number}</p>"}
        form = {**opened(client, story), **words, "tags": f"tag {number}"}
        answers.append(web.post_and_kill(client, address(story), form, after))
        now = _settled(story)
        head = now.head_revision
        assert head is not None
        assert before.head_revision is not None
        assert now.version - before.version == head.number - before.head_revision.number
        assert now.version - before.version in {0, 1}
        frozen = head.frozen
        assert (frozen["headline"], frozen["body"]) == (now.headline, now.body)
        assert {row["name"] for row in frozen["tags"]} == set(now.tags.names())
        assert now.revisions.count() == head.number
        if now.version == before.version:
            assert now.headline == before.headline
        if answers[-1] is not None:
            assert now.headline == words["headline"]
    print(answers)
    assert None in answers, "no save was killed before its answer"


def test_a_publication_killed_midway_is_whole_or_not_there(web: Web) -> None:
    editor, client = _editor()
    trial = approve_story(make_story(editor))
    publish = {"_verb": "publish"}
    usual = _usual(web, client, address(trial), {**opened(client, trial), **publish})
    answers, whole = [], 0
    for number, after in enumerate(_moments(usual)):
        story = approve_story(make_story(editor, headline=f"Story {number}"))
        form = {**opened(client, story), **publish}
        answers.append(web.post_and_kill(client, address(story), form, after))
        now = _settled(story)
        done = now.published_revision_id is not None
        assert Release.objects.filter(article=story).count() == int(done)
        assert Transition.objects.filter(article=story, verb="publish").count() == int(done)
        assert Listing.objects.filter(story_id=story.pk).exists() == done
        whole += done
        verbs.publish(now, by=editor)  # whoever presses again gets exactly one publication
        assert Release.objects.filter(article=story).count() == 1
        assert Transition.objects.filter(article=story, verb="publish").count() == 1
    print(answers)
    assert None in answers, "no publication was killed before its answer"
    assert whole < KILLS


def test_a_mark_of_print_killed_midway_is_whole_or_not_there(web: Web) -> None:
    editor, client = _editor()
    stories = [publish_story(make_story(editor)) for _number in range(3)]

    def planned(name: str) -> tuple[PrintEdition, str, dict[str, str]]:
        edition = make_edition(timezone.localdate(), name=name)
        for story in stories:
            arranging.place(edition, story, "1", by=editor)
        page = f"/desk/articles/printedition/{edition.pk}/printed/"
        return edition, page, {"seen": str(edition.version)}

    usual = _usual(web, client, *planned("trial")[1:])
    answers, whole = [], 0
    for number, after in enumerate(_moments(usual)):
        edition, page, form = planned(f"number {number}")
        answers.append(web.post_and_kill(client, page, form, after))
        with transaction.atomic():
            now = PrintEdition.objects.select_for_update().get(pk=edition.pk)
        done = now.is_printed
        assert PrintAct.objects.filter(edition=edition, verb="print").count() == int(done)
        bound = now.placements.exclude(revision=None).count()
        assert bound == (len(stories) if done else 0)
        for live in Story.objects.filter(pk__in=[story.pk for story in stories]):
            assert (now.name in {one["name"] for one in live.placements}) == done
        whole += done
        mark_printed(now, by=editor)  # whoever presses again gets exactly one mark
        assert PrintAct.objects.filter(edition=edition, verb="print").count() == 1
    print(answers)
    assert None in answers, "no mark was killed before its answer"
    assert whole < KILLS
