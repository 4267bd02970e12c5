"""What readers can reach: two views of the database over the releases that are live now.

Neither has rows for drafts, for what waits for its hour or for what was superseded, so no query
on the readers' side can leak them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Container, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from operator import attrgetter, itemgetter
from typing import Any, Generic, Self, TypeVar
from urllib.parse import quote

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from articles import listings, prepared
from articles.addresses import story_path
from articles.body import reading_minutes
from articles.languages import address_prefix, direction, other
from articles.models.published import PublishedFields
from articles.pagination import edition_name
from articles.pictures import Picture, picture

S = TypeVar("S", bound="PublishedStory")
RELATED_TOPICS, RELATED_PLACES, RELATED_PEOPLE = 4, 2, 2  # with dozens, all would be related
MOST_PICKED = 8  # related stories that the desk may pick
HEAVY = ("body_html", "corrections", "notice", "placements", "tags", "related", "earlier")
# What a page does not say about another story.
UNSAID = (
    *HEAVY,
    *("release_id", "listed_id", "section_id", "group_id", "words", "dateline", "dateline_text"),
    *("pictures", "withdrawn", "goes_live_at", "superseded_at", "updates"),
)
# What a card on the front page does not say.
OFF_FRONT = {*HEAVY, *UNSAID} - {"placements", "pictures", "section_id", "listed_id"}
STRUCTURED = {one.name for one in PublishedFields._meta.fields if isinstance(one, models.JSONField)}

# Written out and planned once (``articles.prepared``): the ORM takes longer to write these, and
# PostgreSQL longer to plan them, than it takes to answer them.
BY_NUMBER = "SELECT {columns} FROM articles_story WHERE id = $1"
NEWEST_OF_EACH = """
SELECT near.* FROM unnest($1::text[]) AS wanted (key)
CROSS JOIN LATERAL (
    SELECT {columns} FROM articles_listedstory
    WHERE key = wanted.key ORDER BY listed_at DESC, listed_id DESC LIMIT {most}
) AS near
"""
# Those that the desk picked, in its order; then the nearest: those in most of the lists first.
AROUND = """
WITH picked AS (
    SELECT id, place FROM unnest($4::bigint[]) WITH ORDINALITY AS one (id, place)
), near AS (
    SELECT one.id, {picks} + row_number() OVER (
        ORDER BY count(*) DESC, min(wanted.place), max(one.listed_at) DESC
    ) AS place
    FROM unnest($1::text[]) WITH ORDINALITY AS wanted (key, place)
    CROSS JOIN LATERAL (
        SELECT id, listed_at FROM articles_listedstory
        WHERE key = wanted.key ORDER BY listed_at DESC, listed_id DESC LIMIT {most} + 1
    ) AS one
    WHERE one.id <> $2 AND one.id <> ALL ($4::bigint[])
    GROUP BY one.id ORDER BY place LIMIT {most}
)
SELECT wanted.place, shown.* FROM (TABLE picked UNION ALL TABLE near) AS wanted
CROSS JOIN LATERAL (
    SELECT {columns} FROM articles_listedstory WHERE key = $3 AND id = wanted.id LIMIT 1
) AS shown
UNION ALL
SELECT 0, {columns} FROM articles_listedstory WHERE key = $5 AND group_id = $6
ORDER BY 1
"""
MOST_READ = """
SELECT most.section_id, {columns} FROM articles_mostread most
JOIN articles_story live ON live.id = most.story_id AND NOT live.withdrawn
WHERE most.language = $1 ORDER BY most.section_id, most.rank
"""
# The candidates for a front page: the newest of everything, of each section and of what was
# printed, and what is pinned.
FRONT = """
(SELECT {columns} FROM articles_listedstory
 WHERE key = $1 ORDER BY listed_at DESC, listed_id DESC LIMIT {newest})
UNION ALL
SELECT near.* FROM unnest($2::text[]) AS wanted (key)
CROSS JOIN LATERAL (
    SELECT {columns} FROM articles_listedstory
    WHERE key = wanted.key ORDER BY listed_at DESC, listed_id DESC LIMIT {of_section}
) AS near
UNION ALL
(SELECT {printed} FROM articles_listedstory
 WHERE key = $3 ORDER BY listed_at DESC, listed_id DESC LIMIT {of_print})
UNION ALL
SELECT {pinned} FROM articles_story WHERE id = ANY($4::bigint[])
"""
PINNED = "pinned"  # the key of what was asked for by number


class Candidate(Generic[S]):
    """A story that may come to stand on a front page; made into one only when it does."""

    def __init__(self, made: Callable[[], S], row: Mapping[str, Any]) -> None:
        self._made = made
        self.pk: int = row["id"]
        self.key: str = row["key"]
        self.order: tuple[datetime, int] = (row["listed_at"], row["listed_id"])
        self.section: int = row["section_id"]
        self.is_illustrated: bool = row["pictures"] != "[]"
        self.printed: str | None = row["placements"]

    @cached_property
    def placements(self) -> list[dict[str, Any]]:
        """Where it was printed; known of those in the list of what was printed."""
        found: list[dict[str, Any]] = json.loads(self.printed or "[]")
        return found

    @cached_property
    def story(self) -> S:
        return self._made()


class StoryQuerySet(models.QuerySet[S]):
    """Stories that are live at the database's own clock."""

    def numbered(self, pk: int) -> S | None:
        """The story with a number, complete; nothing where none is live."""
        names = self._names(())
        rows = prepared.rows("articles_numbered", BY_NUMBER.format(columns=", ".join(names)), pk)
        return self._made(names, rows[0]) if rows else None

    def most_read(self, language: str) -> dict[int, list[S]]:
        """The stories read most, in order, by the number of their section; 0 is the whole paper."""
        names = self._names(UNSAID)
        sql = MOST_READ.format(columns=", ".join(f"live.{one}" for one in names))
        lists: dict[int, list[S]] = {}
        for section, *row in prepared.rows("articles_most_read", sql, language):
            lists.setdefault(section, []).append(self._made(names, row))
        return lists

    def cards(self) -> Self:
        """Without the fields that a list does not show."""
        return self.defer(*HEAVY)

    def translations_of(self, story: PublishedStory) -> Self:
        """The same story in other languages."""
        return self.filter(group_id=story.group_id, withdrawn=False).exclude(pk=story.pk)

    def _names(self, without: Container[str]) -> list[str]:
        """The model's columns, in the order in which ``from_db`` takes them."""
        fields = self.model._meta.concrete_fields
        return [one.attname for one in fields if one.attname not in without]

    def _made(self, names: Sequence[str], row: Sequence[Any]) -> S:
        values = [
            json.loads(value or "[]") if name in STRUCTURED else value
            for name, value in zip(names, row, strict=True)
        ]
        made = self.model.from_db(self.db, names, values)
        made.row = tuple(row)
        return made


class ListedQuerySet(StoryQuerySet[S]):
    """Rows of lists, newest first."""

    def under(self, key: str) -> Self:
        """One list (a key of ``articles.listings``), newest first."""
        return self.filter(key=key).order_by("-listed_at", "-listed_id")

    def older_than(self, moment: datetime, pk: int) -> Self:
        """What comes after a row, given its time and its story's number (keyset paging)."""
        return self.filter(listed_at__lte=moment).filter(
            models.Q(listed_at__lt=moment) | models.Q(listed_id__lt=pk)
        )

    def newer_than(self, moment: datetime, pk: int) -> Self:
        """What comes before a row, nearest to it first."""
        return (
            self.filter(listed_at__gte=moment)
            .filter(models.Q(listed_at__gt=moment) | models.Q(listed_id__gt=pk))
            .order_by("listed_at", "listed_id")
        )

    def between(self, since: datetime, until: datetime) -> Self:
        """First published from a moment on and before another (both aware)."""
        return self.filter(listed_at__gte=since, listed_at__lt=until)

    def newest_of_each(self, keys: Sequence[str], most: int, *also: str) -> list[S]:
        """The newest rows of several lists, as cards, newest first; in one query.

        Args:
            most: rows of each list; a constant, as there is a plan for each number.
            also: fields beyond those of a card.
        """
        names = self._names(set(HEAVY).difference(also))
        sql = NEWEST_OF_EACH.format(columns=", ".join(names), most=most)
        rows = prepared.rows("articles_newest", sql, list(keys))
        rows.sort(key=itemgetter(names.index("listed_at"), names.index("listed_id")), reverse=True)
        return [self._made(names, row) for row in rows]

    def candidates(
        self, language: str, sections: Sequence[int], pinned: Sequence[int], most: Mapping[str, int]
    ) -> list[Candidate[S]]:
        """What a front page is arranged from, the newest first; in one query.

        Args:
            sections: by number; pinned: stories by number, whatever list they stand in.
            most: how many of ``newest``, ``of_section`` and ``of_print``; constants.
        """
        names = self._names(OFF_FRONT)
        columns = {"placements": "NULL::jsonb"}
        of_story = {**columns, "key": f"'{PINNED}'", "listed_at": "first_published_at"}
        of_story["listed_id"] = "id"
        sql = FRONT.format(
            columns=", ".join(columns.get(name, name) for name in names),
            printed=", ".join(names),
            pinned=", ".join(of_story.get(name, name) for name in names),
            **most,
        )
        keys = [listings.section(language, pk) for pk in sections]
        lists = (listings.everything(language), keys, listings.print_dates(language))
        rows = prepared.rows("articles_front", sql, *lists, list(pinned))
        found = [
            Candidate(partial(self._made, names, row), dict(zip(names, row, strict=True)))
            for row in rows
        ]
        return sorted(found, key=attrgetter("order"), reverse=True)

    def around(
        self, story: PublishedStory, keys: Sequence[str], most: int
    ) -> tuple[list[S], list[S]]:
        """A story's translations, and its related stories; in one query.

        Args:
            keys: the lists in which near stories are found; what stands in more of them is nearer,
                then what stands in an earlier one.
            most: how many related stories, if the desk picked no more; a constant.

        Returns:
            Stories with what a page says about another story; the desk's picks that are live first.
        """
        names = self._names(UNSAID)
        sql = AROUND.format(columns=", ".join(names), most=most, picks=MOST_PICKED)
        own, foreign = (listings.everything(one) for one in (story.language, other(story.language)))
        picked = story.related[:MOST_PICKED]
        values = (list(keys), story.pk, own, picked, foreign, story.group_id)
        rows = prepared.rows("articles_around", sql, *values)
        translations = [self._made(names, row[1:]) for row in rows if not row[0]]
        beside = [row for row in rows if row[0]]
        many = max(most, sum(row[0] <= MOST_PICKED for row in beside))
        return translations, [self._made(names, row[1:]) for row in beside[:many]]


class PublishedStory(PublishedFields):
    """A finished story with what a page says about it."""

    id = models.BigIntegerField(primary_key=True)
    release_id = models.BigIntegerField()

    # What it was made of, where it was read by a query written out.
    row: tuple[Any, ...] | None = None
    # Set for a list that shows it.
    comment_count: SafeString = SafeString("")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """The canonical path, percent-encoded where the slug is Arabic."""
        return self.path

    @cached_property
    def path(self) -> str:
        """A page tells it in a dozen places."""
        return quote(self.readable_url)

    @cached_property
    def readable_url(self) -> str:
        """Section, day of first publication on the newspaper's clock, number and slug."""
        first = self.first_published_at
        return story_path(self.language, self.section_slug, first, self.pk, self.slug)

    @cached_property
    def published_iso(self) -> str:
        """When it was first published, for machines, on the newspaper's clock."""
        return timezone.localtime(self.first_published_at).isoformat()

    @property
    def updated_iso(self) -> str:
        return timezone.localtime(self.updated_at).isoformat() if self.updated_at else ""

    @property
    def prefix(self) -> str:
        return address_prefix(self.language)

    @property
    def direction(self) -> str:
        return direction(self.language)

    @property
    def section_url(self) -> str:
        return f"{self.prefix}{self.section_slug}/"

    @property
    def body(self) -> SafeString:
        """The body as HTML; sanitised when it was projected."""
        return SafeString(self.body_html)

    @property
    def minutes(self) -> int:
        return reading_minutes(self.words, self.language)

    @cached_property
    def people(self) -> list[dict[str, Any]]:
        """The bylines in order: name, role, kind and address."""
        return [{**one, "url": f"{self.prefix}by/{one['slug']}/"} for one in self.bylines]

    @cached_property
    def places(self) -> list[dict[str, Any]]:
        return [{**one, "url": f"{self.prefix}places/{one['slug']}/"} for one in self.dateline]

    @cached_property
    def topics(self) -> list[dict[str, Any]]:
        return [{**one, "url": f"{self.prefix}topics/{quote(one['slug'])}/"} for one in self.tags]

    @cached_property
    def lead(self) -> Picture | None:
        """The first picture, the large one."""
        return picture(self.pictures[0]) if self.pictures else None

    @property
    def further_pictures(self) -> list[Picture]:
        return [picture(one) for one in self.pictures[1:]]

    @cached_property
    def print_lines(self) -> list[dict[str, Any]]:
        """Where the story was printed: newspaper, date, page and the edition's address."""
        return [
            {
                "publication": one["publication"],
                "edition": edition_name(one.get("name", "")),
                "date": date.fromisoformat(one["date"]),
                "page": one["page"],
                "headline": one["headline"],
                "url": f"{self.prefix}print/{one['date']}/",
            }
            for one in self.placements
        ]

    @cached_property
    def correction_notes(self) -> list[dict[str, Any]]:
        """What readers are told was changed, oldest first."""
        return [{**one, "at": datetime.fromisoformat(one["at"])} for one in self.corrections]

    @property
    def related_keys(self) -> list[str]:
        """The lists in which related stories are found: topics, places, writers, the section.

        Not those of agencies: two of their stories have nothing in common.
        """
        language = self.language
        writers = [one for one in self.bylines if one["kind"] != "agency"]
        return [
            *(listings.tag(language, one["slug"]) for one in self.tags[:RELATED_TOPICS]),
            *(listings.place(language, one["id"]) for one in self.dateline[:RELATED_PLACES]),
            *(listings.contributor(language, one["id"]) for one in writers[:RELATED_PEOPLE]),
            listings.section(language, self.section_id),
        ]


class Story(PublishedStory):
    """A live story, by its stable number."""

    objects = StoryQuerySet["Story"].as_manager()

    class Meta:
        managed = False
        db_table = "articles_story"


class ListedStory(PublishedStory):
    """A live story in one of the lists it stands in."""

    key = models.CharField(max_length=120)
    listed_at = models.DateTimeField()
    listed_id = models.BigIntegerField()

    objects = ListedQuerySet["ListedStory"].as_manager()

    class Meta:
        managed = False
        db_table = "articles_listedstory"
