"""What happened to a story: who saved what and which steps were taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from articles.admin.time.hours import in_typed_words
from articles.models import Appointment, Article, Revision, Transition
from articles.workflow import Verb
from staff.models import User

SHORT = 8  # entries beside the form


@dataclass(frozen=True)
class Entry:
    """One line of the history; `pk` is the number of its row."""

    at: datetime
    by: User
    words: str
    note: str
    revision: int
    is_step: bool
    pk: int
    verb: str = ""


def timeline(article: Article, most: int = SHORT) -> list[Entry]:
    """The newest entries first; of a moment, the step stands above the revision it acted on."""
    steps = article.transitions.select_related("by", "revision", "appointment").defer(
        "revision__content"
    )
    revisions = article.revisions.select_related("author").defer("content")
    entries = [step_taken(step) for step in steps[:most]] + [saved(row) for row in revisions[:most]]
    entries.sort(key=lambda entry: (entry.at, entry.is_step), reverse=True)
    return entries[:most]


def step_taken(step: Transition) -> Entry:
    """A use of a verb, in words."""
    words = {
        Verb.SUBMIT: _("sent it to the editors"),
        Verb.SEND_BACK: _("sent it back"),
        Verb.APPROVE: _("approved it"),
        Verb.AMEND: _("changed the approved text"),
        Verb.PUBLISH: _("published it"),
        Verb.WITHDRAW: _("withdrew it"),
        Verb.RETRACT: _("retracted it"),
        Verb.TAKE_DOWN: _("took it down"),
        Verb.REINSTATE: _("lifted the takedown"),
        Verb.SPIKE: _("spiked it"),
        Verb.REVIVE: _("brought it back"),
        Verb.SCHEDULE: _("scheduled it"),
        Verb.UNSCHEDULE: _("cancelled the schedule"),
        Verb.EMBARGO: _("put it under embargo"),
        Verb.LIFT: _("lifted the embargo"),
        Verb.DISCARD: _("discarded the changes"),
    }.get(Verb(step.verb), step.get_verb_display())
    words = _with_its_hour(step, words)
    return Entry(step.at, step.by, words, step.note, step.revision.number, True, step.pk, step.verb)


def _with_its_hour(step: Transition, words: str) -> str:
    """The hour that was typed; needs the joined row of the appointment."""
    appointment: Appointment | None = getattr(step, "appointment", None)
    if appointment is None:
        return words
    said = {"words": words, "typed": in_typed_words(appointment.typed)}
    return _("%(words)s: %(typed)s") % said


def saved(revision: Revision) -> Entry:
    """A saved revision, in words."""
    words = _("began the story") if revision.number == 1 else _("saved a revision")
    author, number = revision.author, revision.number
    return Entry(revision.created_at, author, words, revision.note, number, False, revision.pk)
