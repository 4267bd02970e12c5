"""Races, with real threads and connections: the database settles them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import pytest
from django.db import close_old_connections, connection
from django.test import Client, RequestFactory

from readers.limits import Limit, take
from readers.models import Confirmation, Reader, ReaderSession
from readers.subscriptions import follow
from tests.readers.tools import asked, link, press

pytestmark = pytest.mark.django_db(transaction=True)
T = TypeVar("T")


def at_once(times: int, act: Callable[[], T]) -> list[T]:
    """Do something in so many threads, each with a connection of its own."""

    def alone(_number: int) -> T:
        close_old_connections()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(alone, range(times)))


def test_twenty_presses_of_one_button_have_one_success(acted: list[tuple[str, str]]) -> None:
    asked()
    path = link()
    codes = at_once(20, lambda: press(path, Client()).status_code)
    assert sorted(codes) == [303] + [409] * 19
    assert len(acted) == 1
    assert ReaderSession.objects.count() == Reader.objects.count() == 1


def test_two_links_of_one_newcomer_pressed_at_once_make_one_reader(
    acted: list[tuple[str, str]],
) -> None:
    paths = []
    for subject in "12345":
        asked(subject=subject)
        paths.append(link())
    codes = at_once(5, lambda: press(paths.pop(), Client()).status_code)
    assert codes == [303] * 5
    assert sorted(subject for _email, subject in acted) == list("12345")
    assert Reader.objects.count() == 1
    assert Confirmation.objects.waiting().count() == 0


def test_a_limit_holds_across_connections() -> None:
    limit = Limit("test", "somebody", 7, 3600)
    answers = at_once(20, lambda: take(limit))
    assert answers.count(None) == 7
    assert answers.count(limit) == 13


def test_limits_taken_in_any_order_never_wait_for_each_other() -> None:
    limits = [Limit("test", str(number), 1000, 3600) for number in range(8)]
    orders = [limits, limits[::-1]] * 10
    assert at_once(20, lambda: take(*orders.pop())) == [None] * 20


def test_following_twice_at_once_is_following_once(reader: Reader) -> None:
    found = at_once(10, lambda: follow(reader, "replies", "7").pk)
    assert len(set(found)) == 1


def test_a_limit_is_not_forgotten_with_the_callers_transaction() -> None:
    limit = Limit("test", "somebody", 1, 3600)
    assert take(limit) is None
    assert take(limit) == limit
    assert RequestFactory().get("/").method == "GET"
