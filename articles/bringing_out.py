"""What publishing at once and publishing at an hour have in common: the text, and the embargo."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import releases
from articles.dates import desk_time
from articles.languages import Language
from articles.stepping import Step
from articles.tasks import pages_changed
from articles.workflow import Publication, Refused


def bring_out(step: Step, live_from: datetime, *, early: bool = False) -> bool:
    """Within a verb: give the approved revision to the readers from a moment (aware) on.

    Args:
        early: before the end of its embargo, which ends with it; the note says why.

    Returns:
        Whether anything changed: publishing what readers have is nothing.

    Raises:
        Refused: the text is not the approved one, or the embargo lasts longer.
    """
    if step.article.approved_revision_id != step.revision.pk:
        raise Refused(_("The text changed after its approval; it has to be approved again."))
    if live_from > step.now and step.before == Publication.WITHDRAWN and step.was_seen:
        raise Refused(_("A withdrawn story comes back at once; it cannot be scheduled."))
    if _is_published_unchanged(step, live_from):
        step.changes.clear()
        return False
    _heed_embargo(step, live_from, early=early)
    step.set(**releases.release(step.article, step.revision, step.now, live_from))
    pages_changed()
    return True


def in_words(moment: datetime) -> str:
    """A moment (aware) in the language of whoever acts."""
    return desk_time(moment, (get_language() or Language.ENGLISH)[:2])


def _heed_embargo(step: Step, live_from: datetime, *, early: bool) -> None:
    until = step.article.embargo_until
    if until is None or until <= live_from:
        return
    words = {"moment": in_words(until)}
    if not early:
        raise Refused(
            _(
                "The story is under embargo until %(moment)s. Nobody publishes it before, save "
                "the chief editor with a reason."
            )
            % words
        )
    if not step.note.strip():
        raise Refused(_("Say why the story is published before its embargo has passed."))
    broken = _("Published before its embargo had passed (%(moment)s).") % words
    step.note = f"{step.note.strip()}\n{broken}"
    step.set(embargo_until=None)


def _is_published_unchanged(step: Step, live_from: datetime) -> bool:
    published = step.article.published_revision
    if published is None or step.article.withdrawn_at is not None:
        return False
    if published.content_hash != step.revision.content_hash:
        return False
    # Another hour for what is still to come is a change, although its text is the same.
    due = step.article.goes_live_at
    return due is not None and (due == live_from or due <= min(step.now, live_from))
