"""What a comment meets when it comes in: the locks, and one query for all that counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from comments import repute
from comments.models import Thread
from comments.policy import InForce
from comments.policy.asking import read
from comments.policy.resolve import resolve
from comments.repute import REPUTES, Repute
from readers.models import Reader

# The reader first, as ``entry.hold_still`` does; the condition is always true.
LOCKED = """
SELECT thread.* FROM comments_thread AS thread
WHERE thread.story_id = %(story)s AND (
    SELECT count(*) FROM (
        SELECT FROM readers_reader WHERE id = %(reader)s FOR NO KEY UPDATE
    ) AS held
) >= 0
FOR UPDATE OF thread
"""
# One query: the number of the new comment, the rules in force, what counts for the story, and how
# the reader stands.
AT_THE_DOOR = """
SELECT nextval(pg_get_serial_sequence('comments_comment', 'id')),
       (SELECT array_agg(v.id) FROM comments_ruleversion v WHERE v.is_on AND NOT EXISTS
           (SELECT 1 FROM comments_ruleversion n
            WHERE n.rule_id = v.rule_id AND n.number > v.number)),
       comments_situation(%s, %s),
       (SELECT to_jsonb(told) FROM (REPUTES) AS told)
""".replace("REPUTES", REPUTES)


@dataclass(frozen=True)
class Known:
    """What is known when a comment comes in.

    Attributes:
        number: the comment's own.
        rules: the numbers of those in force.
    """

    number: int
    rules: tuple[int, ...]
    standing: InForce
    repute: Repute


def locked_thread(story_id: int, language: str, reader: Reader | None) -> Thread:
    """The story's thread, held until the transaction ends: posts on one story follow one
    another, so that none overlooks its double. The reader is held with it."""
    asked = {"story": story_id, "reader": reader.pk if reader else None}
    if found := next(iter(Thread.objects.raw(LOCKED, asked)), None):
        return found
    new = Thread(story_id=story_id, language=language)
    Thread.objects.bulk_create([new], ignore_conflicts=True)
    return next(iter(Thread.objects.raw(LOCKED, asked)))


def at_the_door(story_id: int, reader: Reader | None, at: datetime | None) -> Known:
    """Ask for everything that a new comment needs; after the locks, so that what the desk decided
    since the form was shown counts."""
    with connection.cursor() as cursor:
        cursor.execute(AT_THE_DOOR, [story_id, at, *repute.values(reader)])
        number, rules, told, stands = cursor.fetchone()
    standing = resolve(read(told))
    return Known(number, tuple(sorted(rules or ())), standing, repute.told(stands))
