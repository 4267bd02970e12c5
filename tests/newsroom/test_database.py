"""A connection is asked whether it is still there, but not at each request."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import pytest
from django.db import DatabaseError, connection, connections
from django.db.backends.postgresql import base as django_base

from newsroom.database.base import TRUSTED_FOR, DatabaseWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def another() -> Iterator[DatabaseWrapper]:
    """A connection beside that of the test."""
    wrapper = cast(DatabaseWrapper, connection.copy())
    wrapper.connect()
    yield wrapper
    wrapper.close()


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [1000.0]
    monkeypatch.setattr("newsroom.database.base.monotonic", lambda: now[0])
    return now


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Every time that the server is asked."""
    times: list[object] = []
    ask = django_base.DatabaseWrapper.is_usable

    def counting(wrapper: django_base.DatabaseWrapper) -> bool:
        times.append(wrapper)
        return bool(ask(wrapper))

    monkeypatch.setattr(django_base.DatabaseWrapper, "is_usable", counting)
    return times


def begin_request(wrapper: DatabaseWrapper) -> int:
    """What Django does at the first query of a request; the number of the server's process."""
    wrapper.close_if_unusable_or_obsolete()
    vars(wrapper)["health_check_done"] = False
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def test_the_engine_is_in_use() -> None:
    assert isinstance(connections["default"], DatabaseWrapper)


def test_it_is_asked_once_in_a_while(
    clock: list[float], asked: list[object], another: DatabaseWrapper
) -> None:
    for _request in range(5):
        begin_request(another)
    assert asked == []
    clock[0] += TRUSTED_FOR
    for _request in range(5):
        begin_request(another)
    assert asked == [another]


def test_a_connection_that_was_cut_is_made_anew(
    clock: list[float], another: DatabaseWrapper
) -> None:
    cut(begin_request(another))
    clock[0] += TRUSTED_FOR
    begin_request(another)


def test_one_request_fails_at_most_where_it_was_cut_a_moment_ago(
    clock: list[float], another: DatabaseWrapper
) -> None:
    cut(begin_request(another))
    with pytest.raises(DatabaseError):
        begin_request(another)
    begin_request(another)


def cut(process: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [process])
        assert cursor.fetchone() == (True,)
