"""What the pages of an edition share is found once, and gives way with the edition."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import memory
from articles.caching import new_edition, story_changed
from articles.models import Article, Section, Story, Wording
from articles.models.wording import WordingKind
from articles.tasks import pages_changed
from tests.articles.factories import make_section, make_story, make_user, publish_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(db: None) -> Article:
    return publish_story(make_story())


@pytest.fixture
def address(story: Article) -> str:
    return Story.objects.get(pk=story.pk).get_absolute_url()


def made_afresh(client: Client, story: Article, address: str) -> tuple[str, list[str]]:
    """A story's page, made again in the same edition, and the queries for it."""
    story_changed(story.pk)
    with CaptureQueriesContext(connection) as queries:
        html = client.get(address).content.decode()
    return html, [query["sql"] for query in queries]


def test_a_second_page_of_an_edition_asks_for_its_own_story_alone(
    client: Client, story: Article, address: str
) -> None:
    client.get(address)
    html, queries = made_afresh(client, story, address)
    assert 'class="masthead' in html
    assert [sql for sql in queries if "articles_section " in sql or "wording" in sql] == []
    assert len(queries) == 3  # the story, its neighbours, its thread


def test_a_new_section_and_wording_show_with_their_edition(
    client: Client,
    story: Article,
    address: str,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]],
) -> None:
    client.get(address)
    with django_capture_on_commit_callbacks(execute=True):
        make_section("Weather")
        Wording.objects.create(
            language="en",
            kind=WordingKind.DISCLAIMER,
            version=99,
            text="Be civil from today.",
            written_by=make_user(),
        )
        pages_changed()
    html = client.get(address).content.decode()
    assert "Weather" in html
    assert "Be civil from today." in html
    assert 'name="wording" value="99"' in html


def test_every_section_has_its_own_masthead(client: Client, story: Article, address: str) -> None:
    make_section("Weather")
    home, _queries = made_afresh(client, story, address)
    weather = client.get("/weather/").content.decode()
    front = client.get("/").content.decode()
    assert 'href="/middle-east/" aria-current="true"' in home
    assert 'href="/weather/" aria-current="true"' in weather
    assert 'href="/middle-east/" aria-current="true"' not in weather
    assert 'aria-current="true"' not in front
    assert '<h1 class="nameplate"' in front


def test_without_marks_nothing_is_shared(client: Client, story: Article, address: str) -> None:
    client.get(address)
    Section.objects.update(name="Levant")
    cache.clear()  # as when it was lost
    assert "Levant" in client.get(address).content.decode()


class TestShared:
    """By itself."""

    def test_once_for_an_edition(self) -> None:
        made: list[int] = []

        def make() -> int:
            made.append(1)
            return len(made)

        with memory.edition("first"):
            assert [memory.shared("number", make) for _ in range(3)] == [1, 1, 1]
        with memory.edition("second"):
            assert memory.shared("number", make) == 2
        assert memory.shared("number", make) == 3  # outside of any
        assert memory.shared("number", make) == 4

    def test_not_for_long(self) -> None:
        made: list[int] = []
        with memory.edition("late"):
            for now in (1000.0, 1000.0 + memory.LONGEST - 1, 1000.0 + memory.LONGEST):
                with patch("articles.memory.time.time", return_value=now):
                    memory.shared("late", lambda: made.append(1))
        assert len(made) == 2

    def test_what_visitors_name_does_not_pile_up(self) -> None:
        with memory.edition("many"):
            for number in range(memory.MOST * 2):
                memory.shared(("visitor", number), lambda: None)
        assert len(memory._kept) <= memory.MOST


def test_a_page_stays_fresh_no_longer_for_what_was_found_earlier(
    client: Client, story: Article, address: str
) -> None:
    new_edition()
    with patch("articles.caching.time.time", return_value=1000.0):
        client.get("/")
    with patch("articles.caching.time.time", return_value=1009.0):
        client.get(address)
    for now, is_kept in ((1059.0, True), (1060.0, False)):
        with (
            patch("articles.caching.time.time", return_value=now),
            CaptureQueriesContext(connection) as queries,
        ):
            client.get(address)
        assert (len(queries) == 0) is is_kept
