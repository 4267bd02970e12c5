"""Where somebody is signed in: shown in words, and ended at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from newsroom.worker.tasks import claim, perform
from staff.devices import device_words, rough_network
from staff.models import DeskSession, KnownDevice, User
from staff.roles import Role
from staff.sweeps import forget_what_is_over
from tests.articles.desk import at_desk, change, text_of
from tests.articles.factories import make_user
from tests.staff.signing import PASSWORD, give_password, is_in

pytestmark = pytest.mark.django_db
ACCOUNT = "/desk/account/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1"
)
EDGE = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0"
)


@pytest.fixture
def rima() -> User:
    return make_user(Role.EDITOR, name="Rima Haddad", password=PASSWORD)


def _browser(user: User, agent: str = FIREFOX, address: str = "203.0.113.9") -> Client:
    client = Client(headers={"user-agent": agent}, REMOTE_ADDR=address)
    assert give_password(client, user).status_code == 302
    return client


def _number(user: User, agent: str) -> str:
    return str(DeskSession.objects.get(user=user, agent=agent).number)


@pytest.mark.parametrize(
    "agent, words",
    [
        (FIREFOX, "Firefox on Linux"),
        (IPHONE, "Safari on iPhone"),
        (EDGE, "Edge on Windows"),
        (EDGE.replace("Edg/", "EdgA/").replace("Windows NT 10.0", "Android 16"), "Edge on Android"),
        ("curl/8.5.0", "Unknown device"),
        ("", "Unknown device"),
    ],
)
def test_a_browser_in_words(agent: str, words: str) -> None:
    assert device_words(agent) == words


def test_a_network_is_told_roughly() -> None:
    assert rough_network("203.0.113.77") == rough_network("::ffff:203.0.113.77") == "203.0.113.0/24"
    assert rough_network("2001:db8:5:6::1") == "2001:db8:5::/48"
    assert rough_network("") == ""


def test_each_session_is_listed_and_ends_at_once_by_itself(rima: User) -> None:
    laptop, phone = _browser(rima), _browser(rima, IPHONE, "198.51.100.4")
    page = text_of(laptop.get(ACCOUNT))
    for words in ("Firefox on Linux", "Safari on iPhone", "203.0.113.0/24", "this browser"):
        assert words in page
    assert laptop.cookies["sessionid"].value not in page
    stranger = _browser(make_user(password=PASSWORD), EDGE)
    number = {"session": _number(rima, IPHONE)}
    assert stranger.post(f"{ACCOUNT}sessions/end/", number).status_code == 404
    assert is_in(phone)
    assert laptop.post(f"{ACCOUNT}sessions/end/", number).status_code == 302
    assert not is_in(phone)
    assert phone.post("/desk/articles/article/add/", {"headline": "Typed"}).status_code == 403
    assert is_in(laptop)
    for nonsense in ({}, {"session": "x"}, number):
        assert laptop.post(f"{ACCOUNT}sessions/end/", nonsense).status_code == 404
    laptop.post(f"{ACCOUNT}sessions/end/", {"session": _number(rima, FIREFOX)})
    assert not is_in(laptop)


def test_everywhere_else_is_everywhere_else(rima: User) -> None:
    here, others = _browser(rima), [_browser(rima, EDGE), _browser(rima, IPHONE)]
    bystander = _browser(make_user(password=PASSWORD))
    here.post(f"{ACCOUNT}sessions/end-others/")
    assert [is_in(one) for one in (here, *others, bystander)] == [True, False, False, True]
    assert KnownDevice.objects.filter(user=rima).count() == 1


def test_a_changed_password_ends_the_others_and_goes_on_here(rima: User) -> None:
    here, there = _browser(rima), _browser(rima, EDGE)
    new = {"new_password1": "another-odd-password", "new_password2": "another-odd-password"}
    here.post("/desk/password_change/", {"old_password": "wrong", **new})
    assert is_in(there)
    here.post("/desk/password_change/", {"old_password": PASSWORD, **new})
    assert (is_in(here), is_in(there)) == (True, False)
    assert DeskSession.objects.filter(user=rima).count() == 1
    assert rima.access_events.get(kind="password").by == rima


def test_a_password_that_the_chief_sets_ends_all(rima: User) -> None:
    hers, chief = _browser(rima), make_user(Role.CHIEF)
    client = at_desk(chief)
    data = {"password1": "another-odd-password", "password2": "another-odd-password"}
    client.post(f"/desk/staff/user/{rima.pk}/password/", {**data, "usable_password": "true"})
    assert not is_in(hers)
    assert rima.access_events.get(kind="password").by == chief
    assert is_in(client)


def test_a_chief_signs_a_colleague_out_and_an_editor_does_not(rima: User) -> None:
    hers = _browser(rima)
    url = f"/desk/staff/user/{rima.pk}/access/end-sessions/"
    assert at_desk(make_user(Role.EDITOR)).post(url).status_code == 403
    assert is_in(hers)
    assert at_desk(make_user(Role.CHIEF)).post(url).status_code == 302
    assert not is_in(hers)
    assert rima.access_events.get().kind == "sessions_ended"


def test_an_account_that_is_switched_off_and_on_again_is_still_out(rima: User) -> None:
    hers, client = _browser(rima), at_desk(make_user(Role.CHIEF))
    data = {
        "username": rima.username,
        "name": rima.name,
        "language": "en",
        "is_staff": "on",
        "groups": [str(group.pk) for group in rima.groups.all()],
    }
    url = f"/desk/staff/user/{rima.pk}/change/"
    assert change(client, url, data).status_code == 302
    assert not is_in(hers)
    assert change(client, url, {**data, "is_active": "on"}).status_code == 302
    assert not is_in(hers)


def test_a_session_is_noted_as_seen_every_few_minutes_only(rima: User) -> None:
    client = _browser(rima)
    with CaptureQueriesContext(connection) as asked:
        client.get(ACCOUNT)
    assert not [query for query in asked if query["sql"].startswith("UPDATE")]
    DeskSession.objects.update(last_seen=timezone.now() - timedelta(minutes=4))
    client.get(ACCOUNT)
    assert DeskSession.objects.get().last_seen > timezone.now() - timedelta(minutes=1)
    since = DeskSession.objects.get().since
    client.post("/desk/language/", {"language": "ar"})
    assert DeskSession.objects.get().since == since
    DeskSession.objects.update(expire_date=timezone.now() - timedelta(days=1))
    assert not is_in(client)
    forget_what_is_over()
    assert not DeskSession.objects.exists()


def test_a_new_device_is_told_by_mail_and_a_known_one_is_not(rima: User) -> None:
    rima.email = "rima@cedar-ledger.example"
    rima.save()
    laptop = _browser(rima)
    assert _letters() == [], "the first of all is no news"
    laptop.post("/desk/logout/")
    give_password(laptop, rima)
    assert _letters() == []
    _browser(rima, IPHONE, "198.51.100.4")
    (letter,) = _letters()
    assert letter.to == ["rima@cedar-ledger.example"]
    assert "Safari on iPhone, 198.51.100.0/24" in letter.body
    assert letter.extra_headers["Message-ID"].startswith("<access-")


def _letters() -> list[Any]:
    while (row := claim("test")) is not None:
        perform(row)
    return list(mail.outbox)


def test_a_session_of_the_demonstration_costs_no_query_more(rima: User) -> None:
    """The row of the session is the only place that is asked."""
    client = _browser(rima)
    client.get(ACCOUNT)
    with CaptureQueriesContext(connection) as asked:
        client.get("/desk/jsi18n/")
    assert len(asked) == 2, [query["sql"] for query in asked]
