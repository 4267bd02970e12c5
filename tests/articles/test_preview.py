"""The preview at the desk: the reader's own page of what readers do not have yet."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import verbs
from articles.models import Article, Contributor
from staff.roles import Role
from tests.articles.desk import at_desk, text_of
from tests.articles.factories import (
    approve_story,
    change_story,
    make_contributor,
    make_photo,
    make_place,
    make_section,
    make_story,
    make_user,
    publish_story,
)

pytestmark = pytest.mark.django_db


def frame(client: Client, story: Article, **asked: str | int) -> Any:
    return client.get(reverse("admin:articles_article_preview_frame", args=[story.pk]), asked)


def shell(client: Client, story: Article, **asked: str | int) -> Any:
    return client.get(reverse("admin:articles_article_preview", args=[story.pk]), asked)


def full_story(**fields: Any) -> Article:
    return make_story(
        bylines=[make_contributor("Rima Haddad", name_ar="ريما حداد")],
        places=[make_place()],
        photos=[make_photo(caption="The road.", alt_text="A road")],
        tags=["Syria"],
        **fields,
    )


def main_of(html: str) -> str:
    """What a story's page says, without what differs by being published."""
    found = re.search(r"<article class=\"story\">.*?</article>", html, re.DOTALL)
    assert found
    said = re.sub(r"<ul class=\"share row\".*</i>", "", found[0], flags=re.DOTALL)
    return re.sub(r"\s+", " ", said)


def test_the_preview_is_the_page_that_readers_get_when_it_is_published() -> None:
    story, client = full_story(), at_desk(make_user())
    verbs.submit(story, by=story.created_by)
    verbs.approve(story, by=story.created_by)
    previewed = frame(client, story)
    verbs.publish(story, by=story.created_by)
    address = re.search(r"href=\"([^\"]+)\">As readers see it", text_of(client.get(desk(story))))
    assert address
    published = Client().get(address[1])
    as_readers_ask = text_of(previewed).replace("/desk/pictures/", "/media/")
    assert main_of(as_readers_ask) == main_of(text_of(published))


def desk(story: Article) -> str:
    return reverse("admin:articles_article_change", args=[story.pk])


def test_nobody_keeps_it_finds_it_or_frames_it_elsewhere() -> None:
    story = full_story()
    response = frame(at_desk(make_user()), story)
    text = text_of(response)
    assert response["Cache-Control"].startswith("no-store")
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in response["Content-Security-Policy"]
    assert '<meta name="robots" content="noindex, nofollow">' in text
    assert "og:title" not in text
    assert 'rel="canonical"' not in text
    assert "<form" not in text
    assert "<script" not in text
    page = shell(at_desk(make_user()), story)
    assert "frame-src 'self'" in page["Content-Security-Policy"]
    assert "no-store" in page["Cache-Control"]


def test_it_is_of_the_newest_saved_revision_or_of_the_one_asked_for() -> None:
    story, client = make_story(headline="First words"), at_desk(make_user())
    change_story(story, headline="Second words")
    Article.objects.filter(pk=story.pk).update(headline="Never recorded", body="<b>x</b>")
    assert "Second words" in text_of(frame(client, story))
    assert "First words" in text_of(frame(client, story, revision=1))
    for nonsense in ("9", "x", "-1"):
        assert frame(client, story, revision=nonsense).status_code == 404
        assert shell(client, story, revision=nonsense).status_code == 404
    assert "Preview the newest" in text_of(shell(client, story, revision=1))


def test_it_stands_in_no_list_and_on_no_page_of_readers() -> None:
    story = full_story(headline="Secret words of an embargo", section=make_section())
    client = at_desk(make_user())
    frame(client, story)
    shell(client, story)
    reader = Client()
    for address in ("/", "/middle-east/", "/topics/syria/", "/places/beirut/", "/ar/"):
        assert "Secret words" not in text_of(reader.get(address))


def test_a_live_story_is_previewed_under_its_address_and_with_both_times() -> None:
    story = publish_story(full_story(), at=timezone.now() - timedelta(days=2))
    change_story(story, headline="Another headline")
    text = text_of(frame(at_desk(make_user()), story))
    assert f"{story.pk}-troops-leave-the-town-at-dawn/" in text
    assert "Updated" in text
    assert "Another headline" in text


def test_an_arabic_story_is_previewed_right_to_left_whatever_the_desk_speaks() -> None:
    story = full_story(language="ar", headline="عنوان تجريبي")
    response = frame(at_desk(make_user(language="en")), story)
    assert response["Content-Language"] == "ar"
    assert '<html lang="ar" dir="rtl">' in text_of(response)
    assert "ريما حداد" in text_of(response)
    page = shell(at_desk(make_user(language="ar")), story)
    assert 'dir="rtl"' in text_of(page)


def test_withheld_names_stay_withheld() -> None:
    story = full_story()
    Contributor.objects.update(withheld=True)
    assert "Rima" not in text_of(frame(at_desk(make_user()), story))


def test_light_and_dark_are_shown_as_if_the_reader_had_chosen_them() -> None:
    client, story = at_desk(make_user()), make_story()
    for scheme in ("light", "dark"):
        assert f'<html data-theme="{scheme}" ' in text_of(frame(client, story, scheme=scheme))
    for other in ("", "sepia"):
        assert "data-theme" not in text_of(frame(client, story, scheme=other))


def test_all_of_the_desk_may_preview_and_nobody_else() -> None:
    story = make_story()
    names = ("preview", "preview_frame", "as_read", "compare", "history")
    paths = [reverse(f"admin:articles_article_{name}", args=[story.pk]) for name in names]
    for path in paths:
        for role in Role:
            assert at_desk(make_user(role)).get(path).status_code == 200
        assert at_desk(make_user(None)).get(path).status_code == 403
        assert Client().get(path).status_code == 302
        missing = path.replace(f"/{story.pk}/", f"/{story.pk + 999}/")
        assert at_desk(make_user()).get(missing).status_code == 404
        far = path.replace(f"/{story.pk}/", f"/{2**70}/")
        assert at_desk(make_user()).get(far).status_code == 404
    for path in (paths[0], paths[1], paths[2]):
        assert at_desk(make_user()).post(path).status_code == 405


def test_a_story_without_a_revision_has_nothing_to_preview() -> None:
    story = Article.objects.create(
        headline="x", section=make_section(), created_by=make_user(), language="en"
    )
    client = at_desk(make_user())
    assert "nothing to preview" in text_of(shell(client, story))
    assert frame(client, story).status_code == 404
    for name in ("history", "as_read"):
        path = reverse(f"admin:articles_article_{name}", args=[story.pk])
        assert client.get(path).status_code == 200


def test_what_is_scheduled_is_dated_by_its_hour() -> None:
    story = approve_story(full_story())
    due = timezone.now() + timedelta(days=400)
    verbs.publish(story, by=story.created_by, goes_live_at=due)
    assert f"{timezone.localtime(due):%Y-%m-%dT%H:%M}" in text_of(
        frame(at_desk(make_user()), story)
    )
