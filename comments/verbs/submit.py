"""A reader sends a comment; the address is confirmed; the comment goes on to the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import counting, text, tree
from comments.models import Comment, Policy, RuleVersion, Thread
from comments.rules import Finding, findings, in_force, outcome, too_many_links
from comments.rules.facts import case_of
from comments.verbs.step import Act, follow_up, hold, record_refusal, step
from comments.workflow import Refused, State, Verb
from readers.addresses import fingerprint
from readers.models import Reader

SAME_TEXT_WITHIN = timedelta(seconds=60)

# One query: the number of the new comment, whether its author had one published before, and the
# numbers of the rules in force.
NUMBER_AND_STANDING = """
SELECT nextval(pg_get_serial_sequence('comments_comment', 'id')),
       EXISTS (SELECT 1 FROM comments_comment WHERE reader_id = %s AND state = 'published'),
       (SELECT array_agg(v.id) FROM comments_ruleversion v WHERE v.is_on AND NOT EXISTS
           (SELECT 1 FROM comments_ruleversion n
            WHERE n.rule_id = v.rule_id AND n.number > v.number))
"""


class Closed(Refused):
    """The thread takes no comments."""


@dataclass(frozen=True)
class Draft:
    """What a reader sends; ``raw`` has passed ``text.problem``, ``body`` is its cleaned form."""

    body: str
    raw: str
    parent_id: int | None = None
    key: UUID | None = None
    disclaimer_version: int = 0
    wants_letters: bool = False


@dataclass(frozen=True)
class Author:
    """Who sends it: a reader with a session, or a name and an address that nobody confirmed yet."""

    name: str
    email: str  # cleaned
    reader: Reader | None = None

    @property
    def key(self) -> str:
        return fingerprint(self.email)


@dataclass(frozen=True)
class Submitted:
    """The comment, and whether it is new or the one that the same words had already made."""

    comment: Comment
    is_new: bool


def submit(
    draft: Draft,
    *,
    story_id: int,
    language: str,
    author: Author,
    on_awaiting: Callable[[Comment], None],
    too_often: Refused | None = None,
    at: datetime | None = None,
) -> Submitted:
    """Take a comment on a live story. The caller has seen that the story is live.

    The same words by the same author within a minute, or with the same key at any time, give the
    comment that is already there, whatever the limits say.

    Args:
        on_awaiting: asks for the address to be confirmed, within this transaction.
        too_often: raised unless the comment is already there.
        at: the moment to record (aware); else now.

    Raises:
        Refused: in words for the reader; ``Closed`` when the thread takes no comments.
    """
    now = at or timezone.now()
    with transaction.atomic():
        thread = _locked_thread(story_id, language)
        earlier, parent, key_is_free = _look_up(thread, draft, author, now)
        if earlier is not None:
            return Submitted(earlier, is_new=False)
        if too_often is not None:
            raise too_often
        _check(thread, draft, parent)
        comment = _enter(thread, draft, author, parent, now)
        if not key_is_free:
            comment.key = None
        found = _judge(comment, author, draft)
        comment.save(force_insert=True)
        if comment.state == State.PUBLISHED:
            counting.entered(comment)
        elif comment.state == State.AWAITING_EMAIL:
            on_awaiting(comment)
        else:
            hold(comment, found, now)
            record_refusal(comment, found, now)
        follow_up(comment, before="")
    return Submitted(comment, is_new=True)


def _locked_thread(story_id: int, language: str) -> Thread:
    """The story's thread with its policy, held until the transaction ends: posts on one story
    follow one another, so that none overlooks its double."""
    rows = Thread.objects.with_policy().select_for_update(of=("self",)).filter(story_id=story_id)
    found = rows.first()
    if found is None:
        new = Thread(story_id=story_id, language=language)
        Thread.objects.bulk_create([new], ignore_conflicts=True)
        found = rows.get()
    return found


def _look_up(
    thread: Thread, draft: Draft, author: Author, now: datetime
) -> tuple[Comment | None, Comment | None, bool]:
    """In one query: the same comment sent before, the parent, and whether the key is free."""
    words = text.fingerprint(draft.body)
    same = Q(text_hash=words, created_at__gt=now - SAME_TEXT_WITHIN)
    if draft.key is not None:
        same |= Q(key=draft.key)
    wanted = Q(author_key=author.key) & same
    if draft.parent_id is not None:
        wanted |= Q(pk=draft.parent_id)
    rows = list(Comment.objects.filter(wanted, thread=thread).order_by("pk"))
    own = [one for one in rows if one.author_key == author.key and one.pk != draft.parent_id]
    for one in own:
        one.thread = thread
        if bytes(one.text_hash) == words and one.state != State.WITHDRAWN:
            return one, None, False
    parent = next((one for one in rows if one.pk == draft.parent_id), None)
    return None, parent, all(one.key != draft.key for one in own)


def _check(thread: Thread, draft: Draft, parent: Comment | None) -> None:
    if thread.in_force == Policy.CLOSED:
        raise Closed(_("Comments on this story are closed. Your text is below, to copy."))
    if draft.parent_id is not None and (parent is None or parent.state != State.PUBLISHED):
        raise Refused(_("The comment that you answer is not there any more."))


def _enter(
    thread: Thread, draft: Draft, author: Author, parent: Comment | None, now: datetime
) -> Comment:
    return Comment(
        thread=thread,
        parent=parent,
        reader=author.reader,
        name=author.reader.name if author.reader else author.name,
        author_key=author.key,
        language=thread.language,
        raw=draft.raw,
        html=text.render(draft.raw),
        text_hash=text.fingerprint(draft.body),
        key=draft.key,
        disclaimer_version=draft.disclaimer_version,
        wants_letters=draft.wants_letters,
        created_at=now,
        sent_at=now if author.reader else None,
    )


def _judge(comment: Comment, author: Author, draft: Draft) -> list[Finding]:
    """Give the comment its number, its place and its first state."""
    reader = author.reader
    with connection.cursor() as cursor:
        cursor.execute(NUMBER_AND_STANDING, [reader.pk if reader else None])
        comment.pk, is_known, numbers = cursor.fetchone()
    place = tree.place(comment.pk, comment.parent)
    comment.path, comment.depth, comment.root_id = place.path, place.depth, place.root_id
    if not is_known and too_many_links(draft.body):
        raise Refused(_("A first comment may have two web addresses at most. Take some out."))
    if reader is None:
        comment.state = State.AWAITING_EMAIL
        return []
    rules = in_force.versions(tuple(sorted(numbers or ())))
    found = judge(comment, reader, comment.created_at, is_newcomer=not is_known, rules=rules)
    set_state(comment, found, comment.created_at)
    return found


def judge(
    comment: Comment,
    reader: Reader,
    at: datetime,
    *,
    is_newcomer: bool,
    was_approved: bool = False,
    rules: Iterable[RuleVersion] | None = None,
) -> list[Finding]:
    """What the rules find in a comment of a confirmed reader at a moment.

    Args:
        rules: those in force, where the caller knows them.
    """
    thread = comment.thread
    return findings(
        case_of(
            comment,
            reader,
            at,
            is_newcomer=is_newcomer,
            was_approved=was_approved,
            hold_all=thread.in_force != Policy.OPEN,
            hold_newcomers=thread.hold_newcomers,
            hold_links=thread.hold_links,
        ),
        RuleVersion.objects.in_force() if rules is None else rules,
    )


def set_state(comment: Comment, found: list[Finding], now: datetime) -> None:
    """The first state after the rules: published, waiting for a moderator, or refused."""
    comment.state = outcome(found)
    if not found:
        comment.visible, comment.published_at = True, now


def confirm(comment: Comment, *, reader: Reader, at: datetime | None = None) -> Comment:
    """Send a comment on to the rules after its author has confirmed the address.

    Raises:
        Refused: the comment does not wait for that.
    """
    with step(comment, Act(Verb.CONFIRM, reader=reader, at=at)) as under_way:
        waiting = under_way.comment
        known = Comment.objects.filter(reader=reader, state=State.PUBLISHED).exists()
        found = judge(waiting, reader, under_way.now, is_newcomer=not known)
        under_way.found = found
        under_way.set(
            reader=reader,
            name=reader.name,
            author_key=fingerprint(reader.email),
            sent_at=under_way.now,
        )
        hold(waiting, found, under_way.now)
        under_way.move(outcome(found))
    return comment
