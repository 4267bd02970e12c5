"""No public byte tells of a story before its time, or of one that was taken from the readers.

Headline, slug, words, caption, credit, names, tag and correction of the story, its number, the name
of its photo's file and the bytes in it are looked for in every answer that the site can give.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from articles import removals, schedules, verbs
from articles.admin.preview import sharing
from articles.admin.preview.sharing import Span
from articles.clock import as_it_stands_at, database_now
from articles.models import (
    Article,
    Contributor,
    Listing,
    Photo,
    Release,
    SharedPreview,
    ShownFile,
    Story,
    Transition,
)
from articles.old_addresses import remember
from articles.releases import sweep_listings
from tests.articles.darkroom import bytes_of, developed_photo, in_a_body
from tests.articles.factories import (
    approve_story,
    change_story,
    make_section,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.hours import embargo, schedule
from tests.articles.test_embargo import SECRET, SLUG, make_neighbours, secret_story
from tests.articles.walking import (
    Walked,
    answers,
    ask,
    different,
    public_patterns,
    taken_back,
    telling,
)
from tests.comments.tools import browser, make_reader, open_policy, write

pytestmark = pytest.mark.django_db

Committed = Callable[[], AbstractContextManager[object]]
NUMBER, MISSING = 770_000_123, 770_000_999
HOURS = 72  # to its publication, so that its day is nobody else's
COMMENT = "Commentword"
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Committed:
    """What is done within it is committed at its end, as in life."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def photo() -> Photo:
    """A photo with the secret in all its words, and in the bytes of its files."""
    return developed_photo(SECRET, shade=37)


@pytest.fixture
def walked(photo: Photo) -> Walked:
    """The addresses to walk, before there is a story; other stories are live."""
    section = make_section()
    for headline in ("The bridge is open again", "Rain at last"):
        publish_story(make_story(section=section, headline=headline, tags=["Syria"]))
    publish_story(make_story(section=section, headline="عاد الجيش", language="ar"))
    files = [copy["file"] for copy in photo.renditions]
    return Walked(NUMBER, SLUG, database_now() + timedelta(hours=HOURS), files)


def make_secret(photo: Photo, language: str = "en") -> Article:
    """The story, a draft, with a number that stands in no page by chance."""
    number_next("articles_article", NUMBER)
    story = secret_story(language)
    Contributor.objects.filter(name=SECRET).update(slug=SLUG, portrait=photo, bio=SECRET)
    remember([("/News/2013/Nov-20/238401-embargoword.ashx", NUMBER)])
    story.illustrations.all().delete()
    story.illustrations.create(photo=photo, caption=SECRET, alt_text=SECRET)
    change_story(story, body=in_a_body(photo, SECRET))
    assert story.pk == NUMBER
    return story


def without_questions(addresses: list[str]) -> list[str]:
    return [one for one in addresses if "?" not in one]


def number_next(table: str, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, number - 1])


def secrets_of(photo: Photo) -> list[str | bytes]:
    """Everything that gives the story away."""
    stem = photo.renditions[0]["file"].rpartition("/")[2].partition("-")[0]
    return [SECRET, str(NUMBER), stem, *bytes_of(photo)]


def as_draft(story: Article) -> None:
    pass


def as_sent(story: Article) -> None:
    verbs.submit(story, by=story.created_by, note=SECRET)


def as_approved_under_embargo(story: Article) -> None:
    embargo(approve_story(story), HOURS)


def as_scheduled(story: Article) -> None:
    embargo(approve_story(story), HOURS - 1)
    schedule(story, HOURS)


def as_called_off(story: Article) -> None:
    schedule(approve_story(story), HOURS)
    schedules.unschedule(story, by=story.created_by, note=SECRET)


def as_withdrawn_before_its_hour(story: Article) -> None:
    schedule(approve_story(story), HOURS)
    verbs.withdraw(story, by=story.created_by, note=SECRET)


def as_spiked(story: Article) -> None:
    verbs.spike(story, by=story.created_by, note=SECRET)


UNSEEN: list[Callable[[Article], None]] = [
    as_draft,
    as_sent,
    as_approved_under_embargo,
    as_scheduled,
    as_called_off,
    as_withdrawn_before_its_hour,
    as_spiked,
]


def test_an_address_that_nobody_knows_how_to_walk_fails(walked: Walked) -> None:
    with (
        patch("tests.articles.walking.public_patterns", return_value=["new/<uuid:key>/"]),
        pytest.raises(AssertionError, match="say what stands in new/"),
    ):
        walked.addresses()
    assert len(walked.addresses()) > len(public_patterns())


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_world_with_the_story_is_byte_by_byte_the_world_without_it(
    photo: Photo, walked: Walked, language: str
) -> None:
    """Before its time nothing that anybody can ask depends on whether there is such a story."""
    addresses, client = walked.addresses(), Client()
    with as_it_stands_at(database_now()):
        before = answers(client, addresses)
        assert not different(answers(client, addresses), before), "not the same twice"
        states = UNSEEN if language == "en" else [as_scheduled]
        for state in states:
            with taken_back():
                state(make_secret(photo, language))
                whole = state in {as_scheduled, as_approved_under_embargo}
                found = answers(client, addresses if whole else without_questions(addresses))
                assert telling(found, *secrets_of(photo)) == [], state.__name__
                assert different(found, before) == [], state.__name__


def test_whoever_asks_and_however(photo: Photo, walked: Walked) -> None:
    """Signed in, with other methods and with conditions: like a story that does not exist."""
    reader = make_reader()
    plain = without_questions(walked.addresses())
    with as_it_stands_at(database_now()):
        as_scheduled(make_secret(photo))
        for client in (Client(), browser(reader)):
            for method in ("get", "head", "post", "options"):
                found = answers(client, plain, method)
                assert telling(found, *secrets_of(photo)) == []
                for address in plain:
                    if str(NUMBER) not in address:
                        continue
                    other = address.replace(str(NUMBER), str(MISSING))
                    assert found[method, address] == ask(client, other, method), (method, address)
        for probe in ({"If-None-Match": "*"}, {"Range": "bytes=0-99"}):
            found = answers(Client(), plain, headers=probe)
            assert telling(found, *secrets_of(photo)) == []
            for file in walked.files:
                nothing = ask(Client(), "/media/photos/none.webp", headers=probe)
                assert found["get", f"/media/{file}"] == nothing


# What tells of the story once it is live; the proof that the walk goes where it would be told.
TELLING = [
    "/",
    "/feed.rss",
    "/feed.json",
    "/middle-east/",
    "/middle-east/feed.atom",
    f"/topics/{SLUG}/",
    f"/topics/{SLUG}/feed.rss",
    f"/by/{SLUG}/",
    f"/places/{SLUG}/",
    "/print/2013-11-20/",
    "/corrections/",
    "/corrections/feed.rss",
    f"/comments/{NUMBER}/",
    "/news-sitemap.xml",
    f"/News/2013/Nov-20/238401-{SLUG}.ashx",
    "/x/238401.ashx",
]


def test_at_its_second_it_is_there_with_no_worker(photo: Photo, walked: Walked) -> None:
    as_scheduled(make_secret(photo))
    moment = Release.objects.latest("pk").goes_live_at
    with as_it_stands_at(moment - timedelta(microseconds=1)):
        assert telling(answers(Client(), walked.addresses()), *secrets_of(photo)) == []
    with as_it_stands_at(moment):
        found = answers(Client(), walked.addresses())
        told = {address for _method, address in telling(found, SECRET)}
        assert set(TELLING) - told == set()
        assert any(one.startswith("/search/?") for one in told)
        address = Story.objects.get(pk=NUMBER).get_absolute_url()
        assert address in told
        for file, data in zip(walked.files, bytes_of(photo), strict=True):
            status, _headers, body = found["get", f"/media/{file}"]
            assert (status, body) == (200, data)


def test_what_was_kept_before_its_second_does_not_outlast_it(photo: Photo, walked: Walked) -> None:
    """The page cache has all pages of the second before; nobody clears it, and no mark is set."""
    as_scheduled(make_secret(photo))
    moment = Release.objects.latest("pk").goes_live_at
    addresses = without_questions(walked.addresses())
    cache.clear()
    with as_it_stands_at(moment - SECOND):
        kept = answers(Client(), addresses, fresh=False)
        assert telling(kept, *secrets_of(photo)) == []
    later = LaterTime(seconds=1.5)
    with (
        as_it_stands_at(moment),
        patch("articles.caching.time", later),
        patch("articles.memory.time", later),
        patch("articles.shown.time", later),
    ):
        found = answers(Client(), addresses, fresh=False)
        told = {address for _method, address in telling(found, SECRET)}
        assert set(TELLING) - told == set()
        assert found["get", f"/media/{walked.files[0]}"][0] == 200


class LaterTime:
    """The module ``time`` some seconds later."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def time(self) -> float:
        return time.time() + self._seconds


def rows() -> list[object]:
    """Everything that a publication writes."""
    tables = (Release, Listing, ShownFile, Transition)
    return [list(one.objects.order_by("pk").values()) for one in tables]


def test_a_clock_that_is_put_back_an_hour_publishes_nothing_twice_and_withdraws_nothing(
    photo: Photo, walked: Walked
) -> None:
    as_scheduled(make_secret(photo))
    moment = Release.objects.latest("pk").goes_live_at
    addresses = without_questions(walked.addresses())
    written = rows()
    with as_it_stands_at(moment + 60 * SECOND):
        there = answers(Client(), addresses)
    with as_it_stands_at(moment + 60 * SECOND - HOUR):
        found = answers(Client(), addresses)
        sweep_listings()
        assert telling(found, *secrets_of(photo)) == []
    with as_it_stands_at(moment + 60 * SECOND):
        assert different(answers(Client(), addresses), there) == []
    assert rows() == written


def test_a_scheduled_change_to_a_live_story_flips_on_the_second(
    photo: Photo, walked: Walked
) -> None:
    number_next("articles_article", NUMBER)
    story = publish_story(make_story(headline="Plain words", deck="Plain."))
    secrets = [one for one in secrets_of(photo) if one != str(NUMBER)]
    moment: datetime = database_now() + timedelta(hours=HOURS)
    addresses = [*walked.addresses(), Story.objects.get(pk=NUMBER).get_absolute_url()]
    with as_it_stands_at(moment - SECOND):
        before = answers(Client(), addresses)
    story.illustrations.create(photo=photo, caption=SECRET)
    story.tags.add(SECRET)
    change_story(story, headline=f"{SECRET} headline", body=in_a_body(photo, SECRET))
    publish_story(story, goes_live_at=moment)
    with as_it_stands_at(moment - SECOND):
        found = answers(Client(), addresses)
        assert telling(found, *secrets) == []
        assert different(found, before) == []
    with as_it_stands_at(moment):
        found = answers(Client(), addresses)
        told = {address for _method, address in telling(found, SECRET)}
        assert {"/", "/feed.rss", "/middle-east/", addresses[-1], f"/topics/{SLUG}/"} <= told
        assert found["get", f"/media/{walked.files[0]}"][0] == 200


def withdraw(story: Article) -> None:
    verbs.withdraw(story, by=story.created_by, note="It was wrong.")


def retract(story: Article) -> None:
    removals.retract(story, by=story.created_by, note="Wrong.", notice="It could not stand.")


def take_down(story: Article) -> None:
    removals.take_down(story, by=story.created_by, note="Court order.")


@pytest.mark.parametrize("removal", [withdraw, retract, take_down])
def test_a_story_that_is_taken_from_the_readers_leaves_everything_at_once(
    photo: Photo, walked: Walked, committed: Committed, removal: Callable[[Article], None]
) -> None:
    """Its comments too, and whatever was kept; not even what a browser has is called the same."""
    open_policy(make_user())
    story, reader = make_secret(photo), make_reader()
    with committed():
        publish_story(story)
        number_next("comments_comment", NUMBER)
        comment = write(story.pk, reader, f"{COMMENT} of a reader.")
    walked = replace(walked, moment=database_now(), comment=comment.pk)
    addresses = [one for one in walked.addresses() if not one.startswith("/readers/me/")]
    clients = {"stranger": Client(), "reader": browser(reader)}
    kept = {who: answers(one, addresses, fresh=False) for who, one in clients.items()}
    assert telling(kept["stranger"], COMMENT) != []
    told = {asked[1] for asked in telling(kept["stranger"], SECRET)}
    assert set(TELLING) - told == set()
    with committed():
        removal(story)
    secrets = [one for one in secrets_of(photo) if one != str(NUMBER)]
    for who, client in clients.items():
        found = answers(client, addresses, fresh=False)
        assert telling(found, *secrets, COMMENT) == [], who
        lists = {one: found[one] for one in found if str(NUMBER) not in one[1]}
        named = {asked[1].partition("?")[0] for asked in telling(lists, str(NUMBER))}
        # A retraction is told among the newspaper's corrections, with its address.
        assert all("/corrections/" in one for one in named if removal is retract), who
        assert removal is retract or named == set(), who
        for asked in telling(kept[who], *secrets, COMMENT):
            headers = {"If-None-Match": etag_of(kept[who][asked][1])}
            status, said, _body = ask(client, asked[1], fresh=False, headers=headers)
            assert status != 304, asked
            assert headers["If-None-Match"] not in said, asked


def etag_of(headers: str) -> str:
    lines = [one for one in headers.split("\n") if one.startswith("ETag: ")]
    return lines[0].removeprefix("ETag: ") if lines else '"none"'


def test_a_live_story_beside_it_tells_nothing(photo: Photo) -> None:
    """Related stories, translations, what is read next, and the data for search engines."""
    make_secret(photo)
    story = Article.objects.get(pk=NUMBER)
    make_neighbours(story)
    beside = publish_story(make_story(section=story.section, tags=["Syria"]))
    story.tags.add("Syria")
    change_story(story, translation_of=beside, language="ar")
    as_scheduled(story)
    address = Story.objects.get(pk=beside.pk).get_absolute_url()
    assert telling(answers(Client(), [address]), *secrets_of(photo)) == []


def test_previews_with_a_wrong_expired_or_revoked_link_are_all_the_same(
    client: Client, photo: Photo
) -> None:
    story = make_secret(photo)
    as_scheduled(story)
    assert story.head_revision
    given = [
        sharing.share(story, story.head_revision, story.created_by, Span.DAY) for _one in range(3)
    ]
    links = ["/preview/" + sharing.link(one).split("/preview/")[1] for one in given]
    pictures = [sharing.pictures_place(one) + photo.renditions[0]["file"] for one in given]
    assert SECRET in client.get(links[0]).content.decode()
    assert client.get(pictures[0]).status_code == 200
    days = timedelta(days=1)
    SharedPreview.objects.filter(pk=given[0].pk).update(
        created_at=database_now() - 3 * days, expires_at=database_now() - 2 * days
    )
    sharing.revoke(given[1], story.created_by)
    wrong = [links[0], links[1], links[2][:-4] + "xyz/", f"{links[2][:-1]}x/", *pictures[:2]]
    wrong += [pictures[2].replace("/pictures/", "x/pictures/")]
    for address in wrong:
        assert ask(client, address) == ask(client, "/preview/nothing/")
