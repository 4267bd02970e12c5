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
