"""Queries that PostgreSQL plans once for a connection.

To plan a query over the views of what is live takes longer than to answer it. That the plan kept is
used whatever the values are is said in ``newsroom.connections``.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

_prepared: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


def rows(name: str, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """What a query answers.

    Args:
        name: by which logs and statistics of the database call it.
        sql: constant, as each text is kept by every connection; values stand in it as ``$1``
            with a cast, ``$2`` and so on.
    """
    statement = ready(name, sql, len(values))
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def ready(name: str, sql: str, places: int) -> str:
    """The statement that runs a query with so many values, prepared if it was not yet."""
    name = f"{name}_{_mark(sql)}"
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    session = connection.connection
    known = _prepared.setdefault(session, set())
    if name not in known:
        with connection.wrap_database_errors, session.cursor() as plain:
            plain.execute(f"PREPARE {name} AS {sql}")
        known.add(name)
    return f"EXECUTE {name}({', '.join(['%s'] * places)})" if places else f"EXECUTE {name}"


@cache
def _mark(sql: str) -> str:
    """What tells a query from another version of it."""
    return hashlib.sha256(sql.encode()).hexdigest()[:8]
