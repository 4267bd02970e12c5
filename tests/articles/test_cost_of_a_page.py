"""What a page costs the database does not grow with the story, the list or the archive."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import listings
from articles.models import Article, Listing, Release, Story
from articles.synthetic.statistics import analyze
from tests.articles.factories import (
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_section,
    make_story,
    publish_story,
)
from tests.articles.large import copy_rows

pytestmark = pytest.mark.django_db

STORY_QUERIES = 4
THREAD_QUERIES = 3  # of the comments under it
LIST_QUERIES = 6


def rich_story(many: int) -> Article:
    """A live story with so many of everything, with a translation and as many neighbours."""
    story = publish_story(
        make_story(
            tags=[f"topic {n}" for n in range(many)],
            bylines=[make_contributor(f"Writer {n}") for n in range(many)],
            places=[make_place(f"Town {n}") for n in range(many)],
            photos=[make_photo() for _ in range(many)],
            printed=[(make_edition(date(2013, 11, 1 + n)), "1") for n in range(many)],
        )
    )
    publish_story(make_story(headline="ترجمة", language="ar", translation_of=story))
    for _ in range(many):
        publish_story(make_story(tags=["topic 0"], photos=[make_photo()]))
    return story


def queries_for(client: Client, address: str) -> list[str]:
    """The queries behind a page that is made afresh."""
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return [query["sql"] for query in queries]


@pytest.mark.parametrize("many", [0, 1, 12])
def test_a_story_takes_four_queries_whatever_it_has(client: Client, many: int) -> None:
    address = Story.objects.get(pk=rich_story(many).pk).get_absolute_url()
    queries = queries_for(client, address)
    thread = [sql for sql in queries if "comments_" in sql]
    assert len(queries) - len(thread) <= STORY_QUERIES
    assert len(thread) <= THREAD_QUERIES


def test_a_list_takes_as_many_for_one_story_as_for_many(client: Client) -> None:
    pages = ["/", "/middle-east/", "/topics/topic-0/", "/places/town-0/"]
    pages += ["/print/", "/print/2013-11-01/", "/ar/", "/ar/middle-east/"]
    counts = []
    for many in (1, 7):
        rich_story(many)
        counts.append({page: len(queries_for(client, page)) for page in pages})
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= LIST_QUERIES


STORIES = 20_000
MOST_ROWS = 1_000  # that a page may make the database read


def make_archive() -> Article:
    """A story among 20,000 like it, each of them published twice."""
    story = publish_story(
        make_story(
            tags=["Syria"],
            bylines=[make_contributor("Rima Haddad")],
            places=[make_place()],
            printed=[(make_edition(date(2013, 11, 20)), "1")],
        )
    )
    make_section("Culture")
    release = Release.objects.get(article=story)
    number, minute = f"{10**6} + n", "now() - n * interval '1 minute'"
    copy_rows("articles_article", story.pk, STORIES, id=number)
    times = {"goes_live_at": minute, "first_published_at": minute}
    own = {"article_id": number, "group_id": number}
    copy_rows("articles_release", release.pk, STORIES, id=number, **own, **times)
    copy_rows(
        "articles_release",
        release.pk,
        STORIES,
        id=f"{2 * 10**6} + n",
        **own,
        superseded_at=minute,
        goes_live_at=f"{minute} - interval '1 minute'",
    )
    # As if they were all translated, too.
    Listing.objects.create(
        release=release,
        story_id=story.pk,
        key=listings.everything("ar"),
        first_published_at=release.first_published_at,
    )
    for index, listing in enumerate(Listing.objects.filter(release=release)):
        copy_rows(
            "articles_listing",
            listing.pk,
            STORIES,
            id=f"{(index + 1) * 10**6} + n",
            release_id=number,
            story_id=number,
            first_published_at=minute,
        )
    analyze()
    return story


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


def faults_of(sql: str) -> list[str]:
    """Whole tables read, and steps through more rows than a page may cost."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}")
        found = cursor.fetchone()[0]
    plan = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    faults = []
    for node in nodes(plan):
        rows = node["Actual Rows"] * node["Actual Loops"] + node.get("Rows Removed by Filter", 0)
        table = node.get("Relation Name", "")
        whole = node["Node Type"] == "Seq Scan" and re.match("articles_(release|listing)", table)
        if whole or rows > MOST_ROWS:
            faults.append(f"{node['Node Type']} {table} {rows} rows: {sql[:120]}")
    return faults


def test_no_page_reads_the_whole_archive(client: Client) -> None:
    story = make_archive()
    by = story.bylines.get().contributor.slug
    half_way = round((story.created_at.timestamp() - 60 * STORIES / 2) * 1_000_000)
    deep = f"?before={half_way}-{10**6 + STORIES // 2}"
    pages = [
        "/",
        "/ar/",
        "/middle-east/",
        "/culture/",
        "/topics/syria/",
        f"/by/{by}/",
        "/places/beirut/",
    ]
    pages += ["/print/", "/print/2013-11-20/", Story.objects.get(pk=story.pk).get_absolute_url()]
    pages += [page + deep for page in ("/middle-east/", "/topics/syria/", f"/by/{by}/")]
    queries = {sql for page in pages for sql in queries_for(client, page)}
    faults = [fault for sql in queries for fault in faults_of(sql)]
    faults += faults_of(
        "SELECT min(goes_live_at) FROM articles_release WHERE goes_live_at > newsroom_now()"
    )
    assert faults == []
    # The proof that there is an archive, and that reading it whole would be noticed.
    assert Listing.objects.filter(key=listings.everything("en")).count() == STORIES + 1
    assert faults_of("SELECT count(*) FROM articles_release") != []
