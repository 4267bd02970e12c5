"""The verbs: the only way in which a story changes its status.

Each runs in one transaction: it locks the story, checks the move (never the person: views ask
``articles.permissions``, importers may call), acts, writes one Transition and queues what follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import releases
from articles.clock import database_now, moment_of_act
from articles.content import content_hash
from articles.dates import desk_time
from articles.languages import Language
from articles.models import Article, Revision, Transition
from articles.snapshot import freeze
from articles.tasks import pages_changed
from articles.workflow import Editorial, Publication, Refused, Stale, Verb, check
from staff.models import User


@dataclass
class _Step:
    """A verb under way: the locked story and what its transition will say."""

    article: Article
    revision: Revision
    now: datetime
    before: Publication
    changes: set[str] = field(default_factory=set)

    @property
    def was_seen(self) -> bool:
        """Whether readers ever had the story."""
        return releases.was_seen(self.article, self.now)

    def set(self, **values: object) -> None:
        for name, value in values.items():
            setattr(self.article, name, value)
        self.changes.update(values)


@contextmanager
def _step(
    verb: Verb, article: Article, by: User, note: str, seen: int | None, at: datetime | None
) -> Iterator[_Step]:
    with transaction.atomic():
        locked = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        now = at or moment_of_act(_last_act(locked))
        revision = Revision.objects.filter(article=locked).first()
        if revision is None:
            raise Refused(_("The story has not been saved yet."))
        if seen is not None and seen != revision.number:
            raise Stale(_("The story was changed after you opened it. Read it again first."))
        editorial, before = Editorial(locked.editorial), locked.publication_at(now)
        move = check(verb, editorial, before, note)
        step = _Step(locked, revision, now, before)
        step.set(editorial=move.becomes)
        yield step
        if not step.changes:
            return
        locked.save(update_fields=[*step.changes, "modified_at"])
        Transition.objects.create(
            article=locked,
            verb=verb,
            revision=revision,
            editorial_before=editorial,
            editorial_after=locked.editorial,
            publication_before=before,
            publication_after=locked.publication_at(now),
            note=note.strip(),
            by=by,
            at=now,
        )
    article.refresh_from_db()


def _last_act(article: Article) -> datetime | None:
    last: datetime | None = Transition.objects.filter(article=article).aggregate(at=Max("at"))["at"]
    return last


def record_revision(
    article: Article, *, by: User, note: str = "", at: datetime | None = None
) -> Revision:
    """Freeze the working copy. Unchanged content gives the last revision, not a new one.

    An approved story whose text changed loses its approval: approval binds to a revision.
    """
    with transaction.atomic():
        locked = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
        content = freeze(locked)
        fingerprint = content_hash(content)
        head = locked.head_revision
        if head is not None and head.content_hash == fingerprint:
            return head
        now = at or database_now()
        revision = Revision.objects.create(
            article=locked,
            number=1 + (head.number if head else 0),
            content=content,
            content_hash=fingerprint,
            author=by,
            created_at=now,
            note=note,
        )
        Article.objects.filter(pk=locked.pk).update(head_revision=revision)
        if locked.editorial == Editorial.APPROVED:
            _lapse(locked, by, now)
    article.refresh_from_db()
    return revision


def _lapse(article: Article, by: User, at: datetime) -> None:
    with _step(Verb.AMEND, article, by, "", None, at) as step:
        step.set(approved_revision=None)


def submit(
    article: Article,
    *,
    by: User,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> str:
    """Send a draft to the editors. All verbs share these arguments.

    Args:
        note: why, for the story's history.
        seen: the number of the revision that the person read; another one is refused.
        at: the moment to record (aware), for importers; else now.

    Returns:
        A sentence that says what happened and what comes next.

    Raises:
        Refused: the move is not allowed from here. Stale: the story changed meanwhile.
    """
    with _step(Verb.SUBMIT, article, by, note, seen, at):
        pass
    return _("Sent to the editors. An editor reads it next.")


def send_back(
    article: Article, *, by: User, note: str, seen: int | None = None, at: datetime | None = None
) -> str:
    """Return a story to its writer with a note (needed). See ``submit`` for the arguments."""
    with _step(Verb.SEND_BACK, article, by, note, seen, at) as step:
        step.set(approved_revision=None)
    return _("Sent back with your note. The writer revises it next.")


def approve(
    article: Article,
    *,
    by: User,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> str:
    """Approve the story's newest revision, and only that one. See ``submit`` for the arguments."""
    with _step(Verb.APPROVE, article, by, note, seen, at) as step:
        step.set(approved_revision=step.revision)
    return _(
        "Approved as it stands. It can be published next; a later change needs a new approval."
    )


def publish(
    article: Article,
    *,
    by: User,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
    goes_live_at: datetime | None = None,
) -> str:
    """Project the approved revision into a release and record it, all in one transaction.

    Publishing what readers already have changes nothing and says so.

    Args:
        goes_live_at: when readers get it (aware); now where it is missing. A moment in the future
            needs no further act; one in the past is for importers.

    See ``submit`` for the other arguments and the errors.
    """
    with _step(Verb.PUBLISH, article, by, note, seen, at) as step:
        if step.article.approved_revision_id != step.revision.pk:
            raise Refused(_("The text changed after its approval; it has to be approved again."))
        live_from = goes_live_at or step.now
        if live_from > step.now and step.before == Publication.WITHDRAWN and step.was_seen:
            raise Refused(_("A withdrawn story comes back at once; it cannot be scheduled."))
        if _is_published_unchanged(step, live_from):
            step.changes.clear()
            if live_from > step.now:
                return _("Nothing to publish: this text is scheduled for that moment already.")
            return _("Nothing to publish: readers already have this text.")
        step.set(**releases.release(step.article, step.revision, step.now, live_from))
        pages_changed()
    if live_from > step.now:
        return _("Scheduled. Readers see it from %(moment)s on, without any further step.") % {
            "moment": desk_time(live_from, get_language() or Language.ENGLISH)
        }
    return _("Published. Readers see it now.")


def withdraw(
    article: Article,
    *,
    by: User,
    note: str,
    notice: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> str:
    """Take a story from the readers; its address keeps a notice and it leaves every list.

    Args:
        note: the reason, for the desk alone (needed).
        notice: what readers are told; a standard sentence where it is empty.

    See ``submit`` for the other arguments and the errors.
    """
    with _step(Verb.WITHDRAW, article, by, note, seen, at) as step:
        revision = step.article.published_revision or step.revision
        if step.was_seen:
            releases.leave_notice(step.article, revision, step.now, notice.strip())
        else:
            releases.close(step.article, step.now, step.now)
            step.set(first_published_at=None)
        step.set(withdrawn_at=step.now, approved_revision=None)
        pages_changed(removal=True)
    if step.before == Publication.SCHEDULED:
        return _("Withdrawn before its hour. Readers never saw it.")
    return _("Withdrawn. Its address shows a notice, and it has left every list.")


def _is_published_unchanged(step: _Step, live_from: datetime) -> bool:
    published = step.article.published_revision
    if published is None or step.article.withdrawn_at is not None:
        return False
    if published.content_hash != step.revision.content_hash:
        return False
    # Another hour for what is still to come is a change, although its text is the same.
    due = step.article.goes_live_at
    return due is not None and (due == live_from or due <= min(step.now, live_from))
