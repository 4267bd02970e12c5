"""The verbs: the only way in which a story changes its status.

Each runs in one transaction: it locks the story, checks the move (never the person: views ask
``articles.permissions``, importers may call), acts, writes one Transition and queues what follows.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles import finding, releases
from articles.bringing_out import bring_out, in_words
from articles.clock import database_now
from articles.content import content_hash
from articles.models import Article, Revision
from articles.snapshot import freeze
from articles.stepping import stepping
from articles.tasks import pages_changed
from articles.workflow import Editorial, Publication, Verb
from staff.models import User


def record_revision(
    article: Article, *, by: User, note: str = "", at: datetime | None = None
) -> Revision:
    """Freeze the working copy. Unchanged content gives the last revision, not a new one.

    An approved story whose text changed loses its approval: approval binds to a revision.
    """
    with transaction.atomic():
        locked = _locked(article)
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
        finding.keep(locked.pk, content)
        if locked.editorial == Editorial.APPROVED:
            _lapse(locked, by, now)
            article.refresh_from_db()
    article.head_revision = revision
    return revision


def _locked(article: Article) -> Article:
    """The story, locked. What is joined is read after the wait, not as it stood before it."""
    Article.objects.select_for_update().only("pk").get(pk=article.pk)
    beside = Article.objects.select_related("section", "head_revision")
    return beside.defer("head_revision__content").get(pk=article.pk)


def _lapse(article: Article, by: User, at: datetime) -> None:
    with stepping(Verb.AMEND, article, by, "", None, at) as step:
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
    with stepping(Verb.SUBMIT, article, by, note, seen, at) as step:
        step.set(submitted_at=step.now)
    return _("Sent to the editors. An editor reads it next.")


def send_back(
    article: Article, *, by: User, note: str, seen: int | None = None, at: datetime | None = None
) -> str:
    """Return a story to its writer with a note (needed). See ``submit`` for the arguments."""
    with stepping(Verb.SEND_BACK, article, by, note, seen, at) as step:
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
    with stepping(Verb.APPROVE, article, by, note, seen, at) as step:
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
    early: bool = False,
) -> str:
    """Project the approved revision into a release and record it, all in one transaction.

    Publishing what readers already have changes nothing and says so.

    Args:
        goes_live_at: when readers get it (aware); now where it is missing. A moment in the future
            needs no further act; one in the past is for importers.
        early: before its embargo has passed, which ends the embargo; the note says why.

    See ``submit`` for the other arguments and the errors.
    """
    with stepping(Verb.PUBLISH, article, by, note, seen, at) as step:
        live_from = goes_live_at or step.now
        if not bring_out(step, live_from, early=early):
            if live_from > step.now:
                return _("Nothing to publish: this text is scheduled for that moment already.")
            return _("Nothing to publish: readers already have this text.")
    if live_from > step.now:
        return _("Scheduled. Readers see it from %(moment)s on, without any further step.") % {
            "moment": in_words(live_from)
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
    with stepping(Verb.WITHDRAW, article, by, note, seen, at) as step:
        revision = step.article.published_revision or step.revision
        if step.was_seen:
            releases.leave_notice(step.article, revision, step.now, notice.strip())
            step.set(withdrawn_at=step.now)
        else:  # for readers it never was, so there is nothing to withdraw
            step.set(**releases.call_off(step.article, step.now))
        step.set(approved_revision=None)
        pages_changed(removal=True)
    if step.before == Publication.SCHEDULED:
        return _("Withdrawn before its hour. Readers never saw it.")
    return _("Withdrawn. Its address shows a notice, and it has left every list.")


def spike(
    article: Article, *, by: User, note: str, seen: int | None = None, at: datetime | None = None
) -> str:
    """Give a story up with a reason (needed). Nothing is deleted. See ``submit``."""
    with stepping(Verb.SPIKE, article, by, note, seen, at):
        pass
    return _("Spiked. It has left the lists; anybody who may spike it can bring it back.")


def revive(
    article: Article,
    *,
    by: User,
    note: str = "",
    seen: int | None = None,
    at: datetime | None = None,
) -> str:
    """Make a spiked story a draft again. See ``submit`` for the arguments."""
    with stepping(Verb.REVIVE, article, by, note, seen, at):
        pass
    return _("Brought back as a draft. It can be written on next.")
