"""What all verbs share: one transaction, the thread locked first, one Decision."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from articles.caching import story_changed
from comments import counting
from comments.models import Action, Comment, Decision, Hold, RuleVersion, Thread
from comments.rules import Finding, deciding
from comments.tasks import tell_followers
from comments.workflow import State, Verb, check
from readers.models import Reader
from staff.models import User


@dataclass
class Step:
    """A verb under way: the locked comment, and what its decision will say."""

    comment: Comment
    now: datetime
    before: State
    changed: set[str] = field(default_factory=set)
    is_idle: bool = False  # nothing was to be done, nothing is recorded
    found: list[Finding] = field(default_factory=list)  # by the rules, in the course of the verb

    def set(self, **values: object) -> None:
        """Change fields of the comment."""
        for name, value in values.items():
            setattr(self.comment, name, value)
        self.changed.update(values)

    def move(self, after: State) -> None:
        """Put the comment into a state."""
        counting.move(self.comment, after, self.now)
        self.changed |= {"state", "visible", "published_at"}


@dataclass(frozen=True)
class Act:
    """Who uses a verb, and why."""

    verb: Verb
    by: User | None = None
    reader: Reader | None = None
    reason: str = ""
    note: str = ""
    at: datetime | None = None
    rule: RuleVersion | None = None
    undoes: Decision | None = None
    batch: UUID | None = None  # of a decision about many comments at once


@contextmanager
def step(comment: Comment, act: Act) -> Iterator[Step]:
    """Lock a comment, check the move, let the verb act, save, record and queue what follows.

    Raises:
        Refused: the comment's state does not allow the verb.
    """
    with transaction.atomic():
        locked = lock(comment.pk)
        before = State(locked.state)
        if act.verb != Verb.UNDO:
            check(act.verb, before)
        under_way = Step(locked, act.at or timezone.now(), before)
        yield under_way
        if under_way.is_idle:
            return
        locked.save(update_fields=sorted(under_way.changed))
        _count_out(under_way)
        record(locked, act, before, under_way.now)
        record_refusal(locked, under_way.found, under_way.now)
        follow_up(locked, before)
    comment.refresh_from_db()


def lock(pk: int) -> Comment:
    """A comment with its thread, both locked; the thread first, as everywhere."""
    thread = Thread.objects.select_for_update(of=("self",)).get(comments=pk)
    locked = Comment.objects.select_for_update(of=("self",)).get(pk=pk)
    locked.thread = thread
    return locked


def _count_out(under_way: Step) -> None:
    if under_way.before == State.PUBLISHED != under_way.comment.state:
        counting.left(under_way.comment)


def record(comment: Comment, act: Act, before: State, now: datetime) -> Decision:
    """Write down what was done; nobody can change it afterwards."""
    return Decision.objects.create(
        comment=comment,
        thread_id=comment.thread_id,
        verb=act.verb,
        before=before,
        after=comment.state,
        reason=act.reason,
        note=act.note.strip()[:500],
        by=act.by,
        reader=act.reader,
        rule=act.rule,
        undoes=act.undoes,
        batch=act.batch,
        at=now,
    )


def record_refusal(comment: Comment, found: list[Finding], now: datetime) -> None:
    """Write down that a rule refused a comment; undone, the comment waits for a moderator."""
    refusing = deciding(found)
    if refusing is None or refusing.version is None:
        return
    verb = Verb.REJECT if refusing.action == Action.REJECT else Verb.MARK_SPAM
    reason = refusing.version.reason if verb == Verb.REJECT else ""
    record(comment, Act(verb, rule=refusing.version, reason=reason), State.PENDING, now)


def follow_up(comment: Comment, before: str) -> None:
    """Queue what a change brings with it: fresh pages, and letters for a new comment."""
    is_published = comment.state == State.PUBLISHED
    if is_published or before == State.PUBLISHED:
        story, removal = comment.thread.story_id, not is_published
        if story is not None:
            transaction.on_commit(lambda: story_changed(story, removal=removal))
    if is_published and before != State.PUBLISHED and comment.told_at is None:
        tell_followers.enqueue(comment.pk)


def hold(comment: Comment, found: list[Finding], now: datetime) -> None:
    """Write down why a comment waits."""
    Hold.objects.bulk_create(
        Hold(
            comment=comment,
            rule=one.rule,
            start=one.start,
            end=one.end,
            detail=one.detail,
            version=one.version,
            score=one.score,
            scorer=one.scorer,
            at=now,
        )
        for one in found
    )
