"""Writing into the journal and into the list of who is at a story: one statement each.

Whoever saves a story locks it first and its sitting then; so does every statement here. What comes
late from a form that has been saved finds its sitting ended and is left out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.db import connection, models
from django.http import QueryDict
from django.utils import timezone

from articles.admin.journal.marks import PASS, STROKE, TAB, TOOK, Marks, Pass
from articles.admin.stories.form import FIELDS
from articles.admin.stories.kinds import KINDS
from articles.admin.stories.saving import BEGUN_WITH, REVISION, VERSION
from articles.models import Article, JournalEntry, Sitting
from articles.models.journal import LARGEST

_MACHINERY = {PASS, STROKE, TAB, TOOK, BEGUN_WITH, REVISION, VERSION, "csrfmiddlewaretoken"}
_LEFT_OUT = ("_", "merge-")  # buttons, choices
_PARTS = {*FIELDS, *(kind.prefix for kind in KINDS)}


class Outcome(Enum):
    """What became of something typed."""

    KEPT = "kept"
    OLDER = "older"  # something newer from the same form is there already
    ENDED = "ended"  # the form has been saved
    NO_STORY = "no_story"


class TooLarge(Exception):
    """More than the journal takes."""


@dataclass(frozen=True)
class Typed:
    """What a form holds, and from which version it was typed."""

    seen_version: str
    seen_revision: str
    fields: dict[str, str]


def read_typed(posted: QueryDict) -> Typed:
    """The fields of a posted form.

    Raises:
        TooLarge: they have more than ``LARGEST`` bytes.
    """
    # PostgreSQL's JSON has no room for the character zero.
    fields = {
        name.replace("\0", ""): str(posted[name]).replace("\0", "")
        for name in posted
        if name not in _MACHINERY and not name.startswith(_LEFT_OUT) and "__prefix__" not in name
    }
    if sum(len(name.encode()) + len(text.encode()) for name, text in fields.items()) > LARGEST:
        raise TooLarge
    return Typed(posted.get(VERSION, "")[:9], posted.get(REVISION, "")[:9], fields)


def field_name(posted: str) -> str:
    """The story's part to which a form field belongs; empty for what is none."""
    name = posted.partition("-")[0]
    return name if name in _PARTS else ""


# Without fields it is a sign of life only.
_TELL = """
WITH story AS MATERIALIZED (
    SELECT id FROM articles_article
    WHERE id = %(article)s OR begun_with = %(begun_with)s
    FOR KEY SHARE
), place AS (
    SELECT id FROM story
    UNION ALL
    SELECT NULL::bigint WHERE %(article)s::bigint IS NULL AND NOT EXISTS (SELECT FROM story)
), sitting AS (
    INSERT INTO articles_sitting AS sitting
        (owner_id, tab, article_id, field, since, last_seen)
    SELECT %(owner)s, %(tab)s, place.id, %(field)s, clock_timestamp(), clock_timestamp()
    FROM place
    ON CONFLICT (owner_id, tab) DO UPDATE
    SET last_seen = excluded.last_seen, field = excluded.field, article_id = excluded.article_id
    RETURNING sitting.ended_at, sitting.article_id
), entry AS (
    INSERT INTO articles_journalentry AS entry
        (owner_id, tab, article_id, begun_with, seen_version, seen_revision, fields, stroke,
         began_at, saved_at)
    SELECT %(owner)s, %(tab)s, article_id,
           CASE WHEN article_id IS NULL THEN %(begun_with)s::uuid END,
           %(seen_version)s, %(seen_revision)s, %(fields)s::jsonb, %(stroke)s,
           clock_timestamp(), clock_timestamp()
    FROM sitting WHERE ended_at IS NULL AND %(fields)s::jsonb IS NOT NULL
    ON CONFLICT (owner_id, tab) DO UPDATE
    SET fields = excluded.fields, stroke = excluded.stroke, saved_at = excluded.saved_at,
        seen_version = excluded.seen_version, seen_revision = excluded.seen_revision,
        article_id = excluded.article_id, begun_with = excluded.begun_with
    WHERE entry.stroke <= excluded.stroke
      AND (entry.article_id = excluded.article_id OR entry.begun_with = %(begun_with)s::uuid)
    RETURNING entry.id, entry.saved_at
)
SELECT sitting.ended_at IS NOT NULL, entry.id, entry.saved_at
FROM sitting LEFT JOIN entry ON true
"""


@dataclass(frozen=True)
class Kept:
    """What became of something typed; number and moment where it is in the journal."""

    outcome: Outcome
    entry: int | None = None
    saved_at: datetime | None = None


def beat(whose: Pass, marks: Marks, field: str) -> Outcome:
    """A sign of life from an opened form; ``field`` is where its person is, perhaps empty."""
    row = _tell(whose, marks, field, None)
    if row is None:
        return Outcome.NO_STORY
    return Outcome.ENDED if row[0] else Outcome.KEPT


def keep(whose: Pass, marks: Marks, typed: Typed, field: str = "") -> Kept:
    """Write down what a form holds; a sign of life too. Whose it is has been checked."""
    row = _tell(whose, marks, field, typed)
    if row is None:
        return Kept(Outcome.NO_STORY)
    ended, number, saved_at = row
    if number is None:
        return Kept(Outcome.ENDED if ended else Outcome.OLDER)
    return Kept(Outcome.KEPT, number, saved_at)


def end(owner: int, article: Article, marks: Marks, *, begun: bool = False) -> None:
    """The form has been saved: what it had typed is in the story now.

    Call it in the transaction of the save, after the story was locked. Two statements, because the
    second has to see what the first waited for.

    Args:
        begun: whether the save began the story: what other windows of the same form hold becomes
            unsaved work in it.
    """
    now = timezone.now()
    Sitting.objects.bulk_create(
        [Sitting(owner_id=owner, tab=marks.tab, article=article, last_seen=now, ended_at=now)],
        update_conflicts=True,
        unique_fields=["owner", "tab"],
        update_fields=["last_seen", "ended_at"],
    )
    saved = models.Q(tab=marks.tab)
    if taken := marks.taken:
        saved |= models.Q(pk=taken[0], stroke=taken[1])
    entries = JournalEntry.objects.filter(owner=owner)
    entries.filter(saved).delete()
    if begun:
        entries.filter(begun_with=article.begun_with).update(article=article, begun_with=None)


def _tell(
    whose: Pass, marks: Marks, field: str, typed: Typed | None
) -> tuple[bool, int | None, datetime | None] | None:
    values: dict[str, Any] = {
        "owner": whose.owner,
        "tab": marks.tab,
        "article": whose.article,
        "begun_with": whose.begun_with,
        "field": field_name(field)[:40],
        "stroke": marks.stroke,
        "seen_version": typed.seen_version if typed else None,
        "seen_revision": typed.seen_revision if typed else None,
        "fields": json.dumps(typed.fields, ensure_ascii=False) if typed else None,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TELL, values)
        row: tuple[bool, int | None, datetime | None] | None = cursor.fetchone()
    return row
