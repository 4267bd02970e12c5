"""Readers, comments and browsers for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.demo.manuscripts import Print
from articles.languages import Language
from articles.photography import Copy, Developed
from comments import text, verbs
from comments.models import Comment, SitePolicy, Thread
from comments.verbs import Author, Draft
from readers.models import Reader, ReaderSession
from readers.models.confirmation import hash_of
from readers.session import COOKIE, HERE
from staff.models import User

NUMBERS = count(1)
# What a browser of today sends along with a form of our own page.
OWN_FORM = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}


def make_reader(name: str = "", email: str = "", language: str = "en") -> Reader:
    """A reader with a confirmed address."""
    number = next(NUMBERS)
    email = email or f"reader{number}@example.org"
    return Reader.objects.create(
        name=name or f"Reader {number}", email=email, email_key=email.lower(), language=language
    )


def sign_in(client: Client, reader: Reader) -> Client:
    """Give a browser the reader's session."""
    token = f"session-{next(NUMBERS)}"
    ReaderSession.objects.create(token_hash=hash_of(token), reader=reader)
    client.cookies[COOKIE] = token
    client.cookies[HERE] = "1"
    return client


def browser(reader: Reader | None = None) -> Client:
    """A browser that sends what browsers send, signed in or not."""
    client = Client(headers=OWN_FORM)
    return sign_in(client, reader) if reader else client


def typed(body: str = "I was there and saw it.", **fields: Any) -> dict[str, Any]:
    """The fields of a newcomer's form."""
    number = next(NUMBERS)
    return {"name": f"Nadim {number}", "email": f"n{number}@example.org", "body": body} | fields


def open_policy(user: User) -> SitePolicy:
    """Let comments of confirmed readers appear at once, first ones too."""
    return SitePolicy.objects.create(policy="open", by=user)


def write(
    story_id: int,
    reader: Reader,
    body: str = "",
    *,
    parent: Comment | None = None,
    at: datetime | None = None,
    **draft: Any,
) -> Comment:
    """A comment by a confirmed reader, through the verb."""
    raw = body or f"Comment number {next(NUMBERS)}."
    return verbs.submit(
        Draft(body=text.clean(raw), raw=raw, parent_id=parent.pk if parent else None, **draft),
        story_id=story_id,
        language=Language.ENGLISH,
        author=Author(reader.name, reader.email, reader),
        on_awaiting=lambda comment: None,
        at=at or timezone.now(),
    ).comment


def thread_of(story_id: int) -> Thread:
    return Thread.objects.get(story_id=story_id)


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """The queries made within, without the savepoints that stand for a test's own transactions."""
    found: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield found
    kept = (one["sql"] for one in captured.captured_queries)
    found += [sql for sql in kept if not sql.startswith(("SAVEPOINT", "RELEASE"))]


def undeveloped(prints: list[Print], tell: object) -> dict[Path, Developed]:
    """Spare these tests the developing of pictures."""
    return {
        one.path: Developed(1800, 1200, [Copy(f"{one.path.stem}.webp", 1800, 1200, b"copy")], [])
        for one in prints
    }
