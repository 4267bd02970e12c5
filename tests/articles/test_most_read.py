"""Most read: counted without following anybody, shown without what readers may not see."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import verbs
from articles.models import Article, MostRead, Reading
from articles.readings import counting, keeping, secret
from articles.readings.counting import OF_A_STORY, OF_ALL_STORIES, Readings
from articles.readings.ranking import rank
from articles.readings.secret import Secret, this_hour
from articles.removals import retract, take_down
from tests.articles.factories import make_section, make_story, make_user, publish_story
from tests.articles.public_pages import html_at

pytestmark = pytest.mark.django_db

Says = Callable[..., HttpResponse]


@pytest.fixture(autouse=True)
def of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that has counted nothing yet."""
    monkeypatch.setattr(counting, "READINGS", Readings(Secret()))


@pytest.fixture
def story(db: None) -> Article:
    return publish_story(make_story(headline="Ferries return to the harbour"))


@pytest.fixture
def says(client: Client) -> Says:
    """A browser says that a story was read."""

    def say(what: object, address: str = "192.0.2.7", browser: str = "A", **headers: str) -> Any:
        return client.post(
            "/read/",
            str(what),
            content_type="text/plain;charset=UTF-8",
            headers={"User-Agent": browser, **headers},
            REMOTE_ADDR=address,
        )

    return say


def count(story: Article) -> int:
    return sum(Reading.objects.filter(story_id=story.pk).values_list("count", flat=True))


def read(story: Article, times: int, hours_ago: float = 0) -> None:
    hour = datetime.fromtimestamp(this_hour() * 3600, UTC) - timedelta(hours=hours_ago)
    Reading.objects.create(hour=hour, story_id=story.pk, count=times)


class TestCounting:
    def test_a_reading_counts_once_however_often_the_page_is_reloaded(
        self, says: Says, story: Article
    ) -> None:
        for _time in range(5):
            says(story.pk)
        says(story.pk, address="192.0.2.200")  # the same network
        assert count(story) == 1
        says(story.pk, browser="B")
        says(story.pk, address="198.51.100.7")
        says(story.pk, address="2001:db8:1::1")
        says(story.pk, address="2001:db8:1:2::1")
        assert count(story) == 4

    def test_the_next_hour_it_counts_again(
        self, says: Says, story: Article, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        says(story.pk)
        monkeypatch.setattr(counting, "this_hour", lambda: secret.this_hour() + 1)
        says(story.pk)
        assert Reading.objects.filter(story_id=story.pk, count=1).count() == 2

    def test_names_made_up_by_one_network_count_for_little(
        self, says: Says, story: Article
    ) -> None:
        for name in range(OF_A_STORY + 10):
            says(story.pk, browser=f"made up {name}")
        assert count(story) == OF_A_STORY

    def test_one_network_cannot_count_everything_up(self) -> None:
        readings = Readings(Secret())
        for number in range(OF_ALL_STORIES + 50):
            readings.note("192.0.2.0/24", "A", number)
        assert sum(map(len, readings.take().values())) == OF_ALL_STORIES

    def test_numbers_that_a_script_makes_up_do_not_fill_the_memory(self) -> None:
        readings = Readings(Secret())
        for number in range(OF_ALL_STORIES * 3):
            readings.note("192.0.2.0/24", "A", number)
        assert len(readings._crowds) <= OF_ALL_STORIES + 1

    def test_the_answer_never_tells_anything(self, says: Says, story: Article) -> None:
        draft = make_story()
        gone = publish_story(make_story())
        verbs.withdraw(gone, by=make_user(), note="wrong")
        told = {
            (answer.status_code, answer.content, tuple(sorted(answer.headers.items())))
            for answer in (
                says(story.pk),
                says(story.pk),
                says(draft.pk),
                says(gone.pk),
                says(10**17),
                says("9" * 18),
                says("9" * 19),
                says(""),
                says("x"),
                says("²"),
                says("1" * 5000),
                says(story.pk, **{"Sec-Fetch-Site": "cross-site"}),
            )
        }
        assert len(told) == 1
        assert {one[0] for one in told} == {204}
        assert "Set-Cookie" not in says(story.pk).headers
        assert list(Reading.objects.values_list("story_id", "count")) == [(story.pk, 1)]

    @pytest.mark.parametrize(
        "header", [{"DNT": "1"}, {"Sec-GPC": "1"}, {"Sec-Fetch-Site": "cross-site"}]
    )
    def test_who_wants_no_part_in_it_or_is_sent_by_another_site_is_not_counted(
        self, says: Says, story: Article, header: dict[str, str]
    ) -> None:
        says(story.pk, **header)
        assert count(story) == 0

    def test_only_a_post_is_taken(self, client: Client) -> None:
        assert client.get("/read/").status_code == 405

    def test_without_the_database_nothing_is_counted_and_nobody_hears_of_it(
        self, says: Says, story: Article
    ) -> None:
        with patch.object(keeping, "transaction") as broken:
            broken.atomic.side_effect = OperationalError("down")
            assert says(story.pk).status_code == 204
        assert says(story.pk, browser="B").status_code == 204
        assert count(story) == 1

    def test_without_the_cache_it_is_counted_all_the_same(self, says: Says, story: Article) -> None:
        with patch.object(keeping, "cache") as broken:
            broken.get.side_effect = OSError("no cache")
            says(story.pk)
        assert count(story) == 1

    def test_a_minute_s_readings_are_kept_together(
        self, says: Says, story: Article, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        kept = threading.Event()
        monkeypatch.setattr(counting, "_flush_of_its_own", kept.set)
        monkeypatch.setattr("django.conf.settings.READINGS_KEPT_AFTER", 0.05)
        with CaptureQueriesContext(connection) as queries:
            for name in range(9):
                says(story.pk, browser=f"{name}")
        assert len(queries) == 0
        assert kept.wait(5)
        counting.flush()
        assert count(story) == 9


class TestSecret:
    def test_processes_born_of_one_have_one_secret_and_count_a_reading_once(
        self, story: Article
    ) -> None:
        first, second, stranger = Secret(), Secret(), Secret()
        second.__dict__.update(first.__dict__)
        here, there, elsewhere = Readings(first), Readings(second), Readings(stranger)
        for process in (here, there):
            process.note("192.0.2.0/24", "A", story.pk)
            keeping.keep(process.take())
        assert count(story) == 1
        elsewhere.note("192.0.2.0/24", "A", story.pk)
        keeping.keep(elsewhere.take())
        assert count(story) == 2

    def test_it_turns_with_the_hour_and_never_back(self) -> None:
        one = Secret()
        hour = this_hour()
        now, next_hour = one.turn(hour), one.turn(hour + 1)
        assert now != next_hour
        assert one.turn(hour) == next_hour
        assert now not in one.__dict__.values()

    def test_nothing_that_is_kept_or_shared_tells_an_address_or_a_browser(
        self, says: Says, story: Article
    ) -> None:
        with patch.object(cache, "set", wraps=cache.set) as shared:
            says(story.pk, address="203.0.113.77", browser="Peculiar/1.0")
        (_name, marks, seconds) = shared.call_args.args
        assert len(marks) == 4  # bytes: some hundred thousand others would leave the same
        assert seconds <= 4200
        columns = {field.name for field in Reading._meta.concrete_fields}
        assert columns == {"hour", "story_id", "count"}


class TestLists:
    def test_new_readings_weigh_more_and_those_of_yesterday_nothing(self, db: None) -> None:
        old, new, gone = (publish_story(make_story()) for _ in range(3))
        read(old, 100, hours_ago=18)
        read(new, 20, hours_ago=1)
        read(gone, 10_000, hours_ago=25)
        rank()
        found = MostRead.objects.filter(section_id=0).order_by("rank")
        assert [one.story_id for one in found] == [new.pk, old.pk]
        assert not Reading.objects.filter(story_id=gone.pk).exists()

    def test_each_section_and_each_language_has_its_own(self, client: Client) -> None:
        here = publish_story(make_story(headline="Here"))
        culture = make_section("Culture", "ثقافة")
        there = publish_story(make_story(headline="There", section=culture))
        arabic = publish_story(make_story(headline="هناك", language="ar"))
        for story, times in ((here, 3), (there, 5), (arabic, 9)):
            read(story, times)
        rank()
        english = html_at(client, "/most-read/")
        assert english.index("There") < english.index("Here")
        assert "هناك" not in english
        assert "هناك" in html_at(client, "/ar/most-read/")
        section = html_at(client, "/culture/").partition('class="most-read"')[2]
        assert "There" in section
        assert "Here" not in section
        for _time in range(12):
            publish_story(make_story())  # so that the first page has a column for it
        assert html_at(client, "/").count('class="most-read"') == 1

    def test_what_readers_lose_leaves_the_lists_at_once(self, client: Client) -> None:
        chief = make_user()
        stories = [publish_story(make_story(headline=f"Lost {n}")) for n in range(3)]
        stories.append(publish_story(make_story(headline="Still there")))
        for story in stories:
            read(story, 5)
        rank()
        assert "Lost 2" in html_at(client, "/most-read/")
        verbs.withdraw(stories[0], by=chief, note="wrong")
        retract(stories[1], by=chief, note="made up", notice="It was made up.")
        take_down(stories[2], by=chief, note="a court")
        for page in ("/most-read/", "/", "/middle-east/"):
            html = html_at(client, page)
            assert "Lost" not in html, page
            assert "Still there" in html, page

    def test_an_embargoed_story_that_somebody_claims_to_read_is_in_no_list(
        self, says: Says, client: Client
    ) -> None:
        draft = make_story(headline="Not for your eyes")
        says(draft.pk)
        read(draft, 50)  # even if it had been counted
        rank()
        assert "Not for your eyes" not in html_at(client, "/most-read/")
        assert not MostRead.objects.exists()

    def test_when_nobody_reads_the_last_lists_stand(self, story: Article) -> None:
        read(story, 2)
        rank()
        Reading.objects.all().delete()
        assert rank() == 0
        assert MostRead.objects.count() == 2

    def test_an_empty_list_is_a_page_in_words_and_no_box_elsewhere(
        self, client: Client, story: Article
    ) -> None:
        assert "Nothing has been counted yet" in html_at(client, "/most-read/")
        assert 'class="most-read"' not in html_at(client, "/middle-east/")

    def test_the_lists_cost_one_query_whatever_was_read(
        self, client: Client, story: Article
    ) -> None:
        pages = []
        for many in (1, 30):
            for _time in range(many):
                read(publish_story(make_story()), many)
            rank()
            cache.clear()
            with CaptureQueriesContext(connection) as queries:
                client.get("/most-read/")
            pages.append(len(queries))
        assert pages[0] == pages[1] <= 2
        assert MostRead.objects.filter(section_id=0).count() == 10
