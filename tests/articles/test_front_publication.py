"""A front is published like a story: versions, the clock, races, and no word before its time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection, transaction
from django.test import Client

from articles import verbs as story_verbs
from articles.admin.front.page import working_copy
from articles.clock import as_it_stands_at, database_now
from articles.fronts import breaking, verbs
from articles.models import (
    Article,
    BreakingStrip,
    FrontAct,
    FrontRelease,
    FrontVerb,
    FrontVersion,
)
from articles.removals import retract, take_down
from articles.workflow import Refused, Stale
from tests.articles.desk import at_desk
from tests.articles.factories import approve_story, make_story, make_user, publish_story
from tests.articles.fronts import FRONT, arrange, headlines, newspaper, published, put, words
from tests.articles.hours import in_hours, schedule

SECRET = "Zephyrine"

pytestmark = pytest.mark.django_db


def front(client: Client, address: str = "/") -> Any:
    cache.clear()
    return client.get(address)


def lead(client: Client) -> str:
    return headlines(front(client))["lead"][0]


# Versions


def test_each_change_is_a_version_and_an_equal_one_is_none() -> None:
    story, *_rest = newspaper(2)
    arrange(put(story, "lead"))
    arrange(put(story, "lead"))
    assert [one.number for one in FrontVersion.objects.all()] == [2, 1]


def test_undo_goes_back_step_by_step() -> None:
    one, two = newspaper(2)
    editor = make_user()
    arrange(put(one, "lead"))
    arrange(put(two, "deck"))
    verbs.undo("en", by=editor)
    assert [pin["story"] for pin in working_copy("en").plan["pins"]] == [one.pk]
    verbs.undo("en", by=editor)
    assert working_copy("en").plan["pins"] == []
    with pytest.raises(Refused):
        verbs.undo("en", by=editor)


def test_a_former_version_is_restored_as_the_newest() -> None:
    one, two = newspaper(2)
    arrange(put(one, "lead"))
    arrange(put(two, "lead"))
    verbs.restore("en", 2, by=make_user())
    head = working_copy("en")
    assert (head.number, [pin["story"] for pin in head.plan["pins"]]) == (4, [one.pk])
    assert head.version is not None
    assert head.version.restores == 2


def test_discarding_gives_back_what_readers_have() -> None:
    one, two = newspaper(2)
    published(put(one, "lead"))
    arrange(put(two, "lead"))
    verbs.discard("en", by=make_user())
    assert [pin["story"] for pin in working_copy("en").plan["pins"]] == [one.pk]
    assert FrontAct.objects.filter(verb=FrontVerb.DISCARD).count() == 1
    with pytest.raises(Refused):
        verbs.discard("en", by=make_user())


@pytest.mark.parametrize("model", [FrontVersion, FrontAct, FrontRelease, BreakingStrip])
def test_the_database_refuses_to_rewrite_what_was(model: Any) -> None:
    published(put(newspaper(1)[0], "lead"))
    ends = database_now() + timedelta(hours=1)
    breaking.put_up("en", "Words", by=make_user(), ends_at=ends)
    row = model.objects.first()
    field = {"FrontVersion": "number", "FrontAct": "note", "BreakingStrip": "text"}
    name = field.get(model.__name__, "goes_live_at")
    value: Any = {"number": 99, "goes_live_at": ends}.get(name, "Other words")
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{name: value})
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.filter(pk=row.pk)._raw_delete("default")


# The clock


def test_a_scheduled_front_is_there_on_its_second_and_nothing_runs(client: Client) -> None:
    one, two, three = newspaper(3)
    editor, typed = make_user(), in_hours(2)
    published(put(one, "lead"))
    arrange(put(two, "lead"))
    verbs.schedule("en", by=editor, typed=typed)
    arrange(put(three, "lead"))
    verbs.publish("en", by=editor)
    with as_it_stands_at(typed.moment - timedelta(microseconds=1)):
        assert lead(client) == "Story number 2"
    with as_it_stands_at(typed.moment):
        assert lead(client) == "Story number 1"


def test_a_kept_page_ends_with_the_hour_of_the_next_front(client: Client) -> None:
    one, *_rest = newspaper(3)
    arrange(put(one, "lead"))
    typed = in_hours(2)
    verbs.schedule("en", by=make_user(), typed=typed)
    with as_it_stands_at(typed.moment - timedelta(seconds=20)):
        assert front(client).context["paper"].fresh_for <= 20


def test_a_cancelled_hour_passes_without_a_change(client: Client) -> None:
    one, two = newspaper(2)
    editor, typed = make_user(), in_hours(2)
    published(put(one, "lead"))
    arrange(put(two, "lead"))
    verbs.schedule("en", by=editor, typed=typed)
    verbs.unschedule("en", verbs.coming("en", database_now())[0].pk, by=editor)
    with as_it_stands_at(typed.moment + timedelta(seconds=1)):
        assert lead(client) == "Story number 0"


def test_two_versions_cannot_have_one_moment() -> None:
    one, two = newspaper(2)
    editor, typed = make_user(), in_hours(2)
    arrange(put(one, "lead"))
    verbs.schedule("en", by=editor, typed=typed)
    assert "Nothing to do" in verbs.schedule("en", by=editor, typed=typed)
    arrange(put(two, "lead"))
    with pytest.raises(Refused, match="Another version"):
        verbs.schedule("en", by=editor, typed=typed)


def test_the_hour_is_kept_as_it_was_typed() -> None:
    arrange(put(newspaper(1)[0], "lead"))
    typed = in_hours(2)
    verbs.schedule("en", by=make_user(), typed=typed, note="For the evening")
    act = FrontAct.objects.get(verb=FrontVerb.SCHEDULE)
    assert (act.typed, act.note) == (typed, "For the evening")


# No word before its time


@pytest.fixture
def secret() -> Article:
    """An approved story that is scheduled, pinned to the lead with words of its own."""
    newspaper(3)
    story = make_story(headline=f"{SECRET} signs", deck=f"{SECRET} did it", kicker=SECRET)
    schedule(approve_story(story), 2)
    published(put(story, "lead"), words(story, f"{SECRET} on the front", SECRET, SECRET))
    return story


def test_a_pinned_story_shows_with_its_hour_and_not_before(client: Client, secret: Article) -> None:
    secret.refresh_from_db()
    due = secret.goes_live_at
    assert due is not None
    for address in ("/", "/ar/", "/middle-east/", "/print/", "/feed.rss"):
        assert SECRET not in front(client, address).content.decode(), address
    assert lead(client) == "Story number 2"  # no gap
    with as_it_stands_at(due - timedelta(seconds=1)):
        assert SECRET not in front(client).content.decode()
    with as_it_stands_at(due):
        assert lead(client) == f"{SECRET} on the front"


def test_not_even_the_views_of_readers_name_it(secret: Article) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(string_agg(f::text, ''), '') FROM articles_frontpage f")
        found = cursor.fetchone()[0]
    assert found
    assert SECRET not in found
    assert f'"story": {secret.pk}' not in found


@pytest.mark.parametrize("state", ["draft", "approved", "other language"])
def test_what_readers_do_not_have_leaves_no_gap(client: Client, state: str) -> None:
    newspaper(3)
    story = make_story(headline=SECRET, language="ar" if state == "other language" else "en")
    if state == "approved":
        approve_story(story)
    if state == "other language":
        publish_story(story)
    published(put(story, "lead"))
    page = front(client)
    assert headlines(page)["lead"] == ["Story number 2"]
    assert SECRET not in page.content.decode()


def test_a_withdrawn_story_leaves_the_strip_s_link(client: Client) -> None:
    story = newspaper(1)[0]
    ends = database_now() + timedelta(hours=1)
    breaking.put_up("en", "It happened", by=make_user(), ends_at=ends, story=story)
    assert f"/{story.pk}-" in str(front(client).context["paper"].breaking.url)
    story_verbs.withdraw(story, by=make_user(), note="Wrong.")
    assert front(client).context["paper"].breaking.url == ""


@pytest.mark.parametrize("remove", [take_down, partial(retract, notice="It was forged.")])
def test_what_is_retracted_or_taken_down_takes_its_breaking_news_along(
    client: Client, remove: Callable[..., str]
) -> None:
    story = newspaper(1)[0]
    ends = database_now() + timedelta(hours=1)
    breaking.put_up("en", f"{SECRET} named", by=make_user(), ends_at=ends, story=story)
    assert SECRET in front(client).content.decode()
    remove(story, by=make_user(), note="A court order.")
    for page in ("/", "/?lite", "/search/"):
        assert SECRET not in front(client, page).content.decode(), page


# Breaking news


def test_breaking_news_stands_on_every_page_of_its_edition_until_its_end(client: Client) -> None:
    story = newspaper(2)[0]
    now = database_now()
    breaking.put_up("en", "The port <is> open", by=make_user(), ends_at=now + timedelta(hours=1))
    address = next(one for one in [front(client).context["front"].lead]).get_absolute_url()
    for page in ("/", "/middle-east/", address, "/?lite"):
        assert "The port &lt;is&gt; open" in front(client, page).content.decode(), page
    assert "The port" not in front(client, "/ar/").content.decode()
    with as_it_stands_at(now + timedelta(hours=1)):
        assert "The port" not in front(client).content.decode()
    assert story.pk


def test_a_kept_page_ends_with_the_strip(client: Client) -> None:
    newspaper(1)
    ends = database_now() + timedelta(seconds=12)
    breaking.put_up("en", "Words", by=make_user(), ends_at=ends)
    assert 0 < front(client, "/middle-east/").context["paper"].fresh_for <= 12


def test_a_strip_to_come_shows_with_its_hour(client: Client) -> None:
    newspaper(1)
    now = database_now()
    begin, end = now + timedelta(hours=1), now + timedelta(hours=2)
    breaking.put_up("en", "Later", by=make_user(), starts_at=begin, ends_at=end)
    assert "Later" not in front(client).content.decode()
    with as_it_stands_at(begin):
        assert "Later" in front(client).content.decode()


def test_the_newest_strip_takes_the_place_and_the_old_one_never_comes_back(client: Client) -> None:
    newspaper(1)
    now, editor = database_now(), make_user()
    breaking.put_up("en", "The first", by=editor, ends_at=now + timedelta(hours=3))
    breaking.put_up("en", "The second", by=editor, ends_at=now + timedelta(hours=1))
    page = front(client).content.decode()
    assert "The second" in page
    assert "The first" not in page
    with as_it_stands_at(now + timedelta(hours=2)):
        assert "The first" not in front(client).content.decode()


def test_a_strip_is_taken_down_at_once(client: Client) -> None:
    newspaper(1)
    editor = make_user()
    breaking.put_up("en", "Wrong", by=editor, ends_at=database_now() + timedelta(hours=1))
    breaking.take_down("en", BreakingStrip.objects.get().pk, by=editor)
    assert "Wrong" not in front(client).content.decode()
    with pytest.raises(Refused):
        breaking.take_down("en", BreakingStrip.objects.get().pk, by=editor)


@pytest.mark.parametrize("hours, text", [(0, "Words"), (25, "Words"), (1, ""), (1, "x" * 141)])
def test_a_strip_without_a_sensible_end_or_text_is_refused(hours: int, text: str) -> None:
    with pytest.raises(Refused):
        breaking.put_up("en", text, by=make_user(), ends_at=database_now() + timedelta(hours=hours))


# Two at once


def test_a_late_change_is_refused() -> None:
    one, two = newspaper(2)
    arrange(put(one, "lead"))
    with pytest.raises(Stale):
        verbs.arrange("en", put(two, "lead"), by=make_user(), seen=1)
    with pytest.raises(Stale):
        verbs.publish("en", by=make_user(), seen=1)


@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_publish_one_version() -> None:
    arrange(put(newspaper(1)[0], "lead"))
    editors, said, start = [make_user(), make_user()], list[str](), threading.Barrier(2)

    def go(editor: Any) -> None:
        start.wait()
        said.append(verbs.publish("en", by=editor, seen=2))
        connection.close()

    threads = [threading.Thread(target=go, args=[one]) for one in editors]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert FrontRelease.objects.count() == 1
    assert FrontAct.objects.count() == 1
    assert sorted(one.partition(".")[0] for one in said) == [
        "Nothing to do: readers have this front",
        "Published",
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_is_stale() -> None:
    stories = newspaper(2)
    arrange(put(stories[0], "opinion"))
    editors, outcomes, start = [make_user(), make_user()], list[str](), threading.Barrier(2)

    def go(place: int) -> None:
        start.wait()
        try:
            verbs.arrange("en", put(stories[place], "lead"), by=editors[place], seen=2)
            outcomes.append("kept")
        except Stale:
            outcomes.append("stale")
        connection.close()

    threads = [threading.Thread(target=go, args=[one]) for one in (0, 1)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(outcomes) == ["kept", "stale"]
    assert at_desk(editors[0]).get(FRONT).status_code == 200
