from __future__ import annotations

from typing import Any

import pytest
from django.core import signing
from django.test import Client

from readers.models import Reader, Subscription
from readers.subscriptions import follow, register_kind, unsubscribe_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed(reader: Reader) -> Subscription:
    register_kind(
        "replies", "Replies", lambda subjects: {one: (f"Story {one}", "/x/") for one in subjects}
    )
    follow(reader, "replies", "8")
    follow(reader, "topics", "7")
    return follow(reader, "replies", "7")


def path(subscription: Subscription, settings: Any) -> str:
    return unsubscribe_url(subscription).removeprefix(settings.SITE_URL)


def test_looking_at_the_page_ends_nothing(
    client: Client, followed: Subscription, settings: Any
) -> None:
    response = client.get(path(followed, settings))
    assert response.status_code == 200
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Story 7" in response.content.decode()
    assert Subscription.objects.count() == 3


def test_one_click_of_a_mail_program_ends_this_one(followed: Subscription, settings: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(path(followed, settings), {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert not response.cookies
    assert set(Subscription.objects.values_list("kind", "subject")) == {
        ("replies", "8"),
        ("topics", "7"),
    }
    again = client.post(path(followed, settings), {"List-Unsubscribe": "One-Click"})
    assert again.status_code == 200


def test_all_letters_of_a_kind_can_be_ended(
    client: Client, followed: Subscription, settings: Any
) -> None:
    client.post(path(followed, settings), {"all": "1"})
    assert list(Subscription.objects.values_list("kind", flat=True)) == ["topics"]


@pytest.mark.parametrize("salt", ["readers.receipt", "readers.token", "", "x"])
def test_only_signatures_for_this_purpose_count(
    client: Client, followed: Subscription, salt: str
) -> None:
    forged = signing.dumps([followed.reader_id, "replies", "7"], salt=salt)
    for token in (forged, "x", "1", f"{followed.pk}"):
        assert client.post(f"/readers/unsubscribe/{token}/").status_code == 404
    assert Subscription.objects.count() == 3


def test_the_page_speaks_the_readers_language(
    client: Client, followed: Subscription, reader: Reader, settings: Any
) -> None:
    Reader.objects.update(language="ar")
    assert client.get(path(followed, settings))["Content-Language"] == "ar"
