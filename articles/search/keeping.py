"""What readers' searches go by, written in the transaction that opens a release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection

from articles import listings
from articles.folding import spellings, words
from articles.search.document import document, quoted
from articles.search.sounds import sound

SOUNDS = "~"  # before what a name sounds like
LONGEST_FOLDED = 200
KEEP = """
    INSERT INTO articles_searchdocument
        (release_id, story_id, first_published_at, goes_live_at, words)
    VALUES (%s, %s, %s, %s, %s::tsvector) ON CONFLICT (release_id) DO NOTHING
"""
# In the order of the keys, so that two publications never wait for each other in a circle.
NAME = """
    INSERT INTO articles_searchname AS known
        (key, language, kind, subject, name, slug, folded, words)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s::tsvector)
    ON CONFLICT (key) DO UPDATE SET name = excluded.name, slug = excluded.slug,
        folded = excluded.folded, words = excluded.words
    WHERE (known.name, known.slug) IS DISTINCT FROM (excluded.name, excluded.slug)
"""


def keep(
    release: int,
    story: int,
    fields: Mapping[str, Any],
    first_published_at: datetime,
    goes_live_at: datetime,
) -> None:
    """Let readers find a release while it is live.

    Args:
        fields: of the release, as ``projection.Projection`` names them.
    """
    vector = document(fields, first_published_at)
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [release, story, first_published_at, goes_live_at, vector])
    keep_names(name_rows(fields))


def keep_names(rows: Iterable[tuple[Any, ...]]) -> None:
    """Write names, each once whatever it is known as."""
    with connection.cursor() as cursor:
        for row in sorted(set(rows)):
            cursor.execute(NAME, row)


def name_rows(fields: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """The rows of the names in a release."""
    language = fields["language"]
    return [
        *(
            _row(listings.contributor(language, one["id"]), language, "by", one["id"], one)
            for one in fields["bylines"]
        ),
        *(
            _row(listings.place(language, one["id"]), language, "place", one["id"], one)
            for one in fields["dateline"]
        ),
        *(
            _row(listings.tag(language, one["slug"]), language, "tag", None, one)
            for one in fields["tags"]
        ),
    ]


def _row(
    key: str, language: str, kind: str, subject: int | None, one: Mapping[str, Any]
) -> tuple[Any, ...]:
    name = one["name"]
    folded = [word for _begin, _end, word in words(name)]
    known = {spelling for word in folded for spelling in spellings(word)}
    known |= {SOUNDS + heard for heard in map(sound, known) if heard}
    vector = " ".join(map(quoted, sorted(known)))
    return (key, language, kind, subject, name, one["slug"], _folded(folded), vector)


def _folded(words_of_name: list[str]) -> str:
    return " ".join(words_of_name)[:LONGEST_FOLDED]
