"""The verbs of time: schedule a story and change one's mind, embargo it and lift the embargo.

They are verbs like those of ``articles.verbs``, whose arguments and errors they share. Nothing
runs at the hour: readers' views ask the clock, so that there is nothing that could be missed.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from articles import releases
from articles.bringing_out import bring_out, in_words
from articles.models import Article
from articles.stepping import Step, stepping
from articles.tasks import pages_changed
from articles.walltime import Typed
from articles.workflow import Publication, Refused, Verb
from staff.models import User


def schedule(
    article: Article,
    *,
    by: User,
    typed: Typed,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> str:
    """Give the approved text to the readers at an hour to come; of a live story, the change.

    Scheduled again, the earlier hour passes without a word.

    Args:
        typed: the hour as the person gave it, with the moment that is meant.
    """
    with stepping(Verb.SCHEDULE, article, by, note, seen, at) as step:
        _must_be_to_come(step, typed.moment)
        is_change = step.before == Publication.LIVE
        if not bring_out(step, typed.moment):
            if step.article.is_to_come(step.now):
                return _("Nothing to do: this text is scheduled for that moment already.")
            raise Refused(_("Nothing to schedule: readers already have this text."))
        step.typed = typed
    words = {"moment": in_words(typed.moment)}
    if is_change:
        return (
            _("Scheduled. Readers get the new text on %(moment)s and keep the old one until then.")
            % words
        )
    return _("Scheduled. Readers see it from %(moment)s on, without any further step.") % words


def unschedule(
    article: Article,
    *,
    by: User,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> str:
    """Let the hour pass without a word. What readers have they keep; the approval stands."""
    with stepping(Verb.UNSCHEDULE, article, by, note, seen, at) as step:
        if not step.article.is_to_come(step.now):
            raise Refused(_("Nothing of this story is scheduled."))
        step.set(**releases.call_off(step.article, step.now))
        pages_changed()
    if step.before == Publication.LIVE:
        return _("The schedule is cancelled. Readers keep the text that they have.")
    return _("The schedule is cancelled. Readers never saw the story and do not hear of it.")


def embargo(
    article: Article,
    *,
    by: User,
    typed: Typed,
    note: str,
    seen: int | None = None,
    at: datetime | None = None,
) -> str:
    """Let nobody publish the story, or a change to it, before a moment; or not before a later one.

    Args:
        typed: the end of the embargo as the person gave it.
        note: whose embargo it is (needed).
    """
    with stepping(Verb.EMBARGO, article, by, note, seen, at) as step:
        _must_be_to_come(step, typed.moment)
        before = step.article.embargo_until
        if before is not None and step.now < before and typed.moment < before:
            raise Refused(
                _("It is under embargo until %(moment)s; only the chief editor lifts that.")
                % {"moment": in_words(before)}
            )
        due = step.article.goes_live_at
        if due is not None and step.article.is_to_come(step.now) and due < typed.moment:
            raise Refused(
                _(
                    "It is scheduled for %(moment)s, which is before that. Cancel the schedule or "
                    "choose a later hour first."
                )
                % {"moment": in_words(due)}
            )
        step.set(embargo_until=typed.moment)
        step.typed = typed
    return _("Under embargo until %(moment)s. Nobody publishes it before.") % {
        "moment": in_words(typed.moment)
    }


def lift(
    article: Article, *, by: User, note: str, seen: int | None = None, at: datetime | None = None
) -> str:
    """End an embargo before its time, with a reason (needed). Nothing is published by it."""
    with stepping(Verb.LIFT, article, by, note, seen, at) as step:
        if not step.article.is_embargoed(step.now):
            raise Refused(_("The story is under no embargo."))
        step.set(embargo_until=None)
    return _("The embargo is lifted. The story can be published like any other.")


def _must_be_to_come(step: Step, moment: datetime) -> None:
    if moment <= step.now:
        raise Refused(
            _("%(moment)s is past already; it is %(now)s now. Choose a moment to come.")
            % {"moment": in_words(moment), "now": in_words(step.now)}
        )
