"""The verb that gives up the changes to a live story."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.corrections import drop_untold
from articles.models import Article
from articles.stepping import stepping
from articles.thawing import carry_out, plan
from articles.verbs import record_revision
from articles.workflow import Editorial, Refused, Verb
from staff.models import User


def discard(
    article: Article, *, by: User, note: str, seen: int | None = None, at: datetime | None = None
) -> str:
    """Make the working copy what readers have, as a new revision; nothing is lost.

    What readers have was approved once and counts as approved. Where something of it no longer
    exists the working copy differs still, and stays a draft.

    Args:
        note: why (needed).

    See ``articles.verbs.submit`` for the other arguments and the errors.
    """
    with stepping(Verb.DISCARD, article, by, note, seen, at) as step:
        story, published = step.article, step.article.published_revision
        if story.is_to_come(step.now):
            raise Refused(_("A change to this story is scheduled. Cancel the schedule first."))
        if published is None or not story.has_unpublished_changes:
            raise Refused(_("Readers have this text already; there is nothing to discard."))
        today, gone = timezone.localdate(step.now), step.revision.number
        carry_out(story, plan(story, published.frozen, today))
        drop_untold(story)
        # The revision made of it is no change of an approved text.
        Article.objects.filter(pk=story.pk).update(
            editorial=Editorial.DRAFT, approved_revision=None, version=F("version") + 1
        )
        words = _("The text that readers have, from revision %(number)s")
        restored = record_revision(
            story, by=by, at=step.now, note=words % {"number": published.number}
        )
        is_same = restored.content_hash == published.content_hash
        step.revision = restored
        step.set(
            approved_revision=restored if is_same else None,
            editorial=Editorial.APPROVED if is_same else Editorial.DRAFT,
        )
    if is_same:
        return _(
            "Discarded. The working copy is what readers have; revision %(number)s is kept."
        ) % {"number": gone}
    return _(
        "Discarded, but something of the published text no longer exists, so the working copy "
        "still differs from it. Compare both in the history."
    )
