"""The next steps of a story: which buttons somebody sees, and what pressing one does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from articles import removals, schedules, verbs
from articles.admin.checklist.guard import let_pass
from articles.admin.time.hours import page_of
from articles.discarding import discard
from articles.models import Article, Transition
from articles.permissions import can_publish_early, can_use
from articles.workflow import MOVES, REMOVED, Editorial, Publication, Refused, Verb, is_allowed
from staff.models import User

BUTTONS = (
    Verb.PUBLISH,
    Verb.SCHEDULE,
    Verb.UNSCHEDULE,
    Verb.APPROVE,
    Verb.SUBMIT,
    Verb.REVIVE,
    Verb.SEND_BACK,
    Verb.WITHDRAW,
    Verb.RETRACT,
    Verb.TAKE_DOWN,
    Verb.REINSTATE,
    Verb.SPIKE,
    Verb.DISCARD,
)
# What a step does; publishing has a way of its own, an hour a page of its own.
TELLING: dict[Verb, Callable[..., str]] = {
    Verb.WITHDRAW: verbs.withdraw,
    Verb.RETRACT: removals.retract,
}
ACTS: dict[Verb, Callable[..., str]] = {
    Verb.TAKE_DOWN: removals.take_down,
    Verb.REINSTATE: removals.reinstate,
    Verb.SEND_BACK: verbs.send_back,
    Verb.SUBMIT: verbs.submit,
    Verb.APPROVE: verbs.approve,
    Verb.SPIKE: verbs.spike,
    Verb.REVIVE: verbs.revive,
    Verb.UNSCHEDULE: schedules.unschedule,
    Verb.LIFT: schedules.lift,
    Verb.DISCARD: discard,
}
AGAIN = timedelta(minutes=2)  # the same step by the same person within it is a double click


@dataclass(frozen=True)
class Step:
    """A button. One that needs a note leads to a page that asks for it."""

    verb: Verb
    label: str
    needs_note: bool


def steps_for(user: User, article: Article, now: datetime) -> list[Step]:
    """The steps that this person may take now, the most advanced first."""
    editorial, publication = Editorial(article.editorial), article.publication_at(now)
    return [
        Step(verb, label(verb, publication, is_to_come=article.is_to_come(now)), needs_note(verb))
        for verb in BUTTONS
        if is_allowed(verb, editorial, publication)
        and can_use(user, verb, article)
        and _has_sense(verb, article, now)
    ]


def _has_sense(verb: Verb, article: Article, now: datetime) -> bool:
    """Whether there is anything that the step could do."""
    is_to_come = article.is_to_come(now)
    if verb == Verb.UNSCHEDULE:
        return is_to_come
    is_live = article.publication_at(now) == Publication.LIVE
    if verb in {Verb.PUBLISH, Verb.SCHEDULE}:
        return is_to_come or not is_live or article.has_unpublished_changes
    return verb != Verb.DISCARD or (article.has_unpublished_changes and not is_to_come)


def needs_note(verb: Verb) -> bool:
    """Whether a step has words of its own, so that a page asks for them."""
    return MOVES[verb].note is not None or verb == Verb.SCHEDULE


def page_before(verb: Verb, article: Article, now: datetime) -> str:
    """The page that has to be filled in before a step; empty where there is none."""
    breaks = verb == Verb.PUBLISH and article.is_embargoed(now)
    return page_of(verb, article) if needs_note(verb) or breaks else ""


def first_steps(user: User) -> list[Step]:
    """The steps of a story that is not saved yet."""
    may = can_use(user, Verb.SUBMIT, Article(created_by=user))
    return [Step(Verb.SUBMIT, label(Verb.SUBMIT, Publication.UNPUBLISHED), False)] if may else []


def label(verb: Verb, publication: Publication, *, is_to_come: bool = False) -> str:
    """What the button says: the next step, not a status.

    Args:
        is_to_come: an hour is set already.
    """
    if verb == Verb.SCHEDULE:
        if is_to_come:
            return _("Reschedule…")
        is_change = publication == Publication.LIVE
        return _("Schedule the changes…") if is_change else _("Schedule…")
    if verb == Verb.PUBLISH and is_to_come:
        return _("Publish now instead")
    if verb == Verb.PUBLISH:
        if publication == Publication.LIVE:
            return _("Publish the changes")
        return _("Publish again") if publication in REMOVED else _("Publish now")
    return {
        Verb.SUBMIT: _("Send to the editors"),
        Verb.SEND_BACK: _("Send back…"),
        Verb.APPROVE: _("Approve"),
        Verb.WITHDRAW: _("Withdraw…"),
        Verb.RETRACT: _("Retract…"),
        Verb.TAKE_DOWN: _("Take down…"),
        Verb.REINSTATE: _("Lift the takedown…"),
        Verb.SPIKE: _("Spike…"),
        Verb.REVIVE: _("Bring back"),
        Verb.UNSCHEDULE: _("Cancel the schedule"),
        Verb.LIFT: _("Lift the embargo…"),
        Verb.DISCARD: _("Discard the changes…"),
    }[verb]


def take(
    verb: Verb,
    article: Article,
    user: User,
    *,
    note: str = "",
    notice: str = "",
    seen: int | None,
    anyway: bool = False,
    early: bool = False,
) -> str:
    """Use a verb for somebody who may. Errors are those of ``articles.verbs``, and ``Held``.

    Args:
        notice: what readers are told of a withdrawal.
        seen: the number of the revision that the person read.
        anyway: go on although a point is missing that has to be there; see ``let_pass``.
        early: publish before the embargo has passed; heeded of those alone who may.
    """
    with transaction.atomic():
        words = let_pass(verb, article, user, note=note, anyway=anyway)
        if verb == Verb.PUBLISH:
            early = early and can_publish_early(user)
            return verbs.publish(article, by=user, note=words, seen=seen, early=early)
        return _take(verb, article, user, words, notice, seen)


def _take(
    verb: Verb, article: Article, user: User, note: str, notice: str, seen: int | None
) -> str:
    if verb in TELLING:
        return TELLING[verb](article, by=user, note=note, notice=notice, seen=seen)
    if verb in ACTS:
        return ACTS[verb](article, by=user, note=note, seen=seen)
    raise Refused(_("This is not a step of its own."))


def was_just_done(verb: str, article: Article, user: User, now: datetime) -> bool:
    """Whether this is the second click on a button whose first one has done its work."""
    last = Transition.objects.filter(article=article).first()
    if last is None or last.verb != verb or last.by_id != user.pk:
        return False
    return now - last.at < AGAIN
