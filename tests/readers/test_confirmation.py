from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db.models.functions import Now
from django.test import Client, RequestFactory

from readers import confirmation
from readers.addresses import BadAddress
from readers.confirmation import Stale, TooMany
from readers.models import Confirmation, Letter, Reader, ReaderSession
from tests.readers.tools import FOREIGN, OWN, asked, link, press, signed_in

pytestmark = pytest.mark.django_db

Acted = list[tuple[str, str]]


def expire() -> None:
    Confirmation.objects.update(expires_at=Now() - timedelta(seconds=1))


def test_the_button_makes_a_reader_starts_a_session_and_does_what_waited(
    client: Client, acted: Acted
) -> None:
    asked("Nadia@Example.com", "7")
    response = press(link(), client)
    reader = Reader.objects.get()
    assert (response.status_code, response["Location"]) == (303, "/done/7/")
    assert (reader.email, reader.name, reader.verified_at is not None) == (
        "Nadia@example.com",
        "Nadia",
        True,
    )
    assert acted == [("Nadia@example.com", "7")]
    assert client.get("/readers/me/").status_code == 200


def test_looking_at_the_page_changes_nothing_however_often(client: Client, acted: Acted) -> None:
    asked()
    for _time in range(3):
        response = client.get(link())
        assert response.status_code == 200
        assert client.head(link()).status_code == 200
        assert not response.cookies
    assert not Reader.objects.exists()
    assert not ReaderSession.objects.exists()
    assert not acted
    assert press(link(), client).status_code == 303


def test_the_page_is_kept_nowhere_and_names_its_address_to_nobody(
    client: Client, acted: Acted
) -> None:
    asked()
    response = client.get(link())
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert response.content.decode().count("<button") == 1
    assert "n•••@example.com" in response.content.decode()
    assert "nadia@example.com" not in response.content.decode().lower()


def test_a_link_works_once(client: Client, acted: Acted) -> None:
    asked()
    path = link()
    press(path, client)
    again = press(path)
    assert again.status_code == 409
    assert not again.cookies
    assert Client().get(path).status_code == 410
    assert len(acted) == 1


def test_whoever_pressed_the_button_is_led_on_from_the_used_link(
    client: Client, acted: Acted
) -> None:
    asked()
    press(link(), client)
    assert 'href="/done/7/"' in client.get(link()).content.decode()
    assert 'href="/done/7/"' not in Client().get(link()).content.decode()


def test_an_expired_link_does_nothing_and_offers_a_new_letter(client: Client, acted: Acted) -> None:
    asked()
    expire()
    path = link()
    assert client.get(path).status_code == 410
    assert press(path).status_code == 409
    assert not acted
    page = client.get(path).content.decode()
    receipt = page.split('name="receipt" value="')[1].split('"')[0]
    client.post("/readers/resend/", {"receipt": receipt}, headers=OWN)
    assert press(path, client).status_code == 303


@pytest.mark.parametrize("token", ["x", "A" * 43, "put-in-when-it-is-sent", "..%2f", "%00"])
def test_a_guessed_link_is_unknown(client: Client, acted: Acted, token: str) -> None:
    asked()
    path = f"/readers/confirm/{token}/"
    assert client.get(path).status_code == 404
    assert press(path).status_code == 404
    assert not acted


def test_neither_the_row_nor_the_letter_holds_the_token(acted: Acted) -> None:
    asked()
    token = link().split("/")[3]
    rows = [*Confirmation.objects.values_list(), *Letter.objects.values_list()]
    assert token not in str(rows)


def test_tokens_of_one_address_have_nothing_in_common(acted: Acted) -> None:
    asked()
    first = link()
    asked()
    assert link() != first


def test_a_link_serves_its_own_purpose_and_subject_only(client: Client, acted: Acted) -> None:
    asked("nadia@example.com", "7")
    first = link()
    asked("omar@example.com", "8")
    press(first, client)
    assert acted == [("nadia@example.com", "7")]
    assert Reader.objects.get().email == "nadia@example.com"


def test_a_link_is_worthless_after_a_change_of_address(
    client: Client, reader: Reader, acted: Acted
) -> None:
    signed_in(client, reader)
    asked("hala@example.com")
    old = link()
    client.post("/readers/me/address/", {"email": "new@example.com"}, headers=OWN)
    assert press(link(), client).status_code == 303
    reader.refresh_from_db()
    assert reader.email == "new@example.com"
    assert press(old).status_code == 409
    assert not acted
    assert Reader.objects.count() == 1


def test_even_a_forgotten_change_of_address_makes_a_link_worthless(
    reader: Reader, acted: Acted
) -> None:
    asked("hala@example.com")
    Reader.objects.update(email="new@example.com", email_key="new@example.com")
    assert press(link()).status_code == 409
    assert Reader.objects.count() == 1


def test_a_newcomers_second_link_is_worthless_after_a_change_of_address(
    client: Client, acted: Acted
) -> None:
    asked(subject="7")
    second = link()
    asked(subject="8")
    press(link(), client)
    client.post("/readers/me/address/", {"email": "new@example.com"}, headers=OWN)
    press(link(), client)
    assert press(second).status_code == 409
    assert [one.email for one in Reader.objects.all()] == ["new@example.com"]


def test_a_void_link_says_so(client: Client, acted: Acted) -> None:
    asked(subject="7")
    confirmation.void("test", "7")
    assert client.get(link()).status_code == 410
    assert press(link()).status_code == 409
    assert not acted


def test_an_existing_reader_keeps_the_name(reader: Reader, acted: Acted) -> None:
    asked("HALA@example.com", name="Somebody else")
    press(link())
    assert [one.name for one in Reader.objects.all()] == ["Hala"]


def test_a_reader_without_a_name_takes_the_one_given_now(acted: Acted) -> None:
    Reader.objects.create(email="nadia@example.com", email_key="nadia@example.com")
    asked("nadia@example.com", name="Nadia")
    press(link())
    assert Reader.objects.get().name == "Nadia"


def test_a_fault_in_the_handler_leaves_the_link_unused(client: Client, acted: Acted) -> None:
    asked()
    Confirmation.objects.update(purpose="gone")
    with pytest.raises(KeyError):
        press(link(), client)
    Confirmation.objects.update(purpose="test")
    assert press(link(), client).status_code == 303


def test_another_sites_button_is_refused(client: Client, acted: Acted) -> None:
    asked()
    assert press(link(), client, **FOREIGN).status_code == 403
    assert press(link(), client, Origin="https://evil.example").status_code == 403
    assert not acted
    assert press(link(), client, Origin="null").status_code == 303


def test_other_methods_are_refused(client: Client, acted: Acted) -> None:
    asked()
    for method in (client.put, client.delete, client.patch):
        assert method(link(), headers=OWN).status_code == 405


def test_the_page_speaks_the_language_of_the_letter(client: Client, acted: Acted) -> None:
    asked(language="ar")
    response = client.get(link())
    assert response["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl">' in response.content.decode()
    assert client.get(f"{link()}?lang=en")["Content-Language"] == "en"


def test_a_receipt_sends_the_same_link_again_and_opens_nothing(
    client: Client, acted: Acted
) -> None:
    receipt = asked().receipt
    first = link()
    response = client.post("/readers/resend/", {"receipt": receipt}, headers=OWN)
    assert response.status_code == 200
    assert Letter.objects.count() == 2
    assert link() == first
    assert client.get(f"/readers/confirm/{receipt}/").status_code == 404
    assert confirmation.verify_receipt(receipt, "test") == "7"
    assert confirmation.verify_receipt(receipt, "sign-in") is None
    assert confirmation.verify_receipt(receipt + "x", "test") is None


def test_nothing_is_sent_again_for_a_used_or_forged_receipt(client: Client, acted: Acted) -> None:
    receipt = asked().receipt
    press(link())
    for one in (receipt, "", "1", receipt[::-1]):
        response = client.post("/readers/resend/", {"receipt": one}, headers=OWN)
        assert response.status_code == 410
    assert Letter.objects.count() == 1
    with pytest.raises(Stale):
        confirmation.resend(receipt, RequestFactory().get("/"))


def test_letters_to_one_address_are_limited(acted: Acted) -> None:
    for _letter in range(5):
        asked("one@example.com")
    with pytest.raises(TooMany) as refused:
        asked("ONE@example.com")
    assert refused.value.retry_after == 3600
    assert Letter.objects.count() == 5
    asked("two@example.com")


def test_letters_from_one_network_are_limited(acted: Acted) -> None:
    for number in range(30):
        asked(f"reader{number}@example.com")
    with pytest.raises(TooMany):
        asked("another@example.com")
    assert Letter.objects.count() == 30


def test_a_hundred_calls_for_one_address_send_a_handful_of_letters(
    client: Client, acted: Acted
) -> None:
    receipt = asked().receipt
    codes = [
        client.post("/readers/resend/", {"receipt": receipt}, headers=OWN).status_code
        for _call in range(100)
    ]
    assert set(codes) == {200, 429}
    assert Letter.objects.count() == 5


def test_a_bad_address_asks_nobody(acted: Acted) -> None:
    with pytest.raises(BadAddress):
        asked("not an address")
    with pytest.raises(ObjectDoesNotExist):
        Letter.objects.get()


def test_the_letter_holds_nothing_that_a_stranger_typed(acted: Acted) -> None:
    asked(name="Cheap watches at spam.example", subject="spam.example")
    letter = Letter.objects.get()
    everything = f"{letter.subject} {letter.text} {letter.html} {letter.headers}"
    assert "spam" not in everything
    assert "watches" not in everything
