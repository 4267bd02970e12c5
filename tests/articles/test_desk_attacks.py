"""Forms and addresses that nobody made by accident: refused in words, with nothing given away."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from taggit.models import Tag

from articles.admin.journal.marks import PASS, TAB, Pass
from articles.models import JournalEntry
from staff.roles import Role
from tests.articles.desk import LIST, address, at_desk, change, opened, text_of
from tests.articles.factories import make_contributor, make_story, make_user

pytestmark = pytest.mark.django_db

PASSWORD_PAGE = "/desk/password_change/"
TYPED = {"old_password": "the-old-one", "new_password1": "the-new-one", "code": "123456"}


@pytest.mark.parametrize("nonsense", ["abc", "9" * 30, "²"])
def test_a_choice_that_is_no_number_shows_the_form_again(nonsense: str) -> None:
    chief = at_desk(make_user(Role.CHIEF))
    story, contributor = make_story(), make_contributor()
    data = opened(chief, story) | {"section": nonsense, "headline": "Typed and kept"}
    page = chief.post(address(story), data)
    assert page.status_code == 400
    assert "Typed and kept" in text_of(page)
    where = f"/desk/articles/contributor/{contributor.pk}/change/"
    again = change(chief, where, {"name": "Typed and kept", "user": nonsense})
    assert again.status_code == 400
    assert "Typed and kept" in text_of(again)


def test_an_empty_name_of_a_field_in_the_address_is_none() -> None:
    chief, story = at_desk(make_user(Role.CHIEF)), make_story()
    assert chief.get(f"{address(story)}?_to_field=").status_code == 200
    assert chief.get(f"{LIST}{story.pk}/delete/?_to_field=").status_code == 403


@pytest.mark.parametrize("person", ["nobody", "somebody"])
def test_what_is_kept_of_a_refused_form_never_shows_secrets(person: str) -> None:
    """A sign-in that ran out, and a token of another one, refuse the form for a new password."""
    client = Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"})
    if person == "somebody":
        client.force_login(make_user(Role.EDITOR))
    page = client.post(PASSWORD_PAGE, TYPED | {"reason": "kept for its writer"})
    assert page.status_code == 403
    assert "kept for its writer" in text_of(page)
    assert not [secret for secret in TYPED.values() if secret in text_of(page)]


def test_the_character_zero_is_taken_out_of_what_is_typed() -> None:
    user = make_user(Role.JOURNALIST)
    typed = {
        PASS: Pass(user.pk, None, uuid4()).signed(),
        TAB: str(uuid4()),
        "seen_version": "1\0",
        "seen_revision": "\0",
        "headline": "Typed\0 and kept",
    }
    answer = at_desk(user).post("/desk/articles/article/journal/keep/", typed)
    assert answer.json()["kept"]
    assert JournalEntry.objects.get().fields["headline"] == "Typed and kept"


@pytest.mark.parametrize(
    "url",
    ["/topics/%00/", "/ar/topics/a%00b/", f"{LIST}tags/?q=%00", f"{LIST}?q=a%00", "/preview/%00/"],
)
def test_no_address_has_the_character_zero(url: str) -> None:
    Tag.objects.create(name="a", slug="a")
    assert at_desk(make_user(Role.CHIEF)).get(url).status_code == 404
