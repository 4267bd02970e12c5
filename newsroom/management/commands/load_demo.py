from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.demo.load import load
from articles.demo.manuscripts import Misprint
from articles.demo.people import Staff
from articles.models import Article
from articles.workflow import Refused
from comments import workflow as comments_workflow
from comments.demo.load import load_threads

VARIABLE = "DEMO_PASSWORD"


@contextmanager
def ended_in_order() -> Iterator[None]:
    """Within, SIGTERM unwinds the load as Ctrl-C does, so that no file stays behind."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class Command(BaseCommand):
    """Load the demonstration newspaper into an empty database; else do nothing and say so."""

    help = (
        "Load the demonstration newspaper: stories in every state, pictures, editions, readers' "
        f"comments and four accounts whose password is {VARIABLE}. Does nothing where there are "
        "stories already."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and report in one line what was made."""
        password = os.environ.get(VARIABLE, "")
        if not password and not Article.objects.exists():
            raise CommandError(f"{VARIABLE} is not set: the demonstration accounts need it.")
        self.verbosity = options["verbosity"]
        self.comments = 0
        started = time.monotonic()
        try:
            with ended_in_order():
                loaded = load(password, self.tell, self.open_threads)
        except (Misprint, Refused, comments_workflow.Refused) as error:
            raise CommandError(f"Nothing was loaded. {error}") from error
        except (DatabaseError, OSError) as error:
            first = str(error).strip().splitlines()[0] if str(error).strip() else repr(error)
            raise CommandError(f"Nothing was loaded: {first}") from error
        if loaded is None:
            self.say("There are stories already; the demonstration newspaper was not loaded.")
            return
        self.say(
            f"Loaded the demonstration newspaper: {loaded.stories} stories, {loaded.pictures} "
            f"pictures, {self.comments} comments, {time.monotonic() - started:.1f} s."
        )
        if loaded.sign_ins:
            self.say(f"New accounts: {', '.join(loaded.sign_ins)}.")

    def open_threads(self, stories: Mapping[str, int], staff: Staff) -> None:
        """Give the stories their readers."""
        self.comments = load_threads(stories, staff, self.tell)

    def say(self, line: str) -> None:
        """Write a line unless the caller asked for silence."""
        if self.verbosity:
            self.stdout.write(line)

    def tell(self, what: str, done: int, of: int) -> None:
        """Show how far it is: in place on a terminal, else at the start and the end."""
        if not self.verbosity:
            return
        if self.stdout.isatty():
            self.stdout.write(f"\r  {what}: {done} of {of}", ending="\n" if done == of else "")
        elif done in {1, of}:
            self.stdout.write(f"  {what}: {done} of {of}")
