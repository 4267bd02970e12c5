"""A picture is had with the story that shows it: from its second on, and no longer than it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.test import Client

from articles import darkroom, removals, shown, verbs
from articles.caching import new_edition
from articles.clock import as_it_stands_at, database_now
from articles.models import Article, Contributor, Photo, ShownFile
from articles.releases import sweep_listings
from tests.articles.darkroom import (
    addresses_of,
    developed_photo,
    in_a_body,
    nothing_there,
    statuses,
    told,
)
from tests.articles.factories import (
    approve_story,
    change_story,
    make_contributor,
    make_story,
    publish_story,
)
from tests.articles.hours import schedule
from tests.articles.public_pages import address_of

pytestmark = pytest.mark.django_db

ASK = "articles.shown.prepared.rows"
HOUR = timedelta(hours=1)
A_MOMENT = timedelta(microseconds=1)


@pytest.fixture
def photo() -> Photo:
    return developed_photo()


def as_nobody_s(photo: Photo) -> None:
    pass


def as_a_draft_s(photo: Photo) -> None:
    make_story(photos=[photo], body=in_a_body(photo))


def as_an_approved_story_s(photo: Photo) -> None:
    approve_story(make_story(photos=[photo]))


def as_a_scheduled_story_s(photo: Photo) -> None:
    schedule(approve_story(make_story(photos=[photo], body=in_a_body(photo))))


def as_a_called_off_story_s(photo: Photo) -> None:
    story = publish_story(make_story(photos=[photo]), goes_live_at=database_now() + HOUR)
    verbs.withdraw(story, by=story.created_by, note="No.")


def as_a_withdrawn_story_s(photo: Photo) -> None:
    story = publish_story(make_story(photos=[photo], body=in_a_body(photo)))
    verbs.withdraw(story, by=story.created_by, note="No.")


def as_a_retracted_story_s(photo: Photo) -> None:
    story = publish_story(make_story(photos=[photo]))
    removals.retract(story, by=story.created_by, note="Wrong.", notice="It was wrong.")


def as_a_story_s_that_was_taken_down(photo: Photo) -> None:
    story = publish_story(make_story(photos=[photo], body=in_a_body(photo)))
    removals.take_down(story, by=story.created_by, note="Court order.")


def as_one_that_the_next_version_left_out(photo: Photo) -> None:
    story = publish_story(make_story(photos=[photo], body=in_a_body(photo)))
    story.illustrations.all().delete()
    publish_story(change_story(story, body="<p>Words alone.</p>"))


UNSEEN = [
    as_nobody_s,
    as_a_draft_s,
    as_an_approved_story_s,
    as_a_scheduled_story_s,
    as_a_called_off_story_s,
    as_a_withdrawn_story_s,
    as_a_retracted_story_s,
    as_a_story_s_that_was_taken_down,
    as_one_that_the_next_version_left_out,
]
PROBES = [
    {},
    {"If-None-Match": "*"},
    {"Range": "bytes=0-99"},
    {"If-Modified-Since": "Sat, 01 Jan 2050 00:00:00 GMT"},
]


@pytest.mark.parametrize("state", UNSEEN)
def test_a_picture_that_readers_do_not_have_is_like_one_that_never_existed(
    photo: Photo, state: Callable[[Photo], None]
) -> None:
    state(photo)
    for address in addresses_of(photo):
        for probe in PROBES:
            assert told(Client().get(address, headers=probe)) == nothing_there()
        assert Client().head(address).status_code == 404


def test_not_even_an_etag_that_was_given_before_brings_more_than_that(photo: Photo) -> None:
    story = publish_story(make_story(photos=[photo]))
    etag = Client().get(addresses_of(photo)[0])["ETag"]
    verbs.withdraw(story, by=story.created_by, note="No.")
    new_edition(removal=True)
    answer = Client().get(addresses_of(photo)[0], headers={"If-None-Match": etag})
    assert told(answer) == nothing_there()


@pytest.mark.parametrize("place", ["beside the text", "within it"])
def test_a_live_story_s_pictures_are_there(photo: Photo, place: str) -> None:
    within = place == "within it"
    body = in_a_body(photo) if within else "<p>Words.</p>"
    publish_story(make_story(body=body, photos=[] if within else [photo]))
    first, *others = (Client().get(one).status_code for one in addresses_of(photo))
    assert first == 200
    assert set(others) == ({404} if within else {200})  # a body shows one copy


def test_at_its_second_the_picture_is_there_without_a_worker(photo: Photo) -> None:
    story = publish_story(make_story(photos=[photo]), goes_live_at=database_now() + HOUR)
    assert story.goes_live_at
    for when, status in ((-A_MOMENT, 404), (A_MOMENT * 0, 200)):
        with as_it_stands_at(story.goes_live_at + when):
            assert statuses(photo) == {status}


def test_a_no_is_not_kept_so_the_second_is_not_missed(photo: Photo) -> None:
    story = publish_story(make_story(photos=[photo]), goes_live_at=database_now() + HOUR)
    address = addresses_of(photo)[0]
    assert story.goes_live_at
    for when, status in ((-A_MOMENT, 404), (A_MOMENT * 0, 200)):
        with as_it_stands_at(story.goes_live_at + when):
            assert Client().get(address).status_code == status


def test_a_scheduled_change_exchanges_the_pictures_on_the_second(photo: Photo) -> None:
    other = developed_photo(shade=200)
    story = publish_story(make_story(photos=[photo]))
    story.illustrations.all().delete()
    story.illustrations.create(photo=other)
    publish_story(change_story(story, deck="Another."), goes_live_at=database_now() + HOUR)
    assert story.goes_live_at
    for when, had, waits in ((-A_MOMENT, {200}, {404}), (A_MOMENT * 0, {404}, {200})):
        with as_it_stands_at(story.goes_live_at + when):
            assert (statuses(photo), statuses(other)) == (had, waits)


def test_what_is_kept_of_a_picture_ends_with_its_story_s_hour(photo: Photo) -> None:
    address = addresses_of(photo)[0]
    story = publish_story(make_story(photos=[photo]))
    story.illustrations.all().delete()
    publish_story(
        change_story(story, deck="None."), goes_live_at=database_now() + timedelta(seconds=20)
    )
    with patch.object(shown, "time") as clock:
        clock.time.return_value = begun = 1_000_000.0
        assert Client().get(address).status_code == 200
        with patch(ASK, return_value=[]) as ask:
            for later, asked in ((19.0, 0), (20.1, 1)):
                clock.time.return_value = begun + later
                Client().get(address)
                assert ask.call_count == asked


def test_a_clock_that_is_put_back_an_hour_changes_nothing_for_good(photo: Photo) -> None:
    live = developed_photo(shade=10)
    publish_story(make_story(photos=[live]), at=database_now() - 3 * HOUR)
    publish_story(make_story(photos=[photo]))
    rows = list(ShownFile.objects.order_by("pk").values())
    with as_it_stands_at(database_now() - HOUR):
        assert (statuses(live), statuses(photo)) == ({200}, {404})
        sweep_listings()
    assert (statuses(live), statuses(photo)) == ({200}, {200})
    assert list(ShownFile.objects.order_by("pk").values()) == rows


def test_a_clock_put_back_shows_the_pictures_of_the_paper_as_it_stood(photo: Photo) -> None:
    story = publish_story(make_story(photos=[photo]), at=database_now() - 3 * HOUR)
    verbs.withdraw(story, by=story.created_by, note="No.")
    sweep_listings()
    with as_it_stands_at(database_now() - HOUR):
        assert statuses(photo) == {200}
    assert statuses(photo) == {404}


def test_what_the_law_took_down_no_clock_brings_back(photo: Photo) -> None:
    story = publish_story(make_story(photos=[photo]), at=database_now() - 3 * HOUR)
    removals.take_down(story, by=story.created_by, note="Court order.")
    with as_it_stands_at(database_now() - HOUR):
        assert statuses(photo) == {404}


def test_rows_of_what_is_long_over_are_swept(photo: Photo) -> None:
    publish_story(make_story(photos=[photo]))
    story = publish_story(make_story(photos=[developed_photo()]))
    verbs.withdraw(story, by=story.created_by, note="No.")
    with as_it_stands_at(database_now() + 3 * HOUR):
        sweep_listings()
    assert {row.release.article_id for row in ShownFile.objects.all()} == {story.pk - 1}


class TestTwoStories:
    def test_a_picture_of_a_live_and_an_embargoed_story_is_the_live_one_s(
        self, photo: Photo
    ) -> None:
        live = publish_story(make_story(photos=[photo]))
        as_a_scheduled_story_s(photo)
        assert statuses(photo) == {200}
        verbs.withdraw(live, by=live.created_by, note="No.")
        assert statuses(photo) == {404}

    def test_the_copy_that_one_shows_opens_no_other(self, photo: Photo) -> None:
        publish_story(make_story(body=in_a_body(photo)))
        as_a_scheduled_story_s(photo)
        first, *others = (Client().get(one).status_code for one in addresses_of(photo))
        assert (first, set(others)) == (200, {404})


def test_a_replaced_file_is_had_when_it_is_published_and_the_old_one_until_then(
    photo: Photo,
) -> None:
    story = publish_story(make_story(photos=[photo]))
    old = addresses_of(photo)
    other = developed_photo(shade=250)
    darkroom.replace(photo, other.original.open("rb"))
    new = addresses_of(photo)
    assert {Client().get(one).status_code for one in old} == {200}
    assert {Client().get(one).status_code for one in new} == {404}
    publish_story(change_story(story, deck="The other picture."))
    cache.clear()
    assert {Client().get(one).status_code for one in old} == {404}
    assert {Client().get(one).status_code for one in new} == {200}


def test_a_reader_s_page_asks_for_what_is_there(photo: Photo) -> None:
    story = publish_story(make_story(photos=[photo], body=in_a_body(photo)))
    page = Client().get(address_of(story)).content.decode()
    assert f'src="{addresses_of(photo)[0]}"' in page
    assert "/desk/" not in page


class TestPortraits:
    @pytest.fixture
    def story(self, photo: Photo) -> Article:
        """A live story by somebody whose portrait the photo is."""
        writer = make_contributor()
        Contributor.objects.filter(pk=writer.pk).update(portrait=photo)
        return publish_story(make_story(bylines=[writer]))

    def test_a_portrait_is_had_while_the_name_is_public(self, photo: Photo, story: Article) -> None:
        assert statuses(photo) == {200}
        Contributor.objects.update(withheld=True)
        assert statuses(photo) == {404}

    def test_a_portrait_tells_nobody_who_writes_what_is_still_to_come(self, photo: Photo) -> None:
        writer = make_contributor()
        Contributor.objects.filter(pk=writer.pk).update(portrait=photo)
        assert statuses(photo) == {404}
        moment = database_now() + HOUR
        publish_story(make_story(bylines=[writer]), goes_live_at=moment)
        for when, status in ((moment - A_MOMENT, 404), (moment, 200)):
            with as_it_stands_at(when):
                assert statuses(photo) == {status}

    def test_a_portrait_goes_with_the_last_story_by_that_name(
        self, photo: Photo, story: Article
    ) -> None:
        verbs.withdraw(story, by=story.created_by, note="No.")
        assert statuses(photo) == {404}

    def test_a_portrait_ends_with_its_rights(self, photo: Photo, story: Article) -> None:
        photo.rights_end = database_now().date() - timedelta(days=1)
        photo.save()
        assert statuses(photo) == {404}

    def test_a_name_withheld_at_the_desk_takes_its_portrait_along_at_once(
        self, photo: Photo, story: Article
    ) -> None:
        one, visitor = addresses_of(photo)[0], Client()
        cache.clear()
        assert visitor.get(one).status_code == 200  # and kept
        Contributor.objects.update(withheld=True)
        new_edition(removal=True)  # as the desk's form does
        assert visitor.get(one).status_code == 404
