from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.http import HttpResponse
from django.test import Client, RequestFactory

from readers.models import Reader, ReaderSession
from readers.session import COOKIE, HERE, current_reader, start_session
from tests.readers.tools import OWN, asked, link, press, signed_in

pytestmark = pytest.mark.django_db


def test_the_cookie_is_for_this_site_alone(client: Client, acted: object, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    asked()
    cookie = press(link(), client).cookies[COOKIE]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    assert (cookie["path"], cookie["domain"]) == ("/", "")
    assert 364 * 86400 < int(cookie["max-age"]) <= 366 * 86400
    assert len(cookie.value) >= 43


def test_the_cookie_that_scripts_see_holds_no_secret(client: Client, acted: object) -> None:
    asked()
    here = press(link(), client).cookies[HERE]
    assert (here.value, here["httponly"]) == ("1", "")


def test_the_database_holds_a_hash_of_the_cookie(at_home: Client) -> None:
    row = ReaderSession.objects.values_list().get()
    assert at_home.cookies[COOKIE].value not in str(row)


def test_confirming_ends_the_session_that_the_browser_had(client: Client, acted: object) -> None:
    asked()
    press(link(), client)
    first = client.cookies[COOKIE].value
    asked("omar@example.com")
    press(link(), client)
    assert client.cookies[COOKIE].value != first
    old = Client()
    old.cookies[COOKIE] = first
    assert old.get("/readers/me/").status_code == 302


def test_a_made_up_cookie_is_nobody(rf: RequestFactory) -> None:
    for value in ("", "x", "x" * 5000, "\x00", "1' OR '1'='1"):
        request = rf.get("/")
        request.COOKIES[COOKIE] = value
        assert current_reader(request) is None


def test_without_a_cookie_nothing_is_asked_and_with_one_a_single_query_is(
    rf: RequestFactory, reader: Reader, django_assert_num_queries: Any
) -> None:
    response = HttpResponse()
    start_session(rf.get("/"), response, reader)
    anonymous, known = rf.get("/"), rf.get("/")
    known.COOKIES[COOKIE] = response.cookies[COOKIE].value
    with django_assert_num_queries(1):
        assert current_reader(anonymous) is None
        assert current_reader(known) == current_reader(known) == reader


@pytest.mark.parametrize(
    "change", [{"created_at": Now() - timedelta(days=366)}, {"revoked_at": Now()}]
)
def test_an_ended_session_lets_nobody_in(at_home: Client, change: dict[str, object]) -> None:
    ReaderSession.objects.update(**change)
    assert at_home.get("/readers/me/").status_code == 302


def test_signing_out_ends_the_session_and_takes_the_cookies(at_home: Client) -> None:
    response = at_home.post("/readers/sign-out/", headers=OWN)
    assert response.status_code == 200
    assert {name: at_home.cookies[name].value for name in (COOKIE, HERE)} == {COOKIE: "", HERE: ""}
    assert not ReaderSession.objects.valid().exists()


def test_signing_out_everywhere_reaches_other_browsers(at_home: Client, reader: Reader) -> None:
    elsewhere = signed_in(Client(), reader)
    at_home.post("/readers/sign-out-everywhere/", headers=OWN)
    assert elsewhere.get("/readers/me/").status_code == 302


def test_signing_out_by_a_link_is_refused(at_home: Client) -> None:
    assert at_home.get("/readers/sign-out/").status_code == 405
    assert at_home.get("/readers/me/").status_code == 200


def test_signing_in_needs_the_button_in_the_letter(client: Client, reader: Reader) -> None:
    page = client.post("/readers/sign-in/", {"email": "hala@example.com"}, headers=OWN)
    assert "h•••@example.com" in page.content.decode()
    assert client.get("/readers/me/").status_code == 302
    response = press(link(), client)
    assert response["Location"].startswith("/readers/me/")
    assert client.get("/readers/me/").status_code == 200


def test_a_wrong_address_stays_in_the_form_with_the_reason(client: Client) -> None:
    response = client.post("/readers/sign-in/", {"email": 'no"<b>address'}, headers=OWN)
    assert response.status_code == 400
    assert 'value="no&quot;&lt;b&gt;address"' in response.content.decode()
    assert "should look like" in response.content.decode()


def test_whoever_is_signed_in_needs_no_letter(at_home: Client) -> None:
    assert at_home.get("/readers/sign-in/").status_code == 302
