"""Web addresses by their registered names; accounts by what they have in common; scripts."""

from __future__ import annotations

import time

import pytest

from comments.matching import BadPattern, domains, linked
from comments.matching.scripts import Script, script_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://example.com/x", ["example.com"]),
        ("see shop.example.com.", ["example.com"]),
        ("notexample.com", ["notexample.com"]),
        ("https://example.com.evil.net/", ["evil.net"]),
        ("a.b.example.co.uk", ["example.co.uk"]),
        ("WWW.EXAMPLE.COM", ["example.com"]),
        ("example[.]com or example(.)org", ["example.com", "example.org"]),
        ("me@mail.example.com", ["example.com"]),
        ("foo.github.io", ["foo.github.io"]),
        ("co.uk", []),
        ("shop.new-ending.zzz", ["new-ending.zzz"]),
        ("3.5 and 10.20.30.40", []),
        ("münchen.de", ["xn--mnchen-3ya.de"]),
        ("موقع.امارات", ["xn--4gbrim.xn--mgbaam7a8h"]),
    ],
)
def test_hosts_are_known_by_their_registered_name(text: str, found: list[str]) -> None:
    assert [host.domain for host in domains.find(text)] == found


def test_a_long_row_of_dots_is_quick() -> None:
    started = time.process_time()
    for text in ("a." * 5000, "a-" * 5000, "a" * 5000 + ".com", "é." * 2500):
        list(domains.find(text))
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("typed", "domain"),
    [
        ("example.com", "example.com"),
        ("https://www.example.com/path?x=1", "example.com"),
        ("*.example.com", "example.com"),
        (" Example.COM:443 ", "example.com"),
    ],
)
def test_what_a_moderator_types_becomes_a_registered_name(typed: str, domain: str) -> None:
    assert domains.parse(typed) == domain


@pytest.mark.parametrize("typed", ["", "com", "co.uk", "github.io", "example", "10.0.0.1", "a b"])
def test_what_nobody_can_own_is_refused(typed: str) -> None:
    with pytest.raises(BadPattern):
        domains.parse(typed)


def test_addresses_that_vary_a_little_are_alike() -> None:
    assert (
        len(
            {
                linked.address_pattern(one)
                for one in (
                    "j.doe@gmail.com",
                    "jdoe+x@googlemail.com",
                    "JDoe77@gmail.com",
                    "j_doe1@gmail.com",
                )
            }
        )
        == 1
    )
    assert linked.address_pattern("123@example.org") != linked.address_pattern("456@example.org")


@pytest.mark.parametrize(
    ("accounts", "number"),
    [
        ([], 0),
        ([("nadim1@x.org", ""), ("nadim2@x.org", ""), ("nadim.3@x.org", "")], 1),
        ([("a@x.org", "n"), ("b@x.org", "n"), ("c@x.org", "n")], 1),
        ([("a@x.org", ""), ("b@x.org", ""), ("a@y.org", "")], 3),
        ([("a@x.org", "n"), ("b@x.org", "m"), ("a2@x.org", "m")], 1),  # a chain
    ],
)
def test_linked_accounts_count_as_one_person(accounts: list[tuple[str, str]], number: int) -> None:
    assert linked.people(accounts) == number


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Nobody asked the people of Arsal.", Script.LATIN),
        ("لم يسأل أحد أهالي عرسال عن رأيهم", Script.ARABIC),
        ("איש לא שאל את התושבים כאן", Script.HEBREW),
        ("Никто не спросил жителей", Script.CYRILLIC),
        ("没有人问过当地居民他们的意见是什么吗", Script.OTHER),
        ("ok 123", None),
    ],
)
def test_the_script_of_most_letters(text: str, script: Script | None) -> None:
    assert script_of(text) == script
