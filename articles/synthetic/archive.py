"""An archive that grows to a given size; a run that was stopped is taken up by the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection
from django.db.models import Max, Min
from django.utils import timezone

from articles.models import Article
from articles.synthetic.newsroom import MAKER, maker, open_newsroom
from articles.synthetic.press import Press
from articles.synthetic.statistics import analyze
from staff.models import User

BATCH = 2_000  # stories in one transaction; a multiple of every rhythm of the foundry
LOCK = 7_041_776  # of PostgreSQL's advisory locks: one archive is made at a time


class NotOurs(Exception):
    """The database holds stories of a real newspaper. Its text is for the person who tried."""


@contextmanager
def the_only_one() -> Iterator[bool]:
    """Whether nobody else makes an archive in this database for the time of the block."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        is_ours: bool = cursor.fetchone()[0]
        try:
            yield is_ours
        finally:
            if is_ours:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def refuse_a_real_newspaper() -> None:
    """Raise ``NotOurs`` where a story belongs to anybody but the archive's own account."""
    # Ends of an index: the same cost with a million stories.
    ends = Article.objects.aggregate(least=Min("created_by"), most=Max("created_by"))
    if User.objects.filter(pk__in=ends.values()).exclude(username=MAKER).exists():
        raise NotOurs(
            "This database holds stories that no make_archive wrote. "
            "Use an empty one: another VAR_DIR or DATABASE_URL."
        )


def stories_made() -> int:
    return Article.objects.filter(created_by=maker()).count()


def make_stories(wanted: int) -> Iterator[int]:
    """Grow the archive to so many stories; yields how many there are after each batch."""
    made = stories_made()
    if made >= wanted:
        return
    press = Press(open_newsroom(), _newest())
    try:
        while made < wanted:
            batch = range(made, min(wanted, made - made % BATCH + BATCH))
            press.print(batch)
            made += len(batch)
            yield made
    finally:
        with connection.cursor() as cursor:
            for index in ("findable_words", "search_words"):
                cursor.execute("SELECT gin_clean_pending_list(%s::regclass)", [index])
        analyze()


def _newest() -> datetime:
    """The time of the archive's first story, which is its newest; now for a new archive."""
    first = Article.objects.filter(created_by=maker()).order_by("pk").first()
    if first is not None and first.first_published_at is not None:
        return first.first_published_at
    return timezone.now().replace(second=0, microsecond=0)
