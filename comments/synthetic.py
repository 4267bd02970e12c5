"""Threads for the synthetic archive: the newest story's is the longest, most have a few comments.

A thread is made whole, in one transaction with a few others, so that a run can be taken up again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import connection, transaction

from articles.languages import Language
from articles.models import Article
from articles.synthetic import words
from articles.synthetic.copying import Encoded, Rows, encoded, next_numbers
from articles.synthetic.dice import Dice
from articles.synthetic.newsroom import FIRST_NAMES, LAST_NAMES, maker
from comments import text, tree
from comments.models import Comment, Thread, Vote
from comments.scores import wilson
from comments.workflow import State
from readers.addresses import fingerprint
from readers.models import Reader

LONGEST_THREAD = 1_000
BATCH = 200  # threads in one transaction
TEXTS = 300  # of each language; rendering a text takes longer than writing its row
PACE = timedelta(seconds=40)  # between two comments of a thread
RECENT = 40  # a reply answers one of so many comments before it
COMMENT = (
    "id thread_id parent_id root_id depth path reader_id name author_key state visible language "
    "raw html text_hash created_at sent_at published_at up down score replies"
).split()


@dataclass
class Draft:
    """A comment before its row is written; ``replies`` grows with the thread."""

    pk: int
    place: tree.Place
    parent: Draft | None
    reader: int  # in the list of readers
    state: State
    up: list[int] = field(default_factory=list)
    down: list[int] = field(default_factory=list)
    replies: int = 0

    @property
    def path(self) -> str:
        return self.place.path

    @property
    def depth(self) -> int:
        return self.place.depth


def length(number: int) -> int:
    """How many comments the thread of a story has; 0 is the newest story."""
    if number == 0:
        return LONGEST_THREAD
    return 200 if number % 50 == 0 else 1 + Dice(number).below(19)


def comments_made() -> int:
    return Comment.objects.filter(reader__email__endswith="@synthetic.invalid").count()


def make_comments(wanted: int) -> Iterator[int]:
    """Grow the threads of the archive to so many comments; yields how many after each batch.

    Where the archive has too few stories, what they have room for is made.
    """
    made, threads = comments_made(), Thread.objects.count()
    writer = Writer()
    while made < wanted:
        stories = _stories(threads)
        if not stories:
            return
        with transaction.atomic():
            for number, (pk, language, at) in enumerate(stories, start=threads):
                made += writer.thread(number, pk, language, at, wanted - made)
                threads += 1
                if made >= wanted:
                    break
            writer.write()
        yield made
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE comments_thread, comments_comment, comments_vote, readers_reader")


def _stories(skipped: int) -> list[tuple[int, str, datetime]]:
    rows = Article.objects.filter(created_by=maker()).order_by("pk")[skipped : skipped + BATCH]
    found = rows.values_list("pk", "language", "first_published_at")
    return [(pk, language, at) for pk, language, at in found if at is not None]


class Writer:
    """Writes threads with their comments and votes."""

    def __init__(self) -> None:
        self._readers = _readers()
        self._texts = {language: _texts(language) for language in Language.values}
        self._threads = Rows(
            Thread, "id", "story_id", "language", "published", "last_at", "created_at"
        )
        self._comments = Rows(Comment, *COMMENT)
        self._votes = Rows(Vote, "comment_id", "reader_id", "value", "at")

    def write(self) -> None:
        for rows in (self._threads, self._comments, self._votes):
            rows.write()

    def thread(self, number: int, story: int, language: str, at: datetime, most: int) -> int:
        """Add a story's thread of at most so many comments; how many it has."""
        dice = Dice(number + 5_000_000)
        pks = next_numbers(Comment, min(most, length(number)))
        drafts: list[Draft] = []
        for pk in pks:
            drafts.append(self._draft(dice, pk, drafts))
        published = [one for one in drafts if one.state == State.PUBLISHED]
        thread = next_numbers(Thread, 1)[0]
        last_at = at + len(drafts) * PACE if published else None
        self._threads.add(thread, story, language, len(published), last_at, at)
        for order, draft in enumerate(drafts, start=1):
            self._comment(draft, thread, language, at + order * PACE, dice)
        return len(drafts)

    def _draft(self, dice: Dice, pk: int, before: list[Draft]) -> Draft:
        candidates = [one for one in before[-RECENT:] if one.state == State.PUBLISHED]
        parent = dice.one(candidates) if candidates and dice.below(5) < 3 else None
        state = State.PENDING if dice.below(100) == 0 else State.PUBLISHED
        draft = Draft(pk, tree.place(pk, parent), parent, dice.below(len(self._readers)), state)
        if state != State.PUBLISHED:
            return draft
        voters = [(draft.reader + 1 + one) % len(self._readers) for one in range(dice.below(6))]
        likes = dice.below(len(voters) + 1)
        draft.up, draft.down = voters[:likes], voters[likes:]
        while parent is not None:
            if parent.parent is None:
                parent.replies += 1
            parent = parent.parent
        return draft

    def _comment(self, draft: Draft, thread: int, language: str, at: datetime, dice: Dice) -> None:
        reader, name, key = self._readers[draft.reader]
        is_published = draft.state == State.PUBLISHED
        moment = Encoded(encoded(at))
        self._comments.add(
            draft.pk,
            thread,
            draft.parent.pk if draft.parent else None,
            draft.place.root_id,
            draft.depth,
            draft.path,
            reader,
            name,
            key,
            draft.state.value,
            is_published,
            language,
            *dice.one(self._texts[language]),
            moment,
            moment,
            moment if is_published else None,
            len(draft.up),
            len(draft.down),
            wilson(len(draft.up), len(draft.down)),
            draft.replies,
        )
        for value, voters in ((1, draft.up), (-1, draft.down)):
            for voter in voters:
                self._votes.add(draft.pk, self._readers[voter][0], value, moment)


def _readers() -> list[tuple[int, str, str]]:
    """The archive's readers: number, name and the hash of the address."""
    names = [f"{first} {last[0]}." for last in LAST_NAMES for first in FIRST_NAMES]
    addresses = [f"reader-{number}@synthetic.invalid" for number in range(len(names))]
    rows = [
        Reader(email=address, email_key=address, name=name)
        for address, name in zip(addresses, names, strict=True)
    ]
    Reader.objects.bulk_create(rows, ignore_conflicts=True)
    found = Reader.objects.filter(email_key__in=addresses).order_by("pk")
    return [(one.pk, one.name, fingerprint(one.email)) for one in found]


def _texts(language: str) -> list[tuple[Encoded, Encoded, Encoded]]:
    """Texts with their HTML and fingerprint, encoded."""
    found = []
    for number in range(TEXTS):
        dice = Dice(number + 9_000_000)
        paragraphs = [
            " ".join(words.sentence(dice, language) for _ in range(1 + dice.below(2)))
            for _ in range(1 + dice.below(3))
        ]
        raw = "\n\n".join(paragraphs)
        parts = (raw, text.render(raw), text.fingerprint(raw))
        found.append(tuple(Encoded(encoded(part)) for part in parts))
    return [(raw, html, digest) for raw, html, digest in found]
