"""Archives of a hundred thousand rows and more, made by the database itself within a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.utils import CursorWrapper

from articles import listings
from articles.models import Article, Listing, Release
from articles.synthetic.statistics import analyze


@contextmanager
def in_bulk(*tables: str) -> Iterator[CursorWrapper]:
    """A cursor for many rows of these tables; their references are right, nobody checks each.

    The tables move to new files first. When the test is taken back, so are the files; else the
    dead rows would be in the way of all later tests.
    """
    with connection.cursor() as cursor:
        # What is still to be checked of the rows that are there would forbid the move.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        for table in tables:
            cursor.execute(f"CLUSTER {table} USING {table}_pkey")
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor
        cursor.execute("SET LOCAL session_replication_role = origin")


def copy_rows(table: str, pk: int, how_many: int, **columns: str) -> None:
    """Copy a row so many times within the database; columns are SQL with ``n`` counting from 1."""
    with in_bulk(table) as cursor:
        names = [one.name for one in connection.introspection.get_table_description(cursor, table)]
        values = ", ".join(columns.get(name, f'original."{name}"') for name in names)
        into = ", ".join(f'"{name}"' for name in names)
        cursor.execute(
            f"INSERT INTO {table} ({into}) SELECT {values}"  # noqa: S608 — of tests alone
            f" FROM generate_series(1, %s) n, {table} original WHERE original.id = %s",
            [how_many, pk],
        )


def copy_story(story: Article, how_many: int, at: str) -> None:
    """So many more live stories like one; ``at`` is when, in SQL with ``n`` counting from 1."""
    release, number = Release.objects.get(article=story), f"{10**6} + n"
    times = {"goes_live_at": at, "first_published_at": at}
    copy_rows("articles_article", story.pk, how_many, id=number)
    own = {"id": number, "article_id": number, "group_id": number}
    copy_rows("articles_release", release.pk, how_many, **own, **times)
    listing = Listing.objects.get(release=release, key=listings.everything("en"))
    own = {"id": number, "release_id": number, "story_id": number}
    copy_rows("articles_listing", listing.pk, how_many, **own, first_published_at=at)
    analyze()
