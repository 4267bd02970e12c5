"""The desk itself: sign-in, language, content policy, and text that stays text."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from articles import verbs
from articles.admin import desk
from articles.models import Article
from staff.roles import Role
from tests.articles.desk import LIST, address, at_desk, opened, save, text_of
from tests.articles.factories import make_contributor, make_photo, make_place, make_story, make_user

pytestmark = pytest.mark.django_db

EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'


def test_both_names_of_the_desk_lead_to_it() -> None:
    assert reverse("desk:index") == reverse("admin:index") == "/desk/"


def test_the_sign_in_page_names_the_newspaper_in_the_browsers_language() -> None:
    english = Client().get("/desk/login/")
    assert settings.NEWSPAPER_NAME["en"] in text_of(english)
    arabic = text_of(Client(headers={"accept-language": "ar"}).get("/desk/login/"))
    assert settings.NEWSPAPER_NAME["ar"] in arabic
    assert 'lang="ar" dir="rtl"' in arabic


def test_a_wrong_password_and_an_account_without_desk_are_told_apart_only_when_known() -> None:
    make_user(Role.EDITOR, password="right-password", is_staff=False)
    outsider = make_user(Role.EDITOR, password="right-password", is_staff=False)
    client = Client()
    for password, words in (
        ("wrong-password", "Please enter the correct"),
        ("right-password", "may not enter the desk"),
    ):
        data = {"username": outsider.username, "password": password}
        assert words in text_of(client.post("/desk/login/", data))


def test_sign_in_leads_to_the_desk_and_never_elsewhere() -> None:
    user = make_user(password="right-password")
    for target, lands in (("", "/desk/"), ("https://evil.example/", "/desk/"), (LIST, LIST)):
        data = {"username": user.username, "password": "right-password", "next": target}
        response = Client().post("/desk/login/", data)
        assert response["Location"] == lands


def test_the_desk_follows_the_language_of_its_user() -> None:
    user = make_user(language="ar")
    page = text_of(at_desk(user).get("/desk/"))
    assert 'lang="ar" dir="rtl"' in page
    assert "admin/css/rtl" in page


def test_somebody_changes_the_language_and_stays_on_the_page() -> None:
    user = make_user()
    client = at_desk(user)
    response = client.post("/desk/language/", {"language": "ar", "next": LIST})
    user.refresh_from_db()
    assert (user.language, response["Location"]) == ("ar", LIST)
    away = client.post("/desk/language/", {"language": "en", "next": "https://evil.example/"})
    assert away["Location"] == "/desk/"
    assert client.post("/desk/language/", {"language": "xx"}).status_code == 403
    assert client.get("/desk/language/").status_code == 405


def test_the_editors_scripts_carry_the_nonce_of_the_policy() -> None:
    editor = make_user()
    response = at_desk(editor).get(address(make_story(editor)))
    policy = response["Content-Security-Policy"]
    page = text_of(response)
    nonce = re.findall(r"'nonce-([^']+)'", policy)[0]
    inline = re.findall(r"<script(?![^>]*\bsrc=)([^>]*)>", page)
    assert inline, "the editor brings an import map"
    assert all(f'nonce="{nonce}"' in attributes for attributes in inline)
    assert "unsafe" not in policy
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)


@pytest.mark.parametrize("path", ["/desk/", LIST, "/desk/articles/photo/", "/desk/login/"])
def test_no_page_has_inline_scripts_or_styles(path: str) -> None:
    page = text_of(at_desk(make_user(Role.CHIEF)).get(path, follow=True))
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", page)


def test_markup_in_titles_and_names_stays_text_everywhere() -> None:
    chief = make_user(Role.CHIEF, name=EVIL)
    place, name = make_place(EVIL[:80]), make_contributor(EVIL)
    story = make_story(
        chief,
        headline=EVIL,
        kicker=EVIL[:40],
        deck=EVIL,
        places=[place],
        bylines=[name],
        photos=[make_photo(chief, caption=EVIL, credit=EVIL, alt_text=EVIL)],
        tags=[EVIL],
    )
    verbs.submit(story, by=chief)
    client = at_desk(chief)
    stale = opened(client, story)
    save(client, story, deck="<b>Stored</b>")
    verbs.send_back(story, by=chief, note=EVIL)
    pages = [
        client.get("/desk/"),
        client.get(LIST),
        client.get(address(story)),
        client.get(f"{LIST}{story.pk}/history/"),
        client.get(f"{LIST}{story.pk}/step/submit/"),
        client.get("/desk/articles/photo/"),
        client.get(f"/desk/articles/contributor/{name.pk}/change/"),
        client.get(f"/desk/staff/user/{chief.pk}/change/"),
        client.post(address(story), {**stale, "deck": EVIL}),
        client.post(address(story), {**stale, "headline": ""}),
        at_desk(make_user(Role.MODERATOR)).get(address(story)),
    ]
    for page in pages:
        assert "<script>alert" not in text_of(page)
        assert "<img src=x" not in text_of(page)
        assert "<b>Stored</b>" not in text_of(page)
    with_message = client.get(LIST)
    assert "<script>alert" not in text_of(with_message)


def test_very_long_and_strange_texts_do_not_break_a_page() -> None:
    editor = make_user(name="‮Evil‬" + "x" * 100)
    Article.objects.filter(pk=make_story(editor).pk).update(headline="ا" * 160, deck="\x85" * 300)
    assert at_desk(editor).get(LIST).status_code == 200
    assert at_desk(editor).get("/desk/").status_code == 200


def test_desk_pages_are_kept_by_no_cache() -> None:
    response = at_desk(make_user()).get(LIST)
    assert "no-store" in response["Cache-Control"]
    assert "private" in response["Cache-Control"]


def test_the_navigation_has_only_what_somebody_may_open() -> None:
    journalist = text_of(at_desk(make_user(Role.JOURNALIST)).get("/desk/"))
    chief = text_of(at_desk(make_user(Role.CHIEF)).get("/desk/"))
    assert "/desk/staff/user/" in chief
    assert "/desk/staff/user/" not in journalist
    assert LIST in journalist


def test_groups_and_django_permissions_have_no_page() -> None:
    assert at_desk(make_user(Role.CHIEF)).get("/desk/auth/group/").status_code == 404
    assert {model.__name__ for model in desk._registry} >= {"Article", "Photo", "Wording", "Tag"}
