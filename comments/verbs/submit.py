"""A reader sends a comment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import counting, text, tree
from comments.models import Comment, Thread
from comments.policy import InForce
from comments.policy.words import closed_sentence
from comments.rules import Finding, in_force, outcome
from comments.verbs.door import Known, at_the_door, locked_thread
from comments.verbs.entry import Entry, admit
from comments.verbs.judgement import check_links, judgement
from comments.verbs.slow import wait_for_turn
from comments.verbs.step import follow_up, hold, record_refusal
from comments.workflow import Refused, State
from readers.addresses import fingerprint
from readers.models import Reader

SAME_TEXT_WITHIN = timedelta(seconds=60)


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
    network: str = ""  # see readers.networks

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
        Refused: in words for the reader; ``Closed`` when the thread takes no comments,
            ``TooSoon`` in slow mode.
    """
    now = at or timezone.now()
    with transaction.atomic():
        thread = locked_thread(story_id, language, author.reader)
        earlier, parent, key_is_free = _look_up(thread, draft, author, now)
        if earlier is not None:
            return Submitted(earlier, is_new=False)
        if too_often is not None:
            raise too_often
        # Asked under the locks: what the desk decided since the form was shown counts.
        known = at_the_door(story_id, author.reader, at)
        entry = admit(known.repute, now)
        _check(known.standing, draft, parent)
        wait_for_turn(known.standing, author.key, now, is_held=author.reader is not None)
        comment = _enter(thread, draft, author, parent, now)
        if not key_is_free:
            comment.key = None
        found = _judge(comment, author, draft, known, entry)
        comment.save(force_insert=True)
        if comment.state == State.AWAITING_EMAIL:
            on_awaiting(comment)
        else:
            _send_on(comment, found)
    return Submitted(comment, is_new=True)


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


def _check(standing: InForce, draft: Draft, parent: Comment | None) -> None:
    if standing.is_closed:
        raise Closed(f"{closed_sentence(standing)} {_('Your text is below, to copy.')}")
    if draft.parent_id is not None and (parent is None or parent.state != State.PUBLISHED):
        raise Refused(_("The comment that you answer is not there any more."))
    if parent is not None and not parent.takes_replies:
        raise Refused(_("This branch is closed to new replies. Your text is below, to copy."))


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
        network=author.network,
        created_at=now,
        sent_at=now if author.reader else None,
    )


def _judge(
    comment: Comment, author: Author, draft: Draft, known: Known, entry: Entry
) -> list[Finding]:
    """Give the comment its number, its place and its first state."""
    reader, comment.pk = author.reader, known.number
    place = tree.place(comment.pk, comment.parent)
    comment.path, comment.depth, comment.root_id = place.path, place.depth, place.root_id
    check_links(comment, entry, draft.body)
    if reader is None:
        comment.state = State.AWAITING_EMAIL
        return []
    rules, now = in_force.versions(known.rules), comment.created_at
    found = judgement(comment, reader, now, known.standing, entry, rules=rules)
    comment.state = outcome(found)
    if not found:
        comment.visible, comment.published_at = True, now
    return found


def _send_on(comment: Comment, found: list[Finding]) -> None:
    """Count a comment that is published, and write down why another is not."""
    if comment.state == State.PUBLISHED:
        counting.entered(comment)
    else:
        hold(comment, found, comment.created_at)
        record_refusal(comment, found, comment.created_at)
    follow_up(comment, before="")
