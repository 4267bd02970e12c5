"""The conversation about a story: notes with their answers, and the words that went with steps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from articles.admin.stories.timeline import Entry, step_taken
from articles.models import Article, Mention, Note
from staff.models import User

MOST_NOTES = 300  # of a story; older ones are left to the database
MOST_STEPS = 50


@dataclass
class Thread:
    """A note and its answers.

    Attributes:
        calls_me: whether one of them calls whoever reads, and waits for them.
    """

    note: Note
    answers: list[Note] = field(default_factory=list)
    calls_me: bool = False

    @property
    def at(self) -> datetime:
        return self.note.at

    @property
    def is_resolved(self) -> bool:
        return self.note.resolved_at is not None


@dataclass(frozen=True)
class Conversation:
    """What was said, newest first: open notes together with steps, then what is resolved."""

    open: list[Thread | Entry]
    resolved: list[Thread]

    @property
    def count(self) -> int:
        """How many conversations are open."""
        return sum(isinstance(one, Thread) for one in self.open)


def conversation(article: Article, reader: User) -> Conversation:
    """Everything said about a story; three queries whatever its length."""
    notes = (
        Note.objects.filter(article=article)
        .select_related("by", "revision", "resolved_by")
        .defer("revision__content")
        .order_by("-pk")[:MOST_NOTES]
    )
    steps = article.transitions.exclude(note="").select_related("by", "revision")
    entries = [step_taken(step) for step in steps.defer("revision__content")[:MOST_STEPS]]
    waiting = Mention.objects.filter(user=reader, seen_at=None, note__article=article)
    threads = _threads(reversed(notes), set(waiting.values_list("note", flat=True)))
    open_ones: list[Thread | Entry] = [one for one in threads if not one.is_resolved]
    return Conversation(
        sorted([*open_ones, *entries], key=lambda one: one.at, reverse=True),
        sorted((one for one in threads if one.is_resolved), key=lambda one: one.at, reverse=True),
    )


def _threads(notes: Iterable[Note], waiting: set[int]) -> list[Thread]:
    threads: dict[int, Thread] = {}
    for note in notes:
        begun = threads.get(note.answer_to_id or 0)
        if begun is None:
            begun = threads[note.pk] = Thread(note)
        else:
            begun.answers.append(note)
        begun.calls_me = begun.calls_me or note.pk in waiting
    return list(threads.values())
