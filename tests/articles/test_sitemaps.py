"""Sitemaps: every live story by month, the news of two days, and the cost of a large archive."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import verbs
from articles.caching import new_edition
from articles.clock import database_now
from articles.models import Article
from articles.pictures import copies_of
from articles.removals import retract, take_down
from articles.sitemaps import MOST_NEWS
from tests.articles.factories import (
    change_story,
    make_photo,
    make_section,
    make_story,
    publish_story,
)
from tests.articles.feeds import text_at, tree_at
from tests.articles.large import copy_story
from tests.articles.public_pages import address_of, html_at
from tests.articles.test_cost_of_a_page import faults_of

pytestmark = pytest.mark.django_db

SITE = settings.SITE_URL
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}"
LINK = "{http://www.w3.org/1999/xhtml}link"
NOVEMBER = datetime(2013, 11, 20, 7, 30, tzinfo=UTC)
MARCH = datetime(2011, 3, 31, 23, 30, tzinfo=UTC)  # in Beirut it is April


def published(at: datetime, **values: Any) -> Article:
    return publish_story(make_story(**values), at=at, goes_live_at=at)


def locations(tree: ElementTree.Element) -> list[str]:
    return [one.text or "" for one in tree.iter(f"{MAP}loc")]


def files(client: Client) -> dict[str, str]:
    """The sitemaps that the index names, with the moment of their change."""
    tree = tree_at(client, "/sitemap.xml")
    assert tree.tag == f"{MAP}sitemapindex"
    return {
        str(one.findtext(f"{MAP}loc")).removeprefix(SITE): one.findtext(f"{MAP}lastmod") or ""
        for one in tree
    }


def everywhere(client: Client) -> str:
    """All that sitemaps say."""
    said = text_at(client, "/sitemap.xml") + text_at(client, "/news-sitemap.xml")
    return said + "".join(text_at(client, file) for file in files(client))


def test_the_index_names_every_month_with_stories_of_each_edition(client: Client) -> None:
    assert list(files(client)) == ["/sitemap-pages.xml"]
    published(MARCH)
    published(NOVEMBER)
    published(NOVEMBER + timedelta(hours=1))
    published(NOVEMBER, headline="عاد الجيش", language="ar")
    assert list(files(client)) == [
        "/sitemap-pages.xml",
        "/sitemap-2013-11.xml",
        "/sitemap-2011-03.xml",
        "/ar/sitemap-2013-11.xml",
    ]
    assert files(client)["/sitemap-2013-11.xml"] == "2013-11-20T10:30:00+02:00"


def test_a_month_has_its_stories_with_pictures_and_translations(client: Client) -> None:
    photo = make_photo()
    story = published(NOVEMBER, photos=[photo])
    arabic = published(NOVEMBER, headline="عاد الجيش", language="ar", translation_of=story)
    alone = published(NOVEMBER + timedelta(hours=1))
    published(MARCH)
    tree = tree_at(client, "/sitemap-2013-11.xml")
    own, foreign = (f"{SITE}{address_of(one)}" for one in (story, arabic))
    assert locations(tree) == [f"{SITE}{address_of(alone)}", own]
    last = tree[1]
    assert last.findtext(f"{MAP}lastmod") == "2013-11-20T09:30:00+02:00"
    versions = {one.get("hreflang"): one.get("href") for one in last.iter(LINK)}
    assert versions == {"en": own, "ar": foreign, "x-default": own}
    assert [one.text for one in last.iter(f"{IMAGE}loc")] == [
        f"{SITE}/media/{copies_of(photo.renditions)[-1]['file']}"
    ]
    assert not list(tree[0].iter(LINK))
    same = tree_at(client, "/ar/sitemap-2013-11.xml")
    assert {one.get("hreflang"): one.get("href") for one in same.iter(LINK)} == versions


def test_every_address_in_a_sitemap_is_a_page(client: Client) -> None:
    section = make_section("Culture")
    published(MARCH)
    published(NOVEMBER, headline="عاد الجيش", language="ar", section=section)
    found = [one for file in files(client) for one in locations(tree_at(client, file))]
    assert len(found) == len(set(found)) == 2 + 2 * 6
    for one in found:
        html = html_at(client, one.removeprefix(SITE))
        assert f'<link rel="canonical" href="{one}">' in html


def test_a_change_of_a_story_changes_its_month(client: Client) -> None:
    story = published(NOVEMBER)
    published(MARCH)
    march = files(client)["/sitemap-2011-03.xml"]
    publish_story(change_story(story, deck="New words."))
    now = files(client)
    assert now["/sitemap-2011-03.xml"] == march
    changed = datetime.fromisoformat(now["/sitemap-2013-11.xml"])
    assert database_now() - changed < timedelta(minutes=5)
    entry = tree_at(client, "/sitemap-2013-11.xml")[0]
    assert datetime.fromisoformat(entry.findtext(f"{MAP}lastmod") or "") == changed


@pytest.mark.parametrize("how", ["withdraw", "retract", "take_down"])
def test_what_is_withdrawn_leaves_every_sitemap_at_once(client: Client, how: str) -> None:
    story = publish_story(make_story(headline="Secret words"))
    published(database_now() - timedelta(seconds=1), headline="Another")
    path = address_of(story)
    assert path in text_at(client, f"/sitemap-{database_now():%Y-%m}.xml")
    before = max(files(client).values())
    by = story.created_by
    if how == "withdraw":
        verbs.withdraw(story, by=by, note="Wrong.")
    elif how == "retract":
        retract(story, by=by, note="Wrong.", notice="It cannot stand.")
    else:
        take_down(story, by=by, note="A court.")
    said = everywhere(client)
    assert f"/{story.pk}-" not in said
    assert "Secret" not in said
    assert max(files(client).values()) >= before  # the month has changed, so it is read again


def test_what_is_to_come_is_in_no_sitemap(client: Client) -> None:
    later = database_now() + timedelta(hours=1)
    publish_story(make_story(headline="Embargoed words"), goes_live_at=later)
    told = published(NOVEMBER)
    before = files(client)
    verbs.record_revision(told, by=told.created_by)
    publish_story(change_story(told, deck="Later."), goes_live_at=later)
    assert files(client) == before
    called_off = publish_story(make_story(headline="Embargoed words"), goes_live_at=later)
    verbs.withdraw(called_off, by=called_off.created_by, note="No.")
    assert files(client) == before
    assert "mbargoed" not in everywhere(client)


def test_a_month_without_stories_is_no_sitemap(client: Client) -> None:
    published(NOVEMBER)
    for month in ("2013-12", "2013-13", "0000-01", "9999-12", "2013-11-2"):
        assert client.get(f"/sitemap-{month}.xml").status_code == 404


def test_the_news_sitemap_has_two_days_and_what_google_demands(client: Client) -> None:
    now = database_now()
    fresh = published(now - timedelta(hours=47), headline="Fresh & new")
    arabic = published(now - timedelta(hours=1), headline="عاد الجيش", language="ar")
    published(now - timedelta(hours=49), headline="Stale")
    tree = tree_at(client, "/news-sitemap.xml")
    assert locations(tree) == [f"{SITE}{address_of(one)}" for one in (fresh, arabic)]
    said = [
        [
            one.findtext(f".//{NEWS}{name}")
            for name in ("name", "language", "publication_date", "title")
        ]
        for one in tree
    ]
    assert [one[:2] for one in said] == [["The Cedar Ledger", "en"], ["سجل الأرز", "ar"]]
    assert [one[3] for one in said] == ["Fresh & new", "عاد الجيش"]
    moment = datetime.fromisoformat(str(said[0][2]))
    assert moment.utcoffset() is not None
    assert abs(moment - (now - timedelta(hours=47))) < timedelta(seconds=1)


def test_the_news_sitemap_may_be_empty(client: Client) -> None:
    assert locations(tree_at(client, "/news-sitemap.xml")) == []


def test_more_than_a_thousand_new_stories_have_an_index(client: Client) -> None:
    story = publish_story()
    copy_story(story, MOST_NEWS + 200, "now() - n * interval '1 minute'")
    tree = tree_at(client, "/news-sitemap.xml")
    assert tree.tag == f"{MAP}sitemapindex"
    parts = [one.removeprefix(SITE) for one in locations(tree)]
    assert parts == ["/news-sitemap-1.xml", "/news-sitemap-2.xml"]
    found = [locations(tree_at(client, part)) for part in parts]
    assert [len(one) for one in found] == [MOST_NEWS, 201]
    assert len({url for part in found for url in part}) == MOST_NEWS + 201
    assert client.get("/news-sitemap-3.xml").status_code == 404
    assert client.get("/news-sitemap-0.xml").status_code == 404


def queries_of(client: Client, address: str) -> list[str]:
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return [one["sql"] for one in queries]


@pytest.mark.parametrize("address", ["/sitemap.xml", "/news-sitemap.xml", "/robots.txt"])
def test_a_sitemap_is_kept_like_a_page(client: Client, address: str) -> None:
    publish_story()
    cache.clear()
    first = client.get(address)
    with CaptureQueriesContext(connection) as queries:
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, len(queries)) == (304, b"", 0)
    assert not first.cookies
    new_edition()
    down = OperationalError("the database is down")
    with patch("django.db.backends.utils.CursorWrapper.execute", side_effect=down):
        assert client.get(address).content == first.content


STORIES = 200_000
MONTHS = 100


def blocks_of(sql: str) -> int:
    """How many blocks of tables and indexes a query reads."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {sql}")
        found = cursor.fetchone()[0]
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return int(plan["Shared Hit Blocks"]) + int(plan["Shared Read Blocks"])


def test_an_archive_of_200_000_stories_costs_its_months_and_no_more(client: Client) -> None:
    """Months by an index, a step for each; a month's file by the range of its own stories."""
    story = published(NOVEMBER)
    step = f"{MONTHS * 30 * 24 * 3600 // STORIES} seconds"
    copy_story(story, STORIES, f"timestamptz '2013-11-20' - n * interval '{step}'")
    months = list(files(client))[1:]
    assert len(months) in range(MONTHS - 2, MONTHS + 3)
    assert all(newer > older for newer, older in pairwise(months))
    index = queries_of(client, "/sitemap.xml")
    assert len(index) <= 4
    # What happens within a function no plan shows; the blocks that it reads do.
    months_read = blocks_of("SELECT * FROM newsroom_months('en')")
    all_read = blocks_of("SELECT count(body_html) FROM articles_release")
    assert (months_read < 25 * MONTHS, all_read > 60 * MONTHS) == (True, True), months_read
    month = queries_of(client, months[MONTHS // 2])
    assert len(month) <= 4
    news = queries_of(client, "/news-sitemap.xml")
    assert len(news) <= 5
    faults = [one for sql in [*month, *news] for one in faults_of(sql)]
    assert [one for one in faults if "Seq Scan" in one] == []
    assert len(locations(tree_at(client, months[MONTHS // 2]))) in range(1_800, 2_300)
