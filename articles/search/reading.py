"""Finding what is live, through the functions and views of the database that know what is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import OperationalError, connection, transaction
from psycopg2.errors import QueryCanceled

from articles import memory
from articles.folding import words
from articles.models.alias import NameAlias, name_of
from articles.search.asked import Asked
from articles.search.document import BEGINS, language_mark, quoted
from articles.search.spellings import Book, Name, book

PATIENCE = 2_000  # milliseconds for a search
HASTE = 400  # for what is suggested while somebody types
SEARCH = """
    SELECT story_id, published_at, score, asked_at
    FROM articles_search(%s, %s::tsquery, %s::tsquery, %s, %s, %s, %s, %s, %s)
"""
NAMED = """
    SELECT kind, subject, name, slug FROM articles_livename
    WHERE language = %s AND kind = %s AND (slug = %s OR folded = %s) LIMIT 2
"""
LIKE = """
    SELECT kind, subject, name, slug FROM articles_livename
    WHERE language = %s AND words @@ %s::tsquery LIMIT %s
"""
FOUND_BY = """
    SELECT number FROM unnest(%s::text[]) WITH ORDINALITY wanted (query, number)
    WHERE EXISTS (SELECT FROM articles_search(
        %s, wanted.query::tsquery, NULL, NULL, NULL, NULL, NULL, NULL, 1
    ))
"""


class TooSlow(Exception):
    """The database would have taken longer than anybody should wait."""


@dataclass(frozen=True)
class Hit:
    """A story that was found.

    Attributes:
        score: how well it fits and how new it was when it was asked for.
    """

    story: int
    published_at: datetime
    score: float
    asked_at: datetime


@dataclass(frozen=True)
class LiveName:
    """A contributor, a place or a tag that readers can find a story under."""

    kind: str  # by, place, tag
    subject: int | None
    name: str
    slug: str


@dataclass(frozen=True)
class Within:
    """What a search is narrowed to.

    Attributes:
        marks: of section, contributor, tag and place (``document``).
        since, until: aware; the first moment, and the last.
    """

    marks: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None


def find(
    language: str,
    asked: Asked,
    within: Within,
    most: int,
    *,
    asked_at: datetime | None = None,
    before: tuple[datetime, int] | None = None,
) -> list[Hit]:
    """The newest live stories, newest first.

    Args:
        asked_at: what was published after it does not count; now, where there is none.
        before: the place in the archive after which to begin: a time and a story's number.

    Raises:
        TooSlow: the words are too common to be looked for together.
    """
    wanted = _all_of(language, asked.words, within.marks)
    at, pk = before or (None, None)
    values = [language, wanted, asked.ranked or None, within.since, within.until, asked_at]
    with _at_most(PATIENCE), connection.cursor() as cursor:
        cursor.execute(SEARCH, [*values, at, pk, most])
        return [Hit(*row) for row in cursor.fetchall()]


def found_by(language: str, queries: Sequence[Asked]) -> list[int]:
    """Which of some queries find anything at all, by their place."""
    wanted = [_all_of(language, one.words, ()) for one in queries if one.words]
    if not wanted:
        return []
    with _at_most(HASTE), connection.cursor() as cursor:
        cursor.execute(FOUND_BY, [wanted, language])
        return sorted(number - 1 for (number,) in cursor.fetchall())


def headlines(language: str, typed: str, most: int) -> list[int]:
    """The numbers of the newest stories with these words, the last one begun, in the headline."""
    begun = [folded for _begin, _end, folded in words(typed)]
    wanted = " & ".join(f"{quoted(BEGINS + word)}:*" for word in begun)
    if not wanted:
        return []
    asked = Asked(words=wanted)
    with _at_most(HASTE), connection.cursor() as cursor:
        values = [language, _all_of(language, asked.words, ()), None, None, None, None, None, None]
        cursor.execute(SEARCH, [*values, most])
        return [row[0] for row in cursor.fetchall()]


def names_beginning(language: str, typed: str, most: int) -> list[LiveName]:
    """Live names of which each typed word begins one."""
    wanted = " & ".join(f"{quoted(word)}:*" for _begin, _end, word in words(typed))
    return _like(language, wanted, most) if wanted else []


def names_with(language: str, lexemes: Sequence[str], most: int) -> list[LiveName]:
    """Live names with any of these words or sounds (``keeping.SOUNDS``)."""
    wanted = " | ".join(map(quoted, lexemes))
    return _like(language, wanted, most) if wanted else []


def _like(language: str, wanted: str, most: int) -> list[LiveName]:
    with _at_most(HASTE), connection.cursor() as cursor:
        cursor.execute(LIKE, [language, wanted, most])
        return [LiveName(*row) for row in cursor.fetchall()]


def names_of(language: str, wanted: Mapping[str, str]) -> dict[str, LiveName]:
    """The live names that are meant, by kind.

    Args:
        wanted: by kind, the end of an address or a name as it was typed.
    """
    if not wanted:
        return {}
    parts, values = [], list[str]()
    for kind, typed in wanted.items():
        parts.append(f"({NAMED})")
        values += [language, kind, typed[:120], " ".join(_folded(typed))]
    with _at_most(HASTE), connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), values)
        found = [LiveName(*row) for row in cursor.fetchall()]
    # An address means one name; a name that two have means the one with that address, or the first.
    found.sort(key=lambda one: one.slug == wanted[one.kind])
    return {one.kind: one for one in found}


def _folded(typed: str) -> Iterator[str]:
    return (folded for _begin, _end, folded in words(typed[:120]))


def spellings_of_names() -> tuple[Book, tuple[Name, ...]]:
    """The stylebook's names, by spelling and one by one; kept in memory for an edition."""
    return memory.shared("spellings", _spellings)


def _spellings() -> tuple[Book, tuple[Name, ...]]:
    rows = NameAlias.objects.values_list("name", "name_ar", "variants", "lookalikes")
    names = tuple(name_of(*row) for row in rows)
    return book(names), names


def _all_of(language: str, asked: str, marks: Sequence[str]) -> str:
    parts = [quoted(mark) for mark in (language_mark(language), *marks)]
    return " & ".join([*parts, f"({asked})"] if asked else parts)


@contextmanager
def _at_most(milliseconds: int) -> Iterator[None]:
    """Let the database work for so long and no longer.

    Raises:
        TooSlow: it was not enough.
    """
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL statement_timeout = {milliseconds:d}")
            yield
    except OperationalError as fault:
        if isinstance(fault.__cause__, QueryCanceled):
            raise TooSlow from fault
        raise
