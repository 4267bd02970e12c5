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
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from articles.clock import database_now
from articles.content import content_hash
from articles.dates import desk_time
from articles.models import Article, Listing, Release, Revision, Transition
from articles.projection import Projection, lists_of, project, slug_of, withdrawal
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
        now = at or database_now()
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
        if _is_published_unchanged(step, live_from):
            step.changes.clear()
            return _("Nothing to publish: readers already have this text.")
        _release(step, project(step.revision.frozen), live_from)
        pages_changed()
    if live_from > step.now:
        return _("Scheduled. Readers see it from %(moment)s on, without any further step.") % {
            "moment": desk_time(live_from)
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
        was_seen = step.before == Publication.LIVE
        revision = step.article.published_revision or step.revision
        if was_seen:
            bare = withdrawal(revision.frozen)
            _open_release(step, revision, bare, step.now, withdrawn=True, notice=notice.strip())
        else:
            _close_releases(step.article, step.now)
            step.set(first_published_at=None)
        step.set(withdrawn_at=step.now, approved_revision=None)
        pages_changed(removal=True)
    return _("Withdrawn. Its address shows a notice, and it has left every list.")


def _is_published_unchanged(step: _Step, live_from: datetime) -> bool:
    published = step.article.published_revision
    if published is None or step.article.withdrawn_at is not None:
        return False
    if published.content_hash != step.revision.content_hash:
        return False
    # Bringing a scheduled story forward is a change, although its text is the same.
    return step.article.goes_live_at is not None and step.article.goes_live_at <= live_from


def _release(step: _Step, projection: Projection, live_from: datetime) -> None:
    article = step.article
    if not article.slug:
        step.set(slug=slug_of(step.revision.frozen))
    if article.first_published_at is None or article.first_published_at > live_from:
        step.set(first_published_at=live_from)
    release = _open_release(step, step.revision, projection, live_from)
    Listing.objects.bulk_create(
        Listing(
            release=release,
            story_id=article.pk,
            key=key,
            first_published_at=release.first_published_at,
        )
        for key in sorted(lists_of(projection))
    )
    step.set(published_revision=step.revision, goes_live_at=live_from, withdrawn_at=None)


def _open_release(
    step: _Step,
    revision: Revision,
    projection: Projection,
    live_from: datetime,
    *,
    withdrawn: bool = False,
    notice: str = "",
) -> Release:
    _close_releases(step.article, live_from)
    first = step.article.first_published_at or live_from
    return Release.objects.create(
        article=step.article,
        revision=revision,
        group_id=step.article.translation_of_id or step.article.pk,
        slug="withdrawn" if withdrawn else step.article.slug,
        first_published_at=first,
        updated_at=live_from if live_from > first else None,
        withdrawn=withdrawn,
        notice=notice,
        goes_live_at=live_from,
        **projection,
    )


def _close_releases(article: Article, moment: datetime) -> None:
    """End whatever would be live at a moment or later; rows of lists that are over are dropped."""
    Release.objects.filter(
        Q(superseded_at=None) | Q(superseded_at__gt=moment), article=article
    ).update(superseded_at=Greatest(F("goes_live_at"), moment))
    if moment <= database_now():
        Listing.objects.filter(story_id=article.pk).delete()


def sweep_listings() -> int:
    """Drop the list rows of releases that are over; the worker's errand. How many went."""
    return Listing.objects.filter(release__superseded_at__lte=database_now()).delete()[0]
