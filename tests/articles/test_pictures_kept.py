"""What a picture costs, how long a yes is believed, and what is given without a database."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import prepared, removals, shown, verbs
from articles.caching import REMOVAL
from articles.clock import database_now
from articles.models import Article, Photo, Release
from articles.models.shown import ShownFile
from articles.synthetic.statistics import analyze
from tests.articles.darkroom import addresses_of, developed_photo, nothing_there, statuses, told
from tests.articles.factories import change_story, make_story, publish_story

pytestmark = pytest.mark.django_db

Committed = Callable[[], AbstractContextManager[object]]
ASK = "articles.shown.prepared.rows"
HOUR = timedelta(hours=1)


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Committed:
    """What is done within it is committed at its end, as in life."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def photo() -> Photo:
    return developed_photo()


class TestCost:
    def test_a_picture_costs_one_query_and_then_none(self, photo: Photo) -> None:
        publish_story(make_story(photos=[photo]))
        address = addresses_of(photo)[0]
        Client().get(addresses_of(photo)[1])  # the query is prepared
        cache.clear()
        for queries in (1, 0, 0):
            with CaptureQueriesContext(connection) as found:
                assert Client().get(address).status_code == 200
            assert len(found) == queries

    def test_a_picture_that_is_not_public_costs_one_query_like_one_that_never_existed(
        self, photo: Photo
    ) -> None:
        statuses(photo)
        for address in (addresses_of(photo)[0], "/media/photos/none.webp"):
            with CaptureQueriesContext(connection) as found:
                Client().get(address)
            assert len(found) == 1

    def test_it_is_found_by_an_index(self, photo: Photo) -> None:
        release = Release.objects.get(article=publish_story(make_story(photos=[photo])))
        ShownFile.objects.bulk_create(
            ShownFile(release=release, file=f"photos/{number}.webp") for number in range(3000)
        )
        with connection.cursor() as cursor:
            analyze()
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("EXPLAIN " + shown.PUBLIC.replace("$1::text", "'photos/a.webp'"))
            plan = "\n".join(row[0] for row in cursor.fetchall())
        assert "Seq Scan" not in plan
        assert "file_shown_once_in_a_release" in plan


class TestKept:
    def test_a_publication_has_it_asked_again(self, photo: Photo, committed: Committed) -> None:
        with committed():
            story = publish_story(make_story(photos=[photo]))
        address = addresses_of(photo)[0]
        assert Client().get(address).status_code == 200
        story.illustrations.all().delete()
        with committed():
            publish_story(change_story(story, deck="Without it."))
        assert Client().get(address).status_code == 404

    def test_a_takedown_ends_what_was_kept(self, photo: Photo, committed: Committed) -> None:
        with committed():
            story = publish_story(make_story(photos=[photo]))
        address = addresses_of(photo)[0]
        etag = Client().get(address)["ETag"]
        with committed():
            removals.take_down(story, by=story.created_by, note="Court order.")
        assert told(Client().get(address, headers={"If-None-Match": etag})) == nothing_there()

    def test_a_yes_found_during_a_takedown_is_not_kept_beyond_it(
        self, photo: Photo, committed: Committed
    ) -> None:
        """The database said yes, the takedown is committed, and only then the yes is kept."""
        with committed():
            story = publish_story(make_story(photos=[photo]))
        address, ask = addresses_of(photo)[0], prepared.rows

        def overtaken(*asked: Any) -> Any:
            found = ask(*asked)
            with committed():
                removals.take_down(story, by=story.created_by, note="Court order.")
            return found

        with patch(ASK, side_effect=overtaken):
            assert Client().get(address).status_code == 200
        assert Client().get(address).status_code == 404

    def test_a_lost_cache_changes_nothing_but_the_cost(self, photo: Photo) -> None:
        publish_story(make_story(photos=[photo]))
        fault = OSError("no space left on device")
        with (
            patch.object(cache, "get_many", side_effect=fault),
            patch.object(cache, "set", side_effect=fault),
            patch.object(cache, "add", side_effect=fault),
        ):
            assert {Client().get(one).status_code for one in addresses_of(photo)} == {200}


class TestWithoutDatabase:
    @pytest.fixture
    def kept(self, photo: Photo, committed: Committed) -> tuple[Article, str]:
        """A story with a picture that was asked for."""
        with committed():
            story = publish_story(make_story(photos=[photo]))
        address = addresses_of(photo)[0]
        assert Client().get(address).status_code == 200
        return story, address

    def ask(self, address: str) -> int:
        with patch(ASK, side_effect=OperationalError("the server is gone")):
            return Client().get(address).status_code

    def test_a_picture_that_was_public_a_moment_ago_is_still_given(
        self, kept: tuple[Article, str], committed: Committed
    ) -> None:
        with committed():
            publish_story(make_story(headline="Another story"))  # a new edition
        assert self.ask(kept[1]) == 200

    def test_after_a_removal_none_is_given(
        self, kept: tuple[Article, str], committed: Committed
    ) -> None:
        with committed():
            verbs.withdraw(kept[0], by=kept[0].created_by, note="No.")
        assert self.ask(kept[1]) == 503

    def test_a_version_without_the_picture_is_a_removal(
        self, kept: tuple[Article, str], committed: Committed
    ) -> None:
        kept[0].illustrations.all().delete()
        with committed():
            publish_story(change_story(kept[0], deck="Without it."))
        assert self.ask(kept[1]) == 503

    def test_a_version_that_will_come_without_it_is_one_already(
        self, kept: tuple[Article, str], committed: Committed
    ) -> None:
        """Nothing runs at the hour, and what was kept before knows nothing of it."""
        kept[0].illustrations.all().delete()
        with committed():
            publish_story(
                change_story(kept[0], deck="Without it."), goes_live_at=database_now() + HOUR
            )
        assert self.ask(kept[1]) == 503

    def test_a_version_with_the_picture_is_none(
        self, kept: tuple[Article, str], committed: Committed
    ) -> None:
        mark = cache.get(REMOVAL)
        with committed():
            publish_story(change_story(kept[0], deck="As before."))
        assert cache.get(REMOVAL) == mark
        assert self.ask(kept[1]) == 200

    def test_a_lost_mark_gives_none(self, kept: tuple[Article, str]) -> None:
        cache.delete(REMOVAL)
        assert self.ask(kept[1]) == 503

    def test_one_that_nobody_asked_for_is_not_given(self, photo: Photo) -> None:
        assert self.ask(addresses_of(photo)[1]) == 503


@pytest.mark.django_db(transaction=True)
def test_whoever_asks_while_it_is_published_and_removed_gets_what_holds_then() -> None:
    """Many ask at the same time; after each step nobody is answered by what held before it."""
    photo = developed_photo()
    address, story = addresses_of(photo)[0], make_story(photos=[photo])
    stop, faults = threading.Event(), list[int]()

    def ask() -> None:
        while not stop.is_set():
            status = Client().get(address).status_code
            if status not in {200, 404}:
                faults.append(status)
        connection.close()

    askers = [threading.Thread(target=ask) for _one in range(4)]
    for one in askers:
        one.start()
    try:
        for turn in range(3):
            assert Client().get(address).status_code == 404
            publish_story(change_story(story, deck=f"Version {turn}."))
            assert Client().get(address).status_code == 200
            verbs.withdraw(story, by=story.created_by, note="No.")
    finally:
        stop.set()
        for one in askers:
            one.join()
    assert (Client().get(address).status_code, faults) == (404, [])
