"""Signing in is limited, tells nobody which names exist, and shuts nobody out for ever."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from django.contrib.auth import hashers
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from staff.models import AttemptCount, User
from staff.sweeps import forget_what_is_over
from tests.articles.desk import text_of
from tests.articles.factories import make_user
from tests.staff.signing import LOGIN, PASSWORD, give_password, is_in

pytestmark = pytest.mark.django_db
HOME: dict[str, Any] = {"REMOTE_ADDR": "203.0.113.9"}
AWAY: dict[str, Any] = {"REMOTE_ADDR": "198.51.100.4"}


@pytest.fixture
def rima() -> User:
    return make_user(password=PASSWORD)


def _guess(user: User | str, many: int, **more: Any) -> list[int]:
    return [
        give_password(Client(), user, f"guess-{one}", **more).status_code for one in range(many)
    ]


def test_guessing_ends_with_a_wait_in_words_and_keeps_the_name(rima: User) -> None:
    assert _guess(rima, 10, **AWAY) == [200] * 10
    refused = Client().post(
        LOGIN, {"username": rima.username, "password": PASSWORD, "next": "/desk/x/"}, **AWAY
    )
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 900
    said = text_of(refused)
    assert "Too many attempts. Wait" in said
    assert f'value="{rima.username}"' in said
    assert 'value="/desk/x/"' in said
    arabic = give_password(Client(headers={"accept-language": "ar"}), rima, **AWAY)
    assert "Too many" not in text_of(arabic)
    assert give_password(Client(), rima, **HOME).status_code == 302, "elsewhere it goes on"
    assert give_password(Client(), make_user(password=PASSWORD), **AWAY).status_code == 302


def test_the_wait_survives_a_restart_and_ends(rima: User) -> None:
    """What is counted stands in the database; a window that is over counts no more."""
    _guess(rima, 11, **AWAY)
    kept = " ".join(AttemptCount.objects.values_list("key", flat=True))
    assert rima.username not in kept
    assert "198.51" not in kept
    AttemptCount.objects.update(ends=1)
    assert give_password(Client(), rima, **AWAY).status_code == 302
    assert forget_what_is_over() >= 3
    assert not AttemptCount.objects.filter(ends=1).exists()


def test_right_passwords_do_not_count(rima: User) -> None:
    statuses = {give_password(Client(), rima, **HOME).status_code for _ in range(15)}
    assert statuses == {302}


def test_many_networks_are_limited_too_but_not_the_person_on_a_known_device(rima: User) -> None:
    hers = Client()
    assert give_password(hers, rima, **HOME).status_code == 302
    hers.post("/desk/logout/")
    for number in range(60):
        give_password(Client(), rima, "guess", REMOTE_ADDR=f"198.51.{number}.4")
    assert give_password(Client(), rima, REMOTE_ADDR="192.0.2.1").status_code == 429
    assert give_password(hers, rima, **HOME).status_code == 302
    assert is_in(hers)
    forged = Client()
    forged.cookies["desk-device"] = "made-up"
    assert give_password(forged, rima, REMOTE_ADDR="192.0.2.1").status_code == 429
    hers.post("/desk/logout/")
    for _ in range(10):
        give_password(hers, rima, "guess", **HOME)
    assert give_password(hers, rima, **HOME).status_code == 429, "nor does it guess on"


def test_many_names_from_one_network_are_limited() -> None:
    statuses = [_guess(f"name-{one}", 1, **AWAY)[0] for one in range(151)]
    assert statuses == [200] * 150 + [429]


def test_a_name_without_an_account_is_answered_alike(
    rima: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Same words, same queries, same work for the hash, up to and beyond the limit."""
    made: list[str] = []
    monkeypatch.setattr(hashers.MD5PasswordHasher, "encode", _counting(made))
    switched_off = make_user(password=PASSWORD)
    User.objects.filter(pk=switched_off.pk).update(is_active=False)
    found = []
    for name in (rima.username, "nobody-of-that-name", switched_off.username):
        answers = []
        for guess in range(11):
            made.clear()
            with CaptureQueriesContext(connection) as asked:
                page = give_password(Client(), name, f"guess-{guess}", **AWAY)
            words = text_of(page).replace(name, "NAME")
            words = words.replace(page.cookies["csrftoken"].value, "")
            answers.append((page.status_code, len(asked), len(made), len(words)))
        found.append(answers)
    assert found[0] == found[1] == found[2]
    assert found[0][0][2] == 1, "one hash each"
    assert found[0][10][0] == 429


def _counting(made: list[str]) -> Any:
    def encode(self: object, password: str, salt: str) -> str:
        made.append(password)
        digest = hashlib.md5(f"{salt}{password}".encode(), usedforsecurity=False).hexdigest()
        return f"md5${salt}${digest}"

    return encode
