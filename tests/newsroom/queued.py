"""Tasks for the tests of the worker; `RAN` records what they did in this process."""

from __future__ import annotations

from django.db import OperationalError
from django_tasks import task

RAN: list[str] = []


class Refused(Exception):
    """A failure that another attempt cannot mend."""

    permanent = True


@task()
def note(word: str) -> str:
    RAN.append(word)
    return word


@task()
def fail(word: str) -> None:
    RAN.append(word)
    raise ConnectionError("the mail server is away")


@task()
def refuse() -> None:
    raise Refused("550 no such mailbox")


@task()
def lose_the_database() -> None:
    raise OperationalError("gone")
