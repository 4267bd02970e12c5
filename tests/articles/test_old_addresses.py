"""Addresses of the system before this one lead to their stories, and tell nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import verbs
from articles.clock import database_now
from articles.models import Article, OldAddress
from articles.old_addresses import normal, number_in, remember
from articles.removals import retract, take_down
from articles.synthetic.statistics import analyze
from tests.articles.factories import change_story, make_section, make_story, publish_story
from tests.articles.large import in_bulk
from tests.articles.public_pages import address_of
from tests.articles.test_cost_of_a_page import faults_of

pytestmark = pytest.mark.django_db

OLD = "/News/Middle-East/2013/Nov-20/238401-syrian-forces-enter-town.ashx"


@pytest.fixture
def story() -> Article:
    story = publish_story()
    remember([(f"http://www.old.example{OLD}", story.pk)])
    return story


def answer(client: Client, path: str) -> tuple[int, str]:
    cache.clear()
    response = client.get(path)
    return response.status_code, response.headers.get("Location", "")


@pytest.mark.parametrize(
    "path",
    [
        OLD,
        OLD.lower(),
        OLD.upper(),
        f"/ar{OLD}",
        "/News/Lebanon/238401-another-slug.ashx",
        "/238401.ashx",
        "/News/Middle-East/2013/Nov-20/238401-.ASHX",
        f"{OLD}?utm_source=old#axzz2lD",
        "/News//Middle-East/2013/Nov-20/238401-%D8%B3.ashx",
    ],
)
def test_an_old_address_leads_to_its_story_by_the_number(
    client: Client, story: Article, path: str
) -> None:
    assert answer(client, path) == (301, address_of(story))


def test_it_leads_to_where_the_story_stands_now(client: Client, story: Article) -> None:
    assert answer(client, OLD) == (301, address_of(story))
    publish_story(change_story(story, section=make_section("Politics")))
    assert answer(client, OLD) == (301, address_of(story))
    assert "/politics/" in address_of(story)


def test_an_arabic_story_is_led_to_in_letters_that_travel(client: Client) -> None:
    arabic = publish_story(make_story(headline="عاد الجيش", language="ar"))
    remember([("/ArticleAr.aspx", arabic.pk)])
    status, location = answer(client, "/articlear.aspx")
    assert (status, location) == (301, address_of(arabic))
    assert location.isascii()


def not_found(client: Client, path: str) -> tuple[bytes, dict[str, str]]:
    cache.clear()
    response = client.get(path)
    assert response.status_code == 404, path
    return response.content, dict(response.headers)


@pytest.mark.parametrize("how", ["withdraw", "retract", "take_down", "draft", "to come"])
def test_what_is_not_live_answers_like_an_address_that_never_was(client: Client, how: str) -> None:
    story = make_story() if how in {"draft", "to come"} else publish_story()
    remember([(OLD, story.pk)])
    by = story.created_by
    if how == "withdraw":
        verbs.withdraw(story, by=by, note="Wrong.")
    elif how == "retract":
        retract(story, by=by, note="Wrong.", notice="It cannot stand.")
    elif how == "take_down":
        take_down(story, by=by, note="A court.")
    elif how == "to come":
        publish_story(story, goes_live_at=database_now() + timedelta(hours=1))
    for prefix in ("", "/ar"):
        never = not_found(client, f"{prefix}/never/there/")
        assert not_found(client, f"{prefix}{OLD}") == never
        assert not_found(client, f"{prefix}/News/999999-nothing.ashx") == never
        assert not_found(client, f"{prefix}/index.php") == never


def test_it_costs_one_query_and_then_none(client: Client, story: Article) -> None:
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        first = client.get(OLD)
    assert len([one for one in queries if "articles_section" not in one["sql"]]) == 1
    down = OperationalError("the database is down")
    with patch("django.db.backends.utils.CursorWrapper.execute", side_effect=down):
        again = client.get(OLD, headers={"If-None-Match": "*"})
        assert client.head(OLD).status_code == 301
    assert (again.status_code, again["Location"]) == (301, first["Location"])
    assert not again.cookies
    not_found(client, "/News/999998-nothing.ashx")  # the menu of error pages is remembered now
    with CaptureQueriesContext(connection) as queries:
        not_found(client, "/News/999999-nothing.ashx")
    assert len(queries) == 1


def test_a_withdrawal_ends_what_was_kept(
    client: Client, story: Article, django_capture_on_commit_callbacks: Any
) -> None:
    cache.clear()
    assert client.get(OLD).status_code == 301
    with django_capture_on_commit_callbacks(execute=True):
        verbs.withdraw(story, by=story.created_by, note="Wrong.")
    assert client.get(OLD).status_code == 404


def test_importers_may_call_it_again(story: Article) -> None:
    other = publish_story()
    many = [(f"/News/{number}-a.ashx", story.pk) for number in range(3)]
    assert remember(many) == 3
    before = OldAddress.objects.count()
    assert remember([*many, (many[0][0].upper(), other.pk), ("", 1), ("x" * 501, 1)]) == 3
    assert OldAddress.objects.count() == before
    assert OldAddress.objects.get(path="news/0-a.ashx").article == other


def test_of_two_systems_with_the_same_number_the_whole_path_decides(client: Client) -> None:
    first, second = publish_story(), publish_story()
    remember([("/a/1-x.ashx", first.pk), ("/b/1-y.ashx", second.pk)])
    assert answer(client, "/a/1-x.ashx") == (301, address_of(first))
    assert answer(client, "/B/1-y.ASHX") == (301, address_of(second))


@pytest.mark.parametrize(
    "address, path, number",
    [
        (f"https://old.example{OLD}?x=1#y", OLD[1:].lower(), 238401),
        ("/Michael-Young.ashx", "michael-young.ashx", None),
        ("//", "", None),
        ("http://[broken", "", None),
        ("/a/\0/ B /12.aspx/", "a/b/12.aspx", 12),
        ("/2013/11-x/story.html", "2013/11-x/story.html", None),
        ("/1234567890123456789-x.ashx", "1234567890123456789-x.ashx", None),
    ],
)
def test_an_address_is_read_the_same_however_it_is_written(
    address: str, path: str, number: int | None
) -> None:
    assert (normal(address), number_in(normal(address))) == (path, number)


def test_a_large_table_is_not_read_whole(client: Client, story: Article) -> None:
    with in_bulk("articles_oldaddress") as cursor:
        cursor.execute(
            "INSERT INTO articles_oldaddress (path, number, article_id)"
            " SELECT 'news/' || n || '-a.ashx', n, %s FROM generate_series(1000000, 1050000) n",
            [story.pk],
        )
    analyze()
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/x/1020000-b.ashx").status_code == 301
    faults = [fault for one in queries for fault in faults_of(one["sql"])]
    assert [one for one in faults if "oldaddress" in one.split(":")[0]] == []
