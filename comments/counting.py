"""The counts that a page shows instead of counting: kept with every move of a comment."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from comments import tree
from comments.models import Comment, Thread
from comments.models.comment import CommentQuerySet
from comments.workflow import State


def move(comment: Comment, after: State, now: datetime) -> None:
    """Put a comment into a state, with what shows it and counts it. The caller holds the thread.

    The comment itself is changed but not saved.
    """
    before, comment.state = comment.state, after
    if after == State.PUBLISHED:
        comment.visible = True
        comment.published_at = comment.published_at or now
    elif comment.visible:
        comment.visible = Comment.objects.filter(parent=comment.pk, visible=True).exists()
    if before != State.PUBLISHED == after:
        entered(comment)


def entered(comment: Comment) -> None:
    """Count a comment that was published; what it answers becomes visible, as a place at least."""
    Thread.objects.filter(pk=comment.thread_id).update(
        published=F("published") + 1, last_at=comment.published_at
    )
    if comment.root_id is None:
        return
    above = {*tree.numbers(comment.path)[:-1], comment.parent_id}
    Comment.objects.filter(Q(pk=comment.root_id) | Q(pk__in=above, visible=False)).update(
        visible=True,
        replies=Case(
            When(pk=comment.root_id, then=F("replies") + 1),
            default=F("replies"),
            output_field=IntegerField(),
        ),
    )


def left(comment: Comment) -> None:
    """Take a comment out of the counts; it is saved already."""
    Thread.objects.filter(pk=comment.thread_id).update(
        published=F("published") - 1, last_at=_latest()
    )
    if comment.root_id is not None:
        Comment.objects.filter(pk=comment.root_id).update(replies=F("replies") - 1)


def recount(threads: Collection[int], roots: Collection[int]) -> None:
    """Count anew: threads and roots by their numbers. For importers and erasure.

    Empty places without replies go; the counts are exact whatever they were before.
    """
    answers = Comment.objects.filter(parent=OuterRef("pk"), visible=True)
    Comment.objects.filter(thread__in=threads, visible=True).exclude(state=State.PUBLISHED).filter(
        ~Exists(answers)
    ).update(visible=False)
    Thread.objects.filter(pk__in=threads).update(
        published=_number_of(Comment.objects.filter(thread=OuterRef("pk")), "thread"),
        last_at=_latest(),
    )
    Comment.objects.filter(pk__in=roots).update(
        replies=_number_of(Comment.objects.filter(root=OuterRef("pk")), "root")
    )


def _latest() -> Subquery:
    published = Comment.objects.filter(thread=OuterRef("pk"), state=State.PUBLISHED)
    return Subquery(published.order_by("-pk").values("published_at")[:1])


def _number_of(rows: CommentQuerySet, field: str) -> Coalesce:
    published = rows.filter(state=State.PUBLISHED).order_by().values(field)
    return Coalesce(Subquery(published.annotate(n=Count("pk")).values("n")), 0)
