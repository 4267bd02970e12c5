"""What a search costs does not grow with the archive, however common the word."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Release
from articles.search.asked import Asked, asked
from articles.search.query import understood
from articles.search.reading import TooSlow, Within, find
from articles.synthetic.statistics import analyze
from tests.articles.factories import make_contributor, make_place, make_story, publish_story
from tests.articles.large import copy_rows, in_bulk
from tests.articles.public_pages import html_at

pytestmark = pytest.mark.django_db

STORIES = 200_000
MOST_PAGES = 6_000  # of the database's, of 8 kB, that a search may look at
PAGE_QUERIES = 7  # the three that bound the time of the search among them
NEXT_TO_NOTHING = 6  # more, where it is asked what may have been meant
# 20 stories a day for 27 years; all have two common words, and one in 5,000 a rare one.
ARCHIVE = """
INSERT INTO articles_listing (release_id, story_id, key, first_published_at)
SELECT 1000000 + n, 1000000 + n, 'en:all', now() - n * interval '72 minutes'
FROM generate_series(1, {n}) n;
INSERT INTO articles_searchdocument
    (release_id, story_id, first_published_at, goes_live_at, words)
SELECT 1000000 + n, 1000000 + n, at, at, (
    original.words::text || ' ''commonplac'':1001D,1004D ''second'':1003D,1005D'
    || ' ''number' || n % 5000 || ''':1007D'
    || to_char(at AT TIME ZONE 'UTC', ' ''"#m"YYYYMM'':16383A ''"#y"YYYY'':16383A')
)::tsvector
FROM generate_series(1, {n}) n, LATERAL (SELECT now() - n * interval '72 minutes' AS at) moment, (
    SELECT ts_delete(words, ARRAY(
        SELECT lexeme FROM unnest(words) WHERE lexeme ~ '^#[my]'
    )) AS words FROM articles_searchdocument WHERE release_id = {release}
) original;
SELECT gin_clean_pending_list('search_words');
"""
PAGES_OF = "EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM articles_search({values})"


def make_archive() -> None:
    story = publish_story(make_story(headline="Commonplace second"))
    release = Release.objects.get(article=story)
    number, moment = "1000000 + n", "now() - n * interval '72 minutes'"
    own = {"id": number, "article_id": number, "group_id": number, "body_html": "''"}
    times = {"goes_live_at": moment, "first_published_at": moment}
    copy_rows("articles_release", release.pk, STORIES, **own, **times)
    with in_bulk("articles_listing", "articles_searchdocument") as cursor:
        cursor.execute(ARCHIVE.format(n=STORIES, release=release.pk))
    analyze()


def looked_at(question: Asked, *, most: int = 400) -> int:
    """How many pages of its files the database looks at to answer."""
    values = ["en", f"'#len' & {question.words}", question.ranked or None, *[None] * 5, most]
    places = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(PAGES_OF.format(values=places), values)
        found = cursor.fetchone()[0]
    plan: dict[str, Any] = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]
    return int(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"])


def test_no_search_looks_through_the_archive() -> None:
    make_archive()
    costs = {
        typed: looked_at(asked(understood(typed), {}))
        for typed in (
            "commonplace",
            "commonplace second",
            '"commonplace second"',
            "commonplace number77",
            "number77",
            "commonplace OR second",
            "number77 -number78",
            "commonplace -second",
            "nowhere",
        )
    }
    costs["begun"] = looked_at(Asked(words="'^comm':*"), most=4)
    assert {typed: cost for typed, cost in costs.items() if cost > MOST_PAGES} == {}
    # The proof that there is an archive, and that reading it whole would be noticed.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('articles_searchdocument') / 8192")
        assert cursor.fetchone()[0] > 1.5 * MOST_PAGES
    assert len(find("en", asked(understood("number77"), {}), Within(), 400)) == STORIES / 5000


def test_a_search_that_takes_too_long_is_answered_in_words(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_story()
    slow = "SELECT 1, now(), 1.0, now() FROM pg_sleep(5) WHERE num_nulls(%s)"
    nine = ", ".join(["%s"] * 9)
    monkeypatch.setattr("articles.search.reading.SEARCH", slow.replace("%s", nine) + " >= 0")
    monkeypatch.setattr("articles.search.reading.PATIENCE", 50)
    assert "takes too long" in html_at(client, "/search/?q=town")
    with pytest.raises(TooSlow):
        find("en", asked(understood("town"), {}), Within(), 1)


def queries_for(client: Client, address: str) -> int:
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)


@pytest.mark.parametrize("many", [5, 18])
def test_a_search_takes_as_many_queries_whatever_it_finds(client: Client, many: int) -> None:
    for number in range(many):
        publish_story(
            make_story(
                headline=f"Troops leave town {number}",
                tags=["Syria", "Roads"],
                bylines=[make_contributor(f"Writer {number}")],
                places=[make_place()],
            )
        )
    assert queries_for(client, "/search/?q=troops") == PAGE_QUERIES
    assert queries_for(client, "/search/?q=troops+town+dawn+-nothing") == PAGE_QUERIES
    narrowed = "/search/?q=troops&tag=syria&place=beirut&section=middle-east&from=2013-01-01"
    assert queries_for(client, narrowed) == PAGE_QUERIES + 4
    assert queries_for(client, "/search/?q=nothing+like+it") <= PAGE_QUERIES + NEXT_TO_NOTHING
    assert queries_for(client, "/search/") <= 3
