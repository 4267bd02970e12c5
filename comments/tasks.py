"""What follows a verb, done by the worker; and the worker's sweep."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from articles.models.story import Story
from comments import text
from comments.models import Comment
from comments.workflow import State
from readers.confirmation import LIFETIME, void
from readers.letters import queue_letter
from readers.models import Subscription
from readers.subscriptions import follow, unsubscribe_url

REPLIES, THREAD = "replies", "thread"
PURPOSE = "comment"
EXCERPT = 280  # characters of a reply that its letter quotes
MOST_UNCONFIRMED = 500  # rows of one sweep


@task()
def tell_followers(pk: int) -> None:
    """Write letters about a published comment, once, and begin its author's own subscription."""
    with transaction.atomic():
        rows = Comment.objects.filter(pk=pk, state=State.PUBLISHED, told_at=None)
        if not rows.update(told_at=timezone.now()):
            return
        comment = Comment.objects.select_related("thread", "reader").get(pk=pk)
        if comment.wants_letters and comment.reader and not comment.reader.is_erased:
            follow(comment.reader, REPLIES, str(pk))
        story = Story.objects.filter(pk=comment.thread.story_id or 0, withdrawn=False).only(
            "headline"
        )
        if found := story.first():
            _write_letters(comment, found.headline)


def _write_letters(comment: Comment, headline: str) -> None:
    wanted = Subscription.objects.filter(kind=THREAD, subject=str(comment.thread.story_id))
    if comment.parent_id is not None:
        wanted |= Subscription.objects.filter(kind=REPLIES, subject=str(comment.parent_id))
    told = {comment.reader_id}
    for subscription in wanted.select_related("reader").order_by("kind", "pk"):
        reader = subscription.reader
        if reader.pk in told or reader.is_erased:
            continue
        told.add(reader.pk)
        queue_letter(
            "reply" if subscription.kind == REPLIES else "comment",
            to=reader.email,
            language=reader.language,
            context={
                "replier": comment.name,
                "headline": headline,
                "excerpt": text.excerpt(comment.raw, EXCERPT),
                "link": f"{settings.SITE_URL}{comment.get_absolute_url()}",
            },
            unsubscribe=unsubscribe_url(subscription),
        )


def sweep_unconfirmed() -> int:
    """Delete comments that nobody confirmed in time. How many went."""
    limit = timezone.now() - LIFETIME - timedelta(days=1)
    rows = Comment.objects.filter(state=State.AWAITING_EMAIL, created_at__lt=limit)
    with transaction.atomic():
        numbers = list(
            rows.select_for_update(skip_locked=True).values_list("pk", flat=True)[:MOST_UNCONFIRMED]
        )
        for number in numbers:
            void(PURPOSE, str(number))
        Comment.objects.filter(pk__in=numbers).delete()
    return len(numbers)
