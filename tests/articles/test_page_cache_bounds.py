"""Whoever makes addresses up fills no cache: what has no end shares a bounded number of places."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles import caching, verbs
from articles.models import Article, Story
from tests.articles.factories import make_story, make_user, publish_story

pytestmark = pytest.mark.django_db

MADE_UP = 25


@pytest.fixture
def kept(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The keys under which pages were kept since."""
    keys: set[str] = set()
    keep = caching.keep

    def note(key: str, *rest: Any) -> None:
        keys.add(key)
        keep(key, *rest)

    monkeypatch.setattr(caching, "keep", note)
    return keys


@pytest.fixture
def withdrawn() -> Article:
    story = publish_story(make_story(headline="Wrong words"))
    verbs.withdraw(story, by=make_user(), note="Wrong.")
    return story


@pytest.mark.parametrize("path", ["/middle-east/", "/corrections/"])
def test_places_in_a_list_that_somebody_makes_up_share_a_few_places(
    client: Client, kept: set[str], monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    publish_story(make_story())
    monkeypatch.setattr(caching, "PLACES", 3)
    for number in range(MADE_UP):
        answer = client.get(path, {"before": f"{1_700_000_000_000_000 + number}-1"})
        assert answer.status_code == 200
    assert len(kept) <= 3


def test_the_first_page_of_a_list_has_a_place_of_its_own(
    client: Client, kept: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_story(make_story())
    monkeypatch.setattr(caching, "PLACES", 1)
    first = client.get("/middle-east/")
    assert len(kept) == 1
    client.get("/middle-east/", {"before": "1700000000000000-1"})
    assert len(kept) == 2
    kept.clear()
    assert client.get("/middle-east/").content == first.content
    assert kept == set()


def test_all_addresses_of_a_notice_share_one_place(
    client: Client, kept: set[str], withdrawn: Article
) -> None:
    for number in range(MADE_UP):
        answer = client.get(f"/made/up/{number}/{withdrawn.pk}-words-{number}/")
        assert (answer.status_code, answer["X-Robots-Tag"]) == (200, "noindex")
    client.get(f"/ar/made/up/{withdrawn.pk}-words/")
    assert len(kept) == 1


def test_of_several_addresses_in_one_place_each_gets_its_own_page(
    client: Client, withdrawn: Article
) -> None:
    english, arabic = f"/a/b/c/{withdrawn.pk}-d/", f"/ar/a/b/c/{withdrawn.pk}-d/"
    for _time in range(2):
        for address, language in ((english, "en"), (arabic, "ar")):
            answer = client.get(address)
            assert answer["Content-Language"] == language
            assert f'<html lang="{language}"' in answer.content.decode()


def test_a_story_is_kept_once_for_each_form(client: Client, kept: set[str]) -> None:
    story = publish_story(make_story())
    address = Story.objects.get(pk=story.pk).get_absolute_url()
    pages = [client.get(address), client.get(f"{address}?lite")]
    assert pages[0].content != pages[1].content
    assert [client.get(address).content, client.get(f"{address}?lite").content] == [
        one.content for one in pages
    ]
    assert len(kept) == 2
