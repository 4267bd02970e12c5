"""The next steps of a story: which buttons somebody sees, and what pressing one does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from articles import verbs
from articles.models import Article, Transition
from articles.permissions import can_use
from articles.workflow import MOVES, Editorial, Publication, Refused, Verb, is_allowed
from staff.models import User

BUTTONS = (Verb.PUBLISH, Verb.APPROVE, Verb.SUBMIT, Verb.SEND_BACK, Verb.WITHDRAW)
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
        Step(verb, label(verb, publication), MOVES[verb].note is not None)
        for verb in BUTTONS
        if is_allowed(verb, editorial, publication) and can_use(user, verb, article)
    ]


def first_steps(user: User) -> list[Step]:
    """The steps of a story that is not saved yet."""
    may = can_use(user, Verb.SUBMIT, Article(created_by=user))
    return [Step(Verb.SUBMIT, label(Verb.SUBMIT, Publication.UNPUBLISHED), False)] if may else []


def label(verb: Verb, publication: Publication) -> str:
    """What the button says: the next step, not a status."""
    if verb == Verb.PUBLISH:
        if publication == Publication.LIVE:
            return _("Publish the changes")
        return _("Publish again") if publication == Publication.WITHDRAWN else _("Publish now")
    return {
        Verb.SUBMIT: _("Send to the editors"),
        Verb.SEND_BACK: _("Send back…"),
        Verb.APPROVE: _("Approve"),
        Verb.WITHDRAW: _("Withdraw…"),
    }[verb]


def take(
    verb: Verb, article: Article, user: User, *, note: str = "", notice: str = "", seen: int | None
) -> str:
    """Use a verb for somebody who may. Errors are those of ``articles.verbs``.

    Args:
        notice: what readers are told of a withdrawal.
        seen: the number of the revision that the person read.
    """
    if verb == Verb.WITHDRAW:
        return verbs.withdraw(article, by=user, note=note, notice=notice, seen=seen)
    if verb == Verb.SEND_BACK:
        return verbs.send_back(article, by=user, note=note, seen=seen)
    if verb == Verb.SUBMIT:
        return verbs.submit(article, by=user, note=note, seen=seen)
    if verb == Verb.APPROVE:
        return verbs.approve(article, by=user, note=note, seen=seen)
    if verb == Verb.PUBLISH:
        return verbs.publish(article, by=user, note=note, seen=seen)
    raise Refused(_("This is not a step of its own."))


def was_just_done(verb: str, article: Article, user: User, now: datetime) -> bool:
    """Whether this is the second click on a button whose first one has done its work."""
    last = Transition.objects.filter(article=article).first()
    if last is None or last.verb != verb or last.by_id != user.pk:
        return False
    return now - last.at < AGAIN
