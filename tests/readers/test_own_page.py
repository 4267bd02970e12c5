from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.models.functions import Now
from django.http import HttpRequest
from django.test import Client

from readers import registry
from readers.delivery import send_due_letters
from readers.erasure import erase
from readers.letters import queue_letter
from readers.models import Confirmation, Letter, Reader, ReaderSession, Subscription
from readers.names import register_check
from readers.registry import Keep, Panel
from readers.subscriptions import follow, register_kind
from readers.sweeps import forget_what_is_over
from tests.readers.tools import OWN, asked, link, press, signed_in

pytestmark = pytest.mark.django_db

HOSTILE = '<script>alert(1)</script>"onload="x'


@pytest.fixture
def followed(reader: Reader) -> Subscription:
    register_kind(
        "replies",
        "Replies to you",
        lambda subjects: {one: (f"Story {one} {HOSTILE}", f"/comments/{one}/") for one in subjects},
    )
    return follow(reader, "replies", "7")


def test_without_a_session_the_page_leads_to_signing_in(client: Client) -> None:
    for path in ("me/", "me/data.json", "me/erase/", "me/name/"):
        response = client.get(f"/readers/{path}")
        assert (response.status_code, response["Location"]) == (302, "/readers/sign-in/?lang=en")
        assert client.post(f"/readers/{path}", headers=OWN).status_code in {403, 405}


@pytest.mark.parametrize("path", ["me/", "me/erase/", "me/data.json", "sign-in/"])
def test_no_private_page_is_kept_by_a_cache(at_home: Client, path: str) -> None:
    for client in (at_home, Client()):
        response = client.get(f"/readers/{path}")
        if response.status_code == 200:
            assert response["Cache-Control"] == "no-store, private"
            assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_other_apps_have_sections_on_the_page(at_home: Client) -> None:
    def context(reader: Reader, request: HttpRequest) -> dict[str, object]:
        return {"problem": f"About {reader.name}", "name": "x"}

    registry.add_panel(Panel("votes", "Your votes", "readers/_problem.html", context))
    page = at_home.get("/readers/me/").content.decode()
    assert 'id="votes"' in page
    assert "Your votes" in page
    assert "About Hala" in page


def test_the_page_speaks_the_readers_language_or_the_one_asked_for(
    at_home: Client, reader: Reader
) -> None:
    at_home.post("/readers/me/language/", {"language": "ar"}, headers=OWN)
    assert at_home.get("/readers/me/")["Content-Language"] == "ar"
    assert at_home.get("/readers/me/?lang=en")["Content-Language"] == "en"
    assert at_home.get("/readers/me/?lang=xx")["Content-Language"] == "ar"
    at_home.post("/readers/me/language/", {"language": "xx"}, headers=OWN)
    reader.refresh_from_db()
    assert reader.language == "ar"


def test_a_name_can_be_changed(at_home: Client, reader: Reader) -> None:
    response = at_home.post("/readers/me/name/", {"name": " Hala  N. "}, headers=OWN)
    assert response.status_code == 303
    reader.refresh_from_db()
    assert reader.name == "Hala N."


def test_a_refused_name_stays_in_the_form_with_the_reason(at_home: Client, reader: Reader) -> None:
    register_check(lambda name: "Only editors are called that.")
    response = at_home.post("/readers/me/name/", {"name": HOSTILE}, headers=OWN)
    page = response.content.decode()
    assert response.status_code == 400
    assert "Only editors are called that." in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&quot;onload=&quot;x" in page
    assert HOSTILE not in page
    reader.refresh_from_db()
    assert reader.name == "Hala"


def test_hostile_names_and_labels_stay_text(at_home: Client, followed: Subscription) -> None:
    Reader.objects.update(name=HOSTILE)
    page = at_home.get("/readers/me/").content.decode()
    assert "<script>" not in page
    assert '"onload="' not in page
    assert page.count("&lt;script&gt;") >= 4


def test_fields_that_are_nobodys_to_set_are_ignored(at_home: Client, reader: Reader) -> None:
    fields = {"name": "Omar", "email_key": "x", "verified_at": "2001-01-01", "id": "9", "pk": "9"}
    fields |= {"email": "x@example.com", "erased_at": "2001-01-01", "language": "ar"}
    at_home.post("/readers/me/name/", fields, headers=OWN)
    after = Reader.objects.get()
    assert (after.name, after.email, after.language, after.verified_at) == (
        "Omar",
        reader.email,
        "en",
        Reader.objects.get(pk=reader.pk).verified_at,
    )


def test_a_new_address_counts_once_it_is_confirmed(at_home: Client, reader: Reader) -> None:
    elsewhere = signed_in(Client(), reader)
    at_home.post("/readers/me/address/", {"email": "new@example.com"}, headers=OWN)
    reader.refresh_from_db()
    assert reader.email == "Hala@example.com"
    press(link(), at_home)
    reader.refresh_from_db()
    assert (reader.email, reader.email_key) == ("new@example.com", "new@example.com")
    assert at_home.get("/readers/me/").status_code == 200
    assert elsewhere.get("/readers/me/").status_code == 302
    send_due_letters()
    assert mail.outbox[-1].to == ["Hala@example.com"]


def test_an_address_of_another_reader_is_not_taken_over(at_home: Client, reader: Reader) -> None:
    Reader.objects.create(email="omar@example.com", email_key="omar@example.com", name="Omar")
    at_home.post("/readers/me/address/", {"email": "OMAR@example.com"}, headers=OWN)
    response = press(link(), at_home)
    assert response.status_code == 409
    assert "another reader" in response.content.decode()
    reader.refresh_from_db()
    assert reader.email == "Hala@example.com"


def test_the_download_holds_everything_and_nothing_of_others(
    at_home: Client, reader: Reader, followed: Subscription, acted: object
) -> None:
    registry.add_export("votes", lambda reader: [{"at": reader.created_at, "name": reader.name}])
    Reader.objects.create(email="omar@example.com", email_key="omar@example.com", name="Omar")
    asked("hala@example.com")
    asked("omar@example.com")
    response = at_home.get("/readers/me/data.json")
    assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
    data: dict[str, Any] = json.loads(response.content)
    assert data["reader"]["email"] == "Hala@example.com"
    assert data["votes"][0]["name"] == "Hala"
    assert data["follows"][0]["subject"] == "7"
    assert len(data["letters"]) == len(data["browsers"]) == 1
    assert "omar" not in response.content.decode().lower()
    assert "token" not in response.content.decode()


def test_a_followed_thing_can_be_let_go_but_not_somebody_elses(
    at_home: Client, followed: Subscription
) -> None:
    other = Reader.objects.create(email="o@example.com", email_key="o@example.com", name="Omar")
    others = follow(other, "replies", "7")
    for subscription in (others, followed):
        at_home.post(f"/readers/me/unfollow/{subscription.pk}/", headers=OWN)
    assert list(Subscription.objects.all()) == [others]


@pytest.mark.parametrize(
    "fields", [{}, {"keep": "nothing"}, {"sure": "1"}, {"keep": "x", "sure": "1"}]
)
def test_erasure_is_never_by_accident(
    at_home: Client, reader: Reader, fields: dict[str, str]
) -> None:
    assert at_home.post("/readers/me/erase/", fields, headers=OWN).status_code == 400
    reader.refresh_from_db()
    assert not reader.is_erased


@pytest.mark.parametrize("keep", list(Keep))
def test_erasure_is_at_once_and_complete(
    at_home: Client, reader: Reader, followed: Subscription, acted: object, keep: Keep
) -> None:
    told: list[tuple[str, Keep]] = []
    registry.add_eraser(lambda reader, keep: told.append((reader.name, keep)))
    asked("hala@example.com")
    path = link()
    queue_letter("moved", to="HALA@example.com", language="en", context={})
    others = queue_letter("moved", to="omar@example.com", language="en", context={})
    fields = {"keep": keep.value, "sure": "1"}
    response = at_home.post("/readers/me/erase/", fields, headers=OWN)
    assert response.status_code == 200
    assert told == [("Hala", keep)]
    reader.refresh_from_db()
    assert (reader.email, reader.email_key, reader.name) == ("", "", "")
    assert reader.is_erased
    for model in (Subscription, ReaderSession, Confirmation):
        assert not model._default_manager.exists()
    assert list(Letter.objects.all()) == [others]
    assert at_home.get("/readers/me/").status_code == 302
    assert press(path).status_code == 404
    erase(reader, keep)
    assert len(told) == 1


def test_an_erasure_that_fails_leaves_everything(reader: Reader, followed: Subscription) -> None:
    def fail(reader: Reader, keep: Keep) -> None:
        raise ZeroDivisionError

    registry.add_eraser(fail)
    with pytest.raises(ZeroDivisionError):
        erase(reader, Keep.NOTHING)
    reader.refresh_from_db()
    assert not reader.is_erased
    assert Subscription.objects.exists()


def test_an_erased_reader_may_come_back_as_somebody_new(
    reader: Reader, client: Client, acted: object
) -> None:
    erase(reader, Keep.ANONYMOUS)
    asked("hala@example.com", name="Hala again")
    press(link(), client)
    assert Reader.objects.count() == 2
    assert Reader.objects.get(erased_at=None).name == "Hala again"


def test_what_is_over_is_forgotten_in_time(reader: Reader, acted: object) -> None:
    asked()
    asked("omar@example.com")
    Letter.objects.filter(to="omar@example.com").update(sent_at=Now())
    old = Now() - timedelta(days=400)
    Letter.objects.update(created_at=old)
    Confirmation.objects.filter(email="omar@example.com").update(expires_at=old)
    forget_what_is_over()
    assert [letter.to for letter in Letter.objects.all()] == ["nadia@example.com"]
    assert [one.email for one in Confirmation.objects.all()] == ["nadia@example.com"]
