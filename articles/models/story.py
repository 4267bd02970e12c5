"""What readers can reach: two views of the database over the releases that are live now.

Neither has rows for drafts, for what waits for its hour or for what was superseded, so no query
on the readers' side can leak them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Self, TypeVar
from urllib.parse import quote

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString

from articles import listings
from articles.body import reading_minutes
from articles.languages import address_prefix, direction, other
from articles.models.published import PublishedFields
from articles.pictures import Picture, picture

S = TypeVar("S", bound="PublishedStory")
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
RELATED_TOPICS = 4  # a story with dozens of tags is related to everything
HEAVY = ("body_html", "corrections", "notice", "placements", "tags")


# Written out, because the ORM takes longer to write these than PostgreSQL takes to answer them;
# that of several lists is planned once, whatever their number.
BY_NUMBER = "SELECT {columns} FROM articles_story WHERE id = %(pk)s"
NEWEST_OF_EACH = """
SELECT near.* FROM unnest(%(keys)s::text[]) AS wanted (key)
CROSS JOIN LATERAL (
    SELECT {columns} FROM articles_listedstory
    WHERE key = wanted.key ORDER BY listed_at DESC, listed_id DESC LIMIT %(most)s
) AS near
"""
TRANSLATIONS = """
SELECT {columns} FROM articles_listedstory
WHERE key = %(foreign)s AND group_id = %(group)s
"""


class StoryQuerySet(models.QuerySet[S]):
    """Stories that are live at the database's own clock."""

    def numbered(self, pk: int) -> S | None:
        """The story with a number, complete; nothing where none is live."""
        columns = [str(one.column) for one in self.model._meta.concrete_fields]
        return next(iter(self._written_out(BY_NUMBER, columns, pk=pk)), None)

    def cards(self) -> Self:
        """Without the fields that a list does not show."""
        return self.defer(*HEAVY)

    def translations_of(self, story: PublishedStory) -> Self:
        """The same story in other languages."""
        return self.filter(group_id=story.group_id, withdrawn=False).exclude(pk=story.pk)

    def _written_out(self, sql: str, columns: Sequence[str], **values: object) -> list[S]:
        return list(self.raw(sql.format(columns=", ".join(columns)), values))


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

    def newest_of_each(self, keys: Sequence[str], most: int) -> list[S]:
        """The newest rows of several lists, as cards, in one query."""
        heavy = set(HEAVY)
        columns = [
            str(one.column) for one in self.model._meta.concrete_fields if one.name not in heavy
        ]
        return self._written_out(NEWEST_OF_EACH, columns, keys=list(keys), most=most)

    def around(
        self, story: PublishedStory, keys: Sequence[str], most: int, fields: Sequence[str]
    ) -> list[S]:
        """A story's translations and the newest rows of some lists, in one query.

        Args:
            most: rows of each list; the story itself may be among them.
            fields: what is wanted of each row.
        """
        return self._written_out(
            f"{TRANSLATIONS} UNION ALL {NEWEST_OF_EACH}",
            ["id", *fields],
            foreign=listings.everything(other(story.language)),
            group=story.group_id,
            keys=list(keys),
            most=most,
        )


class PublishedStory(PublishedFields):
    """A finished story with what a page says about it."""

    id = models.BigIntegerField(primary_key=True)
    release_id = models.BigIntegerField()

    # Set for a list that shows it.
    comment_count: SafeString = SafeString("")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.headline

    def get_absolute_url(self) -> str:
        """The canonical path, percent-encoded where the slug is Arabic."""
        return quote(self.readable_url)

    @cached_property
    def readable_url(self) -> str:
        """Section, day of first publication on the newspaper's clock, number and slug."""
        day = timezone.localtime(self.first_published_at)
        stem = f"{self.section_slug}/{day.year}/{MONTHS[day.month - 1]}-{day.day:02d}"
        return f"{self.prefix}{stem}/{self.pk}-{self.slug}/"

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
        return reading_minutes(self.words)

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
        """The lists in which related stories are found, nearest first: its topics, its section."""
        topics = [listings.tag(self.language, one["slug"]) for one in self.tags[:RELATED_TOPICS]]
        return [*topics, listings.section(self.language, self.section_id)]


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
