from __future__ import annotations

import time
from typing import Any

import pytest
from django.test import RequestFactory

from readers import limits
from readers.limits import Limit, forget_past_windows, network_of, take
from readers.models import LimitCount

pytestmark = pytest.mark.django_db


def network(address: str) -> str:
    return network_of(RequestFactory().get("/", REMOTE_ADDR=address))


def test_a_limit_counts_up_to_its_number() -> None:
    limit = Limit("letter", "somebody", 3, 3600)
    assert [take(limit) for _time in range(5)] == [None] * 3 + [limit] * 2


def test_limits_of_others_names_and_windows_are_counted_apart() -> None:
    one = Limit("letter", "somebody", 1, 3600)
    take(one)
    assert take(Limit("letter", "somebody else", 1, 3600)) is None
    assert take(Limit("comment", "somebody", 1, 3600)) is None
    assert take(Limit("letter", "somebody", 1, 60)) is None
    assert take(one) == one


def test_many_limits_cost_one_query(django_assert_num_queries: Any) -> None:
    asked = [Limit("letter", str(number), 1, 3600) for number in range(20)]
    with django_assert_num_queries(1):
        assert take(*asked, *asked) is None
    with django_assert_num_queries(0):
        assert take() is None


def test_the_first_exhausted_limit_is_named() -> None:
    narrow, wide = Limit("a", "x", 1, 60), Limit("b", "x", 5, 3600)
    take(narrow, wide)
    assert take(wide, narrow) == narrow


def test_a_window_ends() -> None:
    limit = Limit("letter", "somebody", 1, 3600)
    take(limit)
    LimitCount.objects.update(ends=1)
    assert take(limit) is None
    assert forget_past_windows() == 1
    assert take(limit) == limit


def test_an_ipv6_network_is_its_first_half() -> None:
    assert network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9")
    assert network("2001:db8:1:2::1") != network("2001:db8:1:3::1")


def test_an_ipv4_address_is_the_same_however_it_is_written() -> None:
    assert network("192.0.2.7") == network("::ffff:192.0.2.7")
    assert network("192.0.2.7") != network("192.0.2.8")


@pytest.mark.parametrize("address", ["", "unix:", "fe80::1%eth0", "999.1.1.1", "x" * 1000])
def test_an_odd_address_is_somebody_too(address: str) -> None:
    assert len(network(address)) == 64


def test_forwarded_headers_are_not_asked() -> None:
    plain = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    forged = RequestFactory().get(
        "/", REMOTE_ADDR="192.0.2.7", headers={"X-Forwarded-For": "198.51.100.1"}
    )
    assert network_of(plain) == network_of(forged)


def test_no_address_is_in_the_database_and_its_hash_changes_every_week(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = network("192.0.2.7")
    take(Limit("letter", before, 1, 3600))
    rows = str(list(LimitCount.objects.values_list()))
    assert "192.0.2" not in rows
    assert before not in rows
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + limits.WEEK)
    assert network("192.0.2.7") != before
