"""What happened to a story: who saved what and which steps were taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from articles.models import Article, Revision, Transition
from articles.workflow import Verb
from staff.models import User

SHORT = 8  # entries beside the form
LONG = 200  # entries on the page of the whole history


@dataclass(frozen=True)
class Entry:
    """One line of the history."""

    at: datetime
    by: User
    words: str
    note: str
    revision: int
    is_step: bool


def timeline(article: Article, most: int = SHORT) -> list[Entry]:
    """The newest entries first; of a moment, the step stands above the revision it acted on."""
    steps = article.transitions.select_related("by", "revision").defer("revision__content")
    revisions = article.revisions.select_related("author").defer("content")
    entries = [_step(step) for step in steps[:most]] + [_saved(row) for row in revisions[:most]]
    entries.sort(key=lambda entry: (entry.at, entry.is_step), reverse=True)
    return entries[:most]


def _step(step: Transition) -> Entry:
    words = {
        Verb.SUBMIT: _("sent it to the editors"),
        Verb.SEND_BACK: _("sent it back"),
        Verb.APPROVE: _("approved it"),
        Verb.AMEND: _("changed the approved text"),
        Verb.PUBLISH: _("published it"),
        Verb.WITHDRAW: _("withdrew it"),
    }.get(Verb(step.verb), step.get_verb_display())
    return Entry(step.at, step.by, words, step.note, step.revision.number, True)


def _saved(revision: Revision) -> Entry:
    words = _("began the story") if revision.number == 1 else _("saved a revision")
    return Entry(revision.created_at, revision.author, words, revision.note, revision.number, False)
