"""What only takes a form says so to whoever opens it."""

from __future__ import annotations

import pytest
from django.test import Client

from staff.roles import Role
from tests.articles.desk import at_desk
from tests.articles.factories import make_story, make_user

pytestmark = pytest.mark.django_db


def test_the_address_of_a_button_is_a_page_in_words() -> None:
    story = make_story(headline="Secret words")
    response = at_desk(make_user(Role.EDITOR)).get(f"/desk/articles/article/{story.pk}/copy/")
    page = response.content.decode()
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "what you sent did not arrive" in page
    assert "Secret words" not in page


def test_an_edition_says_it_in_its_language() -> None:
    response = Client().get("/read/")
    assert (response.status_code, response["Content-Language"]) == (405, "en")
    assert response["Cache-Control"] == "no-store"


def test_a_program_that_sends_what_nobody_takes_gets_no_page() -> None:
    response = Client().post("/")
    assert (response.status_code, response.content) == (405, b"")
