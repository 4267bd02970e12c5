"""Sections, contributors and places: what stories refer to and link to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.models import Contributor, Place, Section
from staff.roles import Role
from tests.articles.desk import at_desk, change
from tests.articles.factories import make_contributor, make_place, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("noun", ["section", "contributor", "place"])
def test_what_live_stories_link_to_keeps_its_address(noun: str) -> None:
    makers: dict[str, Callable[[], Section | Contributor | Place]] = {
        "section": make_section,
        "contributor": make_contributor,
        "place": make_place,
    }
    row = makers[noun]()
    before = row.slug
    chief = at_desk(make_user(Role.CHIEF))
    data = {"name": "Another name", "kind": "staff", "order": "3", "slug": "elsewhere"}
    response = change(chief, f"/desk/articles/{noun}/{row.pk}/change/", data)
    row.refresh_from_db()
    assert (response.status_code, row.name, row.slug) == (302, "Another name", before)


def test_a_section_cannot_take_an_address_of_the_site() -> None:
    chief = at_desk(make_user(Role.CHIEF))
    data = {"name": "Desk", "slug": "desk", "order": "1"}
    response = chief.post("/desk/articles/section/add/", data)
    assert "an address of the site itself" in response.content.decode()
    assert not Section.objects.filter(slug="desk").exists()
