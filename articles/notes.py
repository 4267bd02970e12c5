"""Notes between colleagues: written, resolved, opened again. A note never touches its story.

Nothing here locks or saves the story, so that a note makes nobody's open form stale.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from articles.clock import database_now
from articles.mentions import as_calls, called, handles
from articles.models import Article, Mention, Note, Revision
from articles.tasks import tell_mentioned
from articles.workflow import Refused
from staff.models import User


@dataclass(frozen=True)
class Written:
    """A note, whom it told, and the called names that nobody has."""

    note: Note
    told: list[User]
    unknown: list[str]


def write(
    article: Article,
    *,
    by: User,
    text: str,
    key: UUID,
    field: str = "",
    tell: str = "",
    answer_to: Note | None = None,
    revision: int | None = None,
) -> Written:
    """Write a note and tell those whom it calls, each once, by their first page and by mail.

    Args:
        key: of the form that wrote it; a second sending of the same form gives the same note.
        tell: more names to call, beside those in the text.
        answer_to: any note of the conversation that this one goes on with.
        revision: the number of the revision that the writer read; else the newest.

    Raises:
        Refused: the story has no revision yet, or the conversation belongs to another story.
    """
    begun = answer_to.answer_to or answer_to if answer_to else None
    if begun is not None and begun.article_id != article.pk:
        raise Refused(_("That note belongs to another story."))
    with transaction.atomic():
        note, is_new = Note.objects.get_or_create(
            written_with=key,
            defaults={
                "article": article,
                "revision": _revision(article, revision),
                "field": field,
                "text": text.strip(),
                "answer_to": begun,
                "by": by,
                "at": database_now(),
            },
        )
        if not is_new:
            return Written(note, [], [])
        if begun is not None:
            seen(begun, by=by)
            reopen(begun)  # what is said to a settled question would be overlooked
        found = called(handles(f"{as_calls(tell)} {text}"), by=by)
        for one in found.users:
            mention = Mention.objects.create(note=note, user=one)
            tell_mentioned.enqueue(mention=mention.pk)
    return Written(note, found.users, found.unknown)


def resolve(note: Note, *, by: User) -> bool:
    """Close a conversation; whoever it called need not look any more. Whether it was open."""
    begun = note.answer_to or note
    with transaction.atomic():
        open_still = Note.objects.filter(pk=begun.pk, resolved_at=None)
        was_open = open_still.update(resolved_at=database_now(), resolved_by=by) == 1
        _in_conversation(begun).filter(seen_at=None).update(seen_at=database_now())
    return was_open


def reopen(note: Note) -> bool:
    """Open a resolved conversation again. Whether it was resolved."""
    begun = note.answer_to or note
    resolved = Note.objects.filter(pk=begun.pk, resolved_at__isnull=False)
    return resolved.update(resolved_at=None, resolved_by=None) == 1


def seen(note: Note, *, by: User) -> int:
    """Somebody has read the conversation in which they were called. How many calls that were."""
    mine = _in_conversation(note.answer_to or note).filter(user=by, seen_at=None)
    return mine.update(seen_at=database_now())


def _in_conversation(begun: Note) -> QuerySet[Mention]:
    return Mention.objects.filter(Q(note=begun) | Q(note__answer_to=begun))


def _revision(article: Article, number: int | None) -> Revision:
    revisions = Revision.objects.filter(article=article).defer("content")
    asked = revisions.filter(number=number).first() if number else None
    revision = asked or revisions.first()
    if revision is None:
        raise Refused(_("The story has not been saved yet."))
    return revision
