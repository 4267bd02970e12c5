"""What has to be there is asked when somebody approves or publishes at the desk.

The verbs themselves check state only, so importers are not held up; see ``articles.verbs``.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.admin.checklist.report import levels_in_force, report_on
from articles.checklist.findings import Finding
from articles.checklist.points import Level
from articles.clock import database_now
from articles.models import Article
from articles.permissions import can_override_points
from articles.workflow import Editorial, Refused, Verb, is_allowed
from staff.models import User

GUARDED = frozenset({Verb.APPROVE, Verb.PUBLISH, Verb.SCHEDULE})


class Held(Refused):
    """A step that waits until something is there."""


def held_by(verb: Verb, article: Article) -> list[Finding]:
    """What keeps a story from a step that is otherwise possible; nothing where it is not."""
    if verb not in GUARDED:
        return []
    now = database_now()
    if not is_allowed(verb, Editorial(article.editorial), article.publication_at(now)):
        return []
    levels = levels_in_force()
    if Level.BLOCKING not in levels.values():
        return []
    return report_on(article, now, levels).holding


def let_pass(verb: Verb, article: Article, user: User, *, note: str, anyway: bool) -> str:
    """Hold a story back, or let the chief take it on all the same.

    Call it in the transaction of the step: the story is locked, so that what was looked at is
    what the step takes.

    Args:
        note: the words that go with the step.
        anyway: the person wants to go on although something is missing.

    Returns:
        The note for the transition; it names what was missing.

    Raises:
        Held: something has to be there first.
    """
    if verb not in GUARDED:
        return note
    stories = Article.objects.select_for_update(of=("self",)).select_related("head_revision")
    missing = held_by(verb, stories.get(pk=article.pk))
    if not missing:
        return note
    if not (anyway and can_override_points(user)):
        raise Held(_refusal(missing, user))
    if not note.strip():
        raise Held(_("Say why the story goes on without what is missing."))
    names = _(", ").join(str(finding.point.label) for finding in missing)
    went_on = _("Went on without: %(points)s.") % {"points": names}
    return f"{note.strip()}\n{went_on}"


def _refusal(missing: list[Finding], user: User) -> str:
    words = " ".join(finding.words for finding in missing)
    sentence = _("First this has to be there: %(missing)s") % {"missing": words}
    if can_override_points(user):
        way = _("As the chief editor you can go on all the same, with a reason.")
        return f"{sentence} {way}"
    return sentence
