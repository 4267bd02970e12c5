"""The verbs beyond a withdrawal: retract a story, take one down by law, let one come back.

As with all verbs the person is not asked here, see ``articles.verbs``.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles import releases
from articles.models import Article, Correction, CorrectionKind
from articles.stepping import Step, stepping
from articles.tasks import pages_changed
from articles.verbs import record_revision
from articles.workflow import Publication, Refused, Verb
from staff.models import User


def retract(
    article: Article,
    *,
    by: User,
    note: str,
    notice: str,
    seen: int | None = None,
    at: datetime | None = None,
) -> str:
    """Say that a story cannot stand. Its address keeps a dated notice and loses the text.

    The notice is a correction like others: kept, and among the newspaper's corrections.

    Args:
        note: the reason, for the desk alone (needed).
        notice: what readers are told (needed).

    See ``articles.verbs.submit`` for the other arguments and the errors.
    """
    with transaction.atomic():
        with stepping(Verb.RETRACT, article, by, note, seen, at) as step:
            _must_have_been_seen(step)
            if not notice.strip():
                raise Refused(_("Say what readers are told; it stays at the story’s address."))
            told = Correction.objects.create(
                article=step.article,
                kind=CorrectionKind.RETRACTION,
                text=notice.strip(),
                internal_reason=note.strip(),
                corrected_at=step.now,
                corrected_by=by,
            )
            revision = step.article.published_revision or step.revision
            releases.leave_retraction(step.article, revision, step.now, told)
            _end(step, Publication.RETRACTED)
        record_revision(article, by=by, at=step.now)
    return _("Retracted. Its address says so, and so does the page of corrections.")


def take_down(
    article: Article, *, by: User, note: str, seen: int | None = None, at: datetime | None = None
) -> str:
    """Remove a story because the law demands it: 410, and not a word of it stays.

    Its pictures are not served any more, unless another story that readers have shows them.
    See ``articles.verbs.submit`` for the arguments and the errors; the reason is needed.
    """
    with stepping(Verb.TAKE_DOWN, article, by, note, seen, at) as step:
        _must_have_been_seen(step)
        revision = step.article.published_revision or step.revision
        releases.leave_nothing(step.article, revision, step.now)
        _end(step, Publication.TAKEN_DOWN)
    return _(
        "Taken down. Its address says that it is gone, and nothing of it is served. "
        "Only the chief editor can let it come back."
    )


def reinstate(
    article: Article, *, by: User, note: str, seen: int | None = None, at: datetime | None = None
) -> str:
    """Let a story that was taken down be approved and published again. Readers see no change yet.

    See ``articles.verbs.submit`` for the arguments and the errors; the reason is needed.
    """
    with stepping(Verb.REINSTATE, article, by, note, seen, at) as step:
        step.set(removal="", approved_revision=None)
    return _(
        "It may come back: as a draft that needs a new approval. "
        "Until it is published its address stays gone."
    )


def _must_have_been_seen(step: Step) -> None:
    if not step.was_seen:
        raise Refused(_("Readers never had this story; withdraw or spike it."))


def _end(step: Step, removal: Publication) -> None:
    step.set(withdrawn_at=step.now, removal=removal.value, approved_revision=None)
    pages_changed(removal=True)
