"""Queries that a connection plans once."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from articles import prepared

DOUBLE = "SELECT $1::int * 2, $2::text[]"


@pytest.mark.django_db
def test_values_are_given_as_they_are() -> None:
    assert prepared.rows("doubled", DOUBLE, 21, ["a'b", "{c}"]) == [(42, ["a'b", "{c}"])]
    assert prepared.rows("nothing", "SELECT 1 WHERE false") == []


@pytest.mark.django_db
def test_another_text_under_the_same_name_is_another_query() -> None:
    assert prepared.rows("one", "SELECT 1") == [(1,)]
    assert prepared.rows("one", "SELECT 2") == [(2,)]


@pytest.mark.django_db
def test_it_is_one_query_and_planned_whatever_the_values() -> None:
    with CaptureQueriesContext(connection) as queries:
        for number in range(3):
            prepared.rows("doubled", DOUBLE, number, [])
        generic = prepared.rows(
            "plans",
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements"
            " WHERE name LIKE 'doubled%'",
        )
    assert len(queries) == 4
    assert generic[0][0] >= 3
    assert generic[0][1] == 0


@pytest.mark.django_db(transaction=True)
def test_a_new_connection_prepares_again() -> None:
    for _ in range(2):
        assert prepared.rows("doubled", DOUBLE, 1, []) == [(2, [])]
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_a_fault_is_one_of_django_s() -> None:
    with pytest.raises(DatabaseError):
        prepared.rows("broken", "SELECT nothing_of_that_name")
    assert prepared.rows("one", "SELECT 1") == [(1,)]
