"""What is known about a comment besides its text, as it was at a moment.

Nothing here depends on what happened after the moment: a rule that is tried on old comments sees
what it would have seen then.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import OuterRef, Q, Subquery

from comments import text
from comments.models.comment import Comment, CommentQuerySet
from comments.models.moderation import Decision
from comments.policy.resolve import InForce
from comments.rules.case import Case
from comments.rules.trust import said_about_trust
from comments.standing import APPROVED_FOR_TRUST, StandingVerb, earns_trust
from comments.workflow import State
from readers.addresses import domain_of
from readers.models import Reader

TAKEN_OFF = (State.REJECTED, State.SPAM, State.DELETED)
MOST_COUNTED = 1000


class Known:
    """The facts about one comment; each is asked for only when a rule wants it."""

    def __init__(self, comment: Comment, reader: Reader, at: datetime) -> None:
        self._comment, self._reader, self._at = comment, reader, at

    def approved(self, most: int) -> int:
        latest = Decision.objects.filter(comment=OuterRef("pk"), at__lt=self._at).order_by("-pk")
        rows = Comment.objects.filter(reader=self._reader, published_at__lt=self._at)
        rows = rows.exclude(pk=self._comment.pk).annotate(
            then=Subquery(latest.exclude(after="").values("after")[:1])
        )
        stayed = rows.filter(Q(then=None) | Q(then=State.PUBLISHED)).order_by()
        number = stayed[: min(most, MOST_COUNTED)].count()
        return number if number >= most or not self._was_trusted(number) else most

    def _was_trusted(self, approved: int) -> bool:
        """Whether the reader was trusted then: nothing that holds newcomers holds a trusted one."""
        said = said_about_trust(self._reader, self._at)
        if said or approved < APPROVED_FOR_TRUST:
            return said == StandingVerb.TRUST
        latest = Decision.objects.filter(comment=OuterRef("pk"), at__lt=self._at).order_by("-pk")
        rows = Comment.objects.filter(reader=self._reader, sent_at__lt=self._at).order_by()
        then = Subquery(latest.exclude(after="").values("after")[:1])
        refused = rows.annotate(then=then).filter(then__in=TAKEN_OFF)
        return earns_trust(approved, refused[:MOST_COUNTED].count())

    def same_words(self, minutes: int) -> int:
        words = text.fingerprint(text.clean(self._comment.raw))
        return self._before(minutes).filter(text_hash=words)[:MOST_COUNTED].count()

    def written(self, minutes: int) -> int:
        key = self._comment.author_key
        return self._before(minutes).filter(author_key=key)[:MOST_COUNTED].count()

    def _before(self, minutes: int) -> CommentQuerySet:
        """Other comments that reached the rules in so many minutes before, any state."""
        earlier = Q(sent_at__lt=self._at) | Q(sent_at=self._at, pk__lt=self._comment.pk)
        since = self._at - timedelta(minutes=minutes)
        rows = Comment.objects.filter(earlier, sent_at__gt=since).exclude(pk=self._comment.pk)
        return rows.order_by()


def case_of(
    comment: Comment,
    reader: Reader,
    at: datetime,
    *,
    is_newcomer: bool = False,
    was_approved: bool = False,
    standing: InForce | None = None,
) -> Case:
    """A comment as the rules look at it.

    Args:
        reader: who wrote it; the comment itself may not name its reader yet.
        at: the moment at which the rules look.
        standing: the policy of its story; none for the rules that moderators write.
    """
    return Case(
        text=text.clean(comment.raw),
        mail_domain=domain_of(reader.email) if reader.email else "",
        is_newcomer=is_newcomer,
        was_approved=was_approved,
        hold_all=standing is not None and standing.holds_all,
        held_by=standing.source.name if standing else "",
        in_conflict=standing is not None and bool(standing.modes),
        newcomers=standing.newcomers if standing else 0,
        hold_links=standing is not None and standing.hold_links,
        language=comment.language,
        facts=Known(comment, reader, at),
    )


def moment_of(comment: Comment) -> datetime:
    """When the rules last looked at a comment's text."""
    return comment.edited_at or comment.sent_at or comment.created_at
