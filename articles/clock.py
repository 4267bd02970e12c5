"""The database's clock, the only one that decides what is live."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """The moment (aware) of the running transaction, as the views of live stories see it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT newsroom_now()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def moment_of_act(last: datetime | None) -> datetime:
    """The moment (aware) of an act that may have waited for another: never before the last one.

    A transaction's clock stands still from its beginning. One that had to wait for a lock would
    record its act before the act it waited for, and so take what is live for something to come.
    Where the clock was really put back, the clock is believed.

    Args:
        last: when the story's last act was recorded.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT CASE WHEN newsroom_now() = now()"
            " THEN least(greatest(now(), %s), clock_timestamp()) ELSE newsroom_now() END",
            [last],
        )
        moment: datetime = cursor.fetchone()[0]
    return moment


@contextmanager
def as_it_stands_at(moment: datetime) -> Iterator[None]:
    """Within the running transaction, see the paper as it stands at a moment (aware).

    For the desk's look ahead and for tests; readers' requests never set it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('newsroom.now', %s, true)", [moment.isoformat()])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('newsroom.now', '', true)")
