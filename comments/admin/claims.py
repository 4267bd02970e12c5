"""Who reads what: several moderators take from one queue without treading on each other."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from comments.models import Claim, Comment
from comments.workflow import State
from staff.models import User

KEPT_FOR = timedelta(minutes=10)
AT_ONCE = 20  # comments taken at one press

# Rows that a colleague is taking this moment are passed by. One that was taken between the look and
# the lock is held by the claim's key: it stays with whoever was first, and is not counted as ours.
TAKE = """
WITH free AS (
    SELECT c.id FROM comments_comment AS c
    WHERE c.state = 'pending' AND NOT EXISTS (
        SELECT FROM comments_claim AS other WHERE other.comment_id = c.id AND other.until > %(now)s
    )
    ORDER BY c.id LIMIT %(most)s
    FOR UPDATE OF c SKIP LOCKED
)
INSERT INTO comments_claim AS claim (comment_id, by_id, until)
SELECT free.id, %(by)s, %(until)s FROM free
ON CONFLICT (comment_id) DO UPDATE SET by_id = excluded.by_id, until = excluded.until
WHERE claim.until <= %(now)s
RETURNING claim.comment_id
"""


def take(by: User, most: int = AT_ONCE) -> list[int]:
    """Take the oldest waiting comments that nobody reads; their numbers, oldest first.

    What the moderator took before is given back, so that nothing is held unread.
    """
    now = timezone.now()
    with transaction.atomic(), connection.cursor() as cursor:
        give_back(by)
        cursor.execute(TAKE, {"now": now, "until": now + KEPT_FOR, "by": by.pk, "most": most})
        return sorted(row[0] for row in cursor.fetchall())


def take_over(comment: Comment, by: User) -> None:
    """Take one comment, from a colleague too."""
    until = timezone.now() + KEPT_FOR
    Claim.objects.update_or_create(comment=comment, defaults={"by": by, "until": until})


def give_back(by: User) -> int:
    """Let go of everything that a moderator has taken. How many comments."""
    return Claim.objects.filter(by=by).delete()[0]


def let_go(numbers: Collection[int]) -> None:
    """End the claims on comments that were judged."""
    Claim.objects.filter(comment__in=numbers).delete()


def taken_by_others(numbers: Collection[int], by: User) -> dict[int, Claim]:
    """The claims of colleagues that are not over, by the comment's number; one query."""
    rows = Claim.objects.filter(comment__in=numbers, until__gt=timezone.now()).exclude(by=by)
    return {one.comment_id: one for one in rows.select_related("by")}


def taken(by: User) -> list[int]:
    """The waiting comments that a moderator has taken, oldest first."""
    rows = Claim.objects.filter(by=by, until__gt=timezone.now(), comment__state=State.PENDING)
    return list(rows.order_by("comment").values_list("comment", flat=True)[: 5 * AT_ONCE])
