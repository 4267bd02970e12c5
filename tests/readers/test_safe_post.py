from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from readers.models import Reader
from readers.safe_post import new_token, refusal, same_origin_post
from readers.session import COOKIE
from tests.readers.tools import signed_in

pytestmark = pytest.mark.django_db

SCRIPT = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "cors"}


def post(cookie: str, headers: dict[str, str], fields: dict[str, str] | None = None) -> HttpRequest:
    request = RequestFactory().post("/x/", fields or {}, headers=headers)
    if cookie:
        request.COOKIES[COOKIE] = cookie
    return request


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "http://testserver"},
        {"Origin": "HTTP://TestServer"},
        {"Referer": "http://testserver/middle-east/2013/nov-20/1-x/"},
        {"Origin": "null", "Referer": "http://testserver/"},
    ],
)
def test_our_own_pages_are_believed(headers: dict[str, str]) -> None:
    assert refusal(post("cookie", headers)) is None
    assert refusal(post("", headers)) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Origin": "https://evil.example"},
        {"Origin": "https://testserver"},
        {"Origin": "http://testserver:8080"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "https://evil.example", "Referer": "http://testserver/"},
        {"Referer": "https://evil.example/http://testserver/"},
        {"Referer": "http://testserver@evil.example/"},
        {"Origin": "http://[evil"},
        {"Origin": "x"},
    ],
)
def test_other_places_are_refused_with_and_without_a_cookie(headers: dict[str, str]) -> None:
    assert refusal(post("cookie", headers))
    assert refusal(post("", headers))


def test_a_mute_request_passes_only_where_it_could_misuse_nothing() -> None:
    assert refusal(post("", {})) is None
    assert refusal(post("cookie", {}))
    assert refusal(post("cookie", {"Origin": "null"}))


def test_the_address_that_the_site_is_known_by_is_ours_too(settings: Any) -> None:
    settings.SITE_URL = "https://paper.example"
    assert refusal(post("cookie", {"Origin": "https://paper.example"})) is None


def test_a_script_needs_a_token_of_its_own_session(client: Client, reader: Reader) -> None:
    signed_in(client, reader)
    cookie = client.cookies[COOKIE].value
    token = client.get("/readers/token/").json()["token"]
    foreign = new_token(RequestFactory().get("/"))
    assert refusal(post(cookie, SCRIPT))
    assert refusal(post(cookie, SCRIPT | {"X-Reader-Token": foreign}))
    assert refusal(post(cookie, SCRIPT | {"X-Reader-Token": token + "x"}))
    assert refusal(post(cookie, SCRIPT | {"X-Reader-Token": token})) is None
    assert refusal(post(cookie, SCRIPT, {"reader_token": token})) is None
    assert refusal(post(cookie, {}, {"reader_token": token})) is None


def test_a_token_does_not_excuse_another_site(client: Client, reader: Reader) -> None:
    signed_in(client, reader)
    token = client.get("/readers/token/").json()["token"]
    cookie = client.cookies[COOKIE].value
    assert refusal(post(cookie, {"Origin": "https://evil.example"}, {"reader_token": token}))


def test_a_token_grows_old(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    token = client.get("/readers/token/").json()["token"]
    assert refusal(post("", SCRIPT | {"X-Reader-Token": token})) is None
    monkeypatch.setattr("readers.safe_post.TOKEN_LIFETIME", -1)
    assert refusal(post("", SCRIPT | {"X-Reader-Token": token}))


def test_the_token_is_kept_nowhere_and_sets_no_cookie(client: Client) -> None:
    response = client.get("/readers/token/")
    assert response["Cache-Control"] == "no-store, private"
    assert not response.cookies
    assert client.post("/readers/token/").status_code == 405


def test_the_decorator_answers_in_the_way_that_was_asked(rf: RequestFactory) -> None:
    @same_origin_post
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse("done")

    assert view(rf.get("/x/")).status_code == 405
    assert view(post("", {"Sec-Fetch-Site": "same-origin"})).content == b"done"
    page = view(post("", {"Origin": "https://evil.example"}))
    assert (page.status_code, b"another website" in page.content) == (403, True)
    script = view(post("", SCRIPT))
    assert (script.status_code, script["Content-Type"]) == (403, "application/json")


@pytest.mark.parametrize(
    "path",
    [
        "sign-out/",
        "sign-out-everywhere/",
        "resend/",
        "sign-in/",
        "me/name/",
        "me/address/",
        "me/language/",
        "me/unfollow/1/",
        "me/erase/",
    ],
)
def test_every_change_is_refused_to_other_sites_and_by_get(
    path: str, at_home: Client, reader: Reader
) -> None:
    fields = {"name": "Evil", "email": "evil@example.com", "language": "ar"}
    fields |= {"keep": "nothing", "sure": "1"}
    client = Client(enforce_csrf_checks=True)
    client.cookies = at_home.cookies
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert client.post(f"/readers/{path}", fields, headers=headers).status_code == 403
    # A receipt is authority enough; without one nothing is sent.
    mute = 410 if path == "resend/" else 403
    assert client.post(f"/readers/{path}", fields).status_code == mute
    client.get(f"/readers/{path}", fields)
    reader.refresh_from_db()
    assert (reader.name, reader.language, reader.is_erased) == ("Hala", "en", False)
    assert client.get("/readers/me/").status_code == 200
