"""What it costs to open and to save a long story with a long history."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from tests.articles.desk import address, at_desk, opened
from tests.articles.long_story import BODY, long_story

pytestmark = pytest.mark.django_db

MOST = 25  # queries, whatever the story holds


def asked(context: CaptureQueriesContext) -> list[str]:
    """The questions put to the database, in short."""
    queries = [query["sql"] for query in context]
    return [sql[:160] for sql in queries if "SAVEPOINT" not in sql]


def test_a_long_story_opens_and_is_saved_within_its_queries() -> None:
    story = long_story()
    client = at_desk(story.created_by)
    opened(client, story)  # what a process learns once, such as content types
    with CaptureQueriesContext(connection) as opening:
        form = opened(client, story)
    assert len(asked(opening)) <= MOST, "\n".join(asked(opening))
    form |= {"headline": "Nobody slept", "body": f"{BODY}<p>At dawn they left.</p>"}
    with CaptureQueriesContext(connection) as saving:
        assert client.post(address(story), form).status_code == 302
    assert Article.objects.get(pk=story.pk).headline == "Nobody slept"
    assert len(asked(saving)) <= MOST, "\n".join(asked(saving))
