"""Unsaved work as people see it: what waits for its owner, and that a colleague has some."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, F, QuerySet, Value, When
from django.db.models.fields.json import KT
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.journal.marks import Marks
from articles.admin.journal.presence import part_label
from articles.admin.stories import saving
from articles.admin.stories.fields import stored_values, typed_values
from articles.admin.stories.form import FIELDS
from articles.admin.stories.kinds import Kind
from articles.admin.stories.rows import Row, read_rows, settle
from articles.body import word_count
from articles.models import Article, JournalEntry
from staff.models import User

MOST = 5  # entries that are offered at once
STORIES = "admin:articles_article"


@dataclass(frozen=True)
class Offer:
    """Unsaved work that its owner can take up.

    Attributes:
        headline: as typed; perhaps empty.
        parts: what of it differs from the stored story, in words.
        words: the length of the typed text.
    """

    pk: int
    saved_at: datetime
    headline: str
    parts: list[str]
    words: int
    take_up: str


@dataclass(frozen=True)
class Notice:
    """That somebody has unsaved work; its text is for its owner and the chief."""

    pk: int
    owner: str
    owner_id: int
    saved_at: datetime


def posted(entry: JournalEntry) -> QueryDict:
    """What was typed, as the form would send it."""
    data = QueryDict(mutable=True)
    data.update(entry.fields)
    data[saving.VERSION], data[saving.REVISION] = entry.seen_version, entry.seen_revision
    return data


def take_up(entry: JournalEntry) -> str:
    """The address that shows the form with the typed text in it."""
    if entry.article_id is None:
        return f"{reverse(f'{STORIES}_add')}?take={entry.pk}"
    return f"{reverse(f'{STORIES}_change', args=[entry.article_id])}?take={entry.pk}"


def offered(user: User, article: Article | None, marks: Marks | None) -> list[Offer]:
    """What this person has typed into other windows of the story and not saved, newest first.

    What says the same as the stored story is of no use to anybody and goes.

    Args:
        article: none on the form for a new story: then it is about stories never saved.
        marks: of the form that asks; what stands in it is not offered.
    """
    return offers(waiting(article, user), user, article, marks)


def waiting(article: Article | None, user: User) -> list[JournalEntry]:
    """The unsaved work in a story, everybody's, newest first; of new stories only one's own.

    One query; a text is fetched when it is looked at.
    """
    entries = JournalEntry.objects.filter(article=article).select_related("owner")
    if article is None:
        entries = entries.filter(owner=user)
    own_first = Case(When(owner=user, then=Value(0)), default=Value(1))
    return list(entries.defer("fields").order_by(own_first, "-saved_at", "-pk")[: MOST * 4])


def offers(
    entries: Iterable[JournalEntry], user: User, article: Article | None, marks: Marks | None
) -> list[Offer]:
    """Of unsaved work, what its owner may take up; see ``offered``."""
    own = [entry for entry in entries if entry.owner_id == user.pk]
    if marks is not None:
        taken = marks.taken
        own = [
            entry for entry in own if entry.tab != marks.tab and (entry.pk, entry.stroke) != taken
        ]
    return _offers(own[: MOST * 2], article, user)


def _offers(entries: Iterable[JournalEntry], article: Article | None, user: User) -> list[Offer]:
    offers, same = [], []
    stored = _Stored(article, user)
    for entry in entries:
        if parts := stored.differing(posted(entry)):
            offers.append(_offer(entry, parts))
        else:
            same.append(entry)
    for entry in same:
        JournalEntry.objects.filter(pk=entry.pk, stroke=entry.stroke).delete()
    return offers[:MOST]


def _offer(entry: JournalEntry, parts: list[str]) -> Offer:
    words = word_count(str(entry.fields.get("body", "")))
    headline = str(entry.fields.get("headline", "")).strip()
    return Offer(entry.pk, entry.saved_at, headline, parts, words, take_up(entry))


class _Stored:
    """A story as it is stored, read once however many entries are compared with it."""

    def __init__(self, article: Article | None, user: User) -> None:
        self.article, self.kinds = article, saving.kinds_for(user)
        self._values: dict[str, str] | None = None
        self._rows: dict[str, list[Row]] = {}

    def differing(self, data: QueryDict) -> list[str]:
        """The parts of the form that differ from the story, in words."""
        if self.article is None:
            return _typed_parts(data, self.kinds)
        if self._values is None:
            self._values = stored_values(self.article)
        typed = typed_values(data)
        names = [name for name in FIELDS if typed[name] != self._values[name]]
        names += [kind.prefix for kind in self.kinds if self._differs(kind, data)]
        return [part_label(name) for name in names]

    def _differs(self, kind: Kind, data: QueryDict) -> bool:
        if self.article is None or f"{kind.prefix}-TOTAL_FORMS" not in data:
            return False
        if kind.prefix not in self._rows:
            self._rows[kind.prefix] = kind.stored(self.article)
        stored = self._rows[kind.prefix]
        known = {row["id"] for row in stored}
        typed = settle(kind.typed(read_rows(data, kind.prefix), stored), known)
        return kind.values(typed) != kind.values(stored)


def _typed_parts(data: QueryDict, kinds: list[Kind]) -> list[str]:
    typed = typed_values(data)
    names = [name for name in FIELDS if typed[name] and name not in {"language", "section"}]
    names += [kind.prefix for kind in kinds if kind.typed(read_rows(data, kind.prefix), [])]
    return [part_label(name) for name in names]


def notices(entries: Iterable[JournalEntry], leaving_out: User) -> list[Notice]:
    """Who else has unsaved work in a story; no text."""
    others = [entry for entry in entries if entry.owner_id != leaving_out.pk]
    return [Notice(row.pk, str(row.owner), row.owner_id, row.saved_at) for row in others[:MOST]]


def listed(entries: QuerySet[JournalEntry]) -> QuerySet[JournalEntry]:
    """Entries with what a list says of them, without their text; one query."""
    return (
        entries.select_related("owner", "article")
        .annotate(headline=KT("fields__headline"), language=KT("fields__language"))
        .annotate(story_headline=F("article__headline"))
        .defer("fields", "article__body", "article__deck")
    )


def title(entry: JournalEntry) -> str:
    """What an entry is called in a list."""
    typed = str(entry.fields.get("headline", "")).strip()
    return typed or (str(entry.article) if entry.article else _("A story without a headline"))
