"""The stylebook's spellings of names at the desk."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles.models import NameAlias
from staff.roles import Role
from tests.articles.desk import at_desk
from tests.articles.factories import make_story, make_user, publish_story

pytestmark = pytest.mark.django_db

ADD = "/desk/articles/namealias/add/"


def test_a_spelling_that_an_editor_adds_finds_at_once(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    publish_story(make_story(headline="Snow over Qalamoun"))
    assert "<mark>" not in client.get("/search/?q=kalamoun").content.decode()
    editor = at_desk(make_user(Role.EDITOR))
    data = {"name": "Qalamoun", "name_ar": "القلمون", "variants": "Kalamoun، Qalamun"}
    with django_capture_on_commit_callbacks(execute=True):
        assert editor.post(ADD, data).status_code == 302
    assert NameAlias.objects.get().as_name().variants == ("Kalamoun", "Qalamun")
    for typed in ("kalamoun", "qalamun"):
        assert "<mark>Qalamoun</mark>" in client.get(f"/search/?q={typed}").content.decode()


@pytest.mark.parametrize(
    "name, variants", [("Homs", "Hims, Hamas"), ("Amman", "Oman"), ("Khamenei", "Khomeini")]
)
def test_two_names_are_never_made_one(name: str, variants: str) -> None:
    editor = at_desk(make_user(Role.EDITOR))
    response = editor.post(ADD, {"name": name, "variants": variants})
    assert response.status_code == 400
    html = response.content.decode()
    assert "are two names" in html
    assert variants in html
    assert not NameAlias.objects.exists()
