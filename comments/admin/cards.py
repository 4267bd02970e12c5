"""A comment as the desk shows it: with all that somebody needs to judge it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.safestring import SafeString

from comments.admin.around import Around, neighbours
from comments.admin.linked import Linked, linked_to
from comments.admin.marking import marked
from comments.belonging import headlines
from comments.models import Claim, Comment
from comments.repute import Record, Repute, reputes
from comments.workflow import State, Verb, is_allowed
from staff.models import User

BUTTONS = (Verb.APPROVE, Verb.REJECT, Verb.MARK_SPAM, Verb.DELETE)


@dataclass(frozen=True)
class Card:
    """One comment with its story's headline, its marked text and the buttons it allows."""

    comment: Comment
    headline: str
    text: SafeString
    buttons: list[Verb]
    around: Around
    repute: Repute
    standing: str
    linked: list[Linked]
    taken: Claim | None  # by a colleague, for now

    @property
    def record(self) -> Record:
        """What became of its author's latest comments."""
        return self.repute.record


def for_desk(rows: QuerySet[Comment]) -> QuerySet[Comment]:
    """With everything that the desk shows of a comment, in a fixed number of queries."""
    near = ("thread", "reader", "staff", "parent", "claim__by")
    return rows.select_related(*near).prefetch_related("holds", "reports")


def dressed(comments: Iterable[Comment], *, for_whom: User | None = None) -> list[Card]:
    """The cards of comments from ``for_desk``; five queries, however many they are.

    Args:
        for_whom: does not count as a colleague who has taken a comment.
    """
    found = list(comments)
    if not found:
        return []
    stories = headlines({one.thread.story_id for one in found})
    around, now = neighbours(found), timezone.now()
    known = reputes(one.reader for one in found if one.reader is not None)
    linked = linked_to(known)
    return [
        Card(
            comment=one,
            headline=stories.get(one.thread.story_id, ""),
            text=marked(one.raw, one.holds.all()),
            buttons=[verb for verb in BUTTONS if is_allowed(verb, State(one.state))],
            around=around.get(one.pk, Around()),
            repute=(repute := known.get(one.reader_id or 0, Repute())),
            standing=repute.at(now).value,
            linked=linked.get(one.reader_id or 0, []),
            taken=_taken(one, for_whom),
        )
        for one in found
    ]


def _taken(comment: Comment, for_whom: User | None) -> Claim | None:
    claim: Claim | None = getattr(comment, "claim", None)
    if claim is None or claim.until <= timezone.now() or claim.by == for_whom:
        return None
    return claim
