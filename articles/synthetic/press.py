"""Writes the rows of the archive's stories, a batch in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from taggit.models import TaggedItem

from articles.content import content_hash
from articles.finding import lexemes_of
from articles.models import (
    Article,
    Byline,
    Dateline,
    Findable,
    Illustration,
    Listing,
    Placement,
    Release,
    Revision,
    SearchDocument,
    ShownFile,
    Transition,
)
from articles.projection import Projection
from articles.search.document import headline_entries, moment_entries
from articles.search.keeping import keep_names
from articles.synthetic.casting import Cast, Foundry
from articles.synthetic.copying import Encoded, Rows, encoded, next_numbers, tsvector
from articles.synthetic.newsroom import Newsroom
from articles.workflow import Editorial, Publication, Verb

ARTICLE = (
    "id language section_id headline deck body slug translation_of_id editorial head_revision_id "
    "approved_revision_id published_revision_id first_published_at goes_live_at created_by_id "
    "created_at modified_at"
).split()
REVISION = "id article_id number content content_hash author_id created_at".split()
PROJECTION = tuple(Projection.__annotations__)
RELEASE = (
    "id article_id revision_id group_id slug first_published_at updated_at goes_live_at "
    "superseded_at"
).split()
DOCUMENT = "release_id story_id first_published_at goes_live_at words".split()
TRANSITION = (
    "article_id verb revision_id editorial_before editorial_after publication_before "
    "publication_after by_id at"
).split()
# The index of words takes many stories at once in a fraction of the time that it takes them one by
# one; what waits for it is put in its place by ``archive.make_stories``.
IN_BULK = """
    SET LOCAL gin_pending_list_limit = '200MB'; SET LOCAL work_mem = '200MB';
    SET LOCAL newsroom.print_record = 'open'
"""


class Press:
    """Writes the stories of one archive by their number, 0 being the newest."""

    def __init__(self, newsroom: Newsroom, newest: datetime) -> None:
        self._maker = newsroom.maker.pk
        self._foundry = Foundry(newsroom, newest)
        self._type = ContentType.objects.get_for_model(Article).pk
        self._articles = Rows(Article, *ARTICLE)
        self._revisions = Rows(Revision, *REVISION)
        self._releases = Rows(Release, *RELEASE, *PROJECTION)
        self._listings = Rows(Listing, "release_id", "story_id", "key", "first_published_at")
        self._shown = Rows(ShownFile, "release_id", "file")
        self._transitions = Rows(Transition, *TRANSITION)
        self._bylines = Rows(Byline, "article_id", "contributor_id", "order")
        self._datelines = Rows(Dateline, "article_id", "place_id", "order")
        self._illustrations = Rows(Illustration, "article_id", "photo_id", "order")
        self._placements = Rows(Placement, "article_id", "edition_id", "page", "revision_id")
        self._tagged = Rows(TaggedItem, "tag_id", "object_id", "content_type_id")
        self._findables = Rows(Findable, "article_id", "words")
        self._documents = Rows(SearchDocument, *DOCUMENT)
        self._tables = [one for one in vars(self).values() if isinstance(one, Rows)]

    @transaction.atomic
    def print(self, numbers: range) -> None:
        """Write the stories of these numbers, all or none."""
        with connection.cursor() as cursor:
            cursor.execute(IN_BULK)
        casts = self._foundry.casts(numbers)
        versions = len(casts) + sum(cast.updated_at is not None for cast in casts)
        revisions = iter(next_numbers(Revision, versions))
        releases = iter(next_numbers(Release, versions))
        for cast in casts:
            self._parts(cast, self._story(cast, revisions, releases))
        keep_names(
            row for mold in {id(one.mold): one.mold for one in casts}.values() for row in mold.names
        )
        for rows in self._tables:
            rows.write()

    def _story(self, cast: Cast, revisions: Iterator[int], releases: Iterator[int]) -> int:
        """The working copy, its revisions and what readers have of it; the newest revision."""
        first = revision = self._revision(cast, next(revisions), 1, cast.at)
        goes_live_at = cast.updated_at or cast.at
        if cast.updated_at:
            self._release(cast, next(releases), first, cast.at, superseded_at=goes_live_at)
            revision = self._revision(cast, next(revisions), 2, goes_live_at)
        release = next(releases)
        self._release(cast, release, revision, goes_live_at)
        moment = Encoded(encoded(cast.at))
        for key in cast.lists():
            self._listings.add(release, cast.pk, key, moment)
        for file in cast.mold.files:
            self._shown.add(release, file)
        self._searchable(cast, release, goes_live_at)
        self._article(cast, revision, goes_live_at)
        self._transitions.add(
            cast.pk,
            Verb.PUBLISH.value,
            first,
            Editorial.APPROVED.value,
            Editorial.APPROVED.value,
            Publication.UNPUBLISHED.value,
            Publication.LIVE.value,
            self._maker,
            cast.at,
        )
        return revision

    def _searchable(self, cast: Cast, release: int, goes_live_at: datetime) -> None:
        """What readers find the story by; a vector may be written in parts."""
        own = f"{headline_entries(cast.headline)} {moment_entries(cast.at)}"
        words = Encoded(f"{cast.mold.searchable} {encoded(own)}")
        self._documents.add(release, cast.pk, cast.at, goes_live_at, words)

    def _article(self, cast: Cast, revision: int, goes_live_at: datetime) -> None:
        content = cast.mold.content
        self._articles.add(
            cast.pk,
            cast.language,
            content["section"]["section"],
            cast.headline,
            content["deck"],
            cast.mold.body,
            cast.slug,
            cast.original,
            Editorial.APPROVED.value,
            revision,
            revision,
            revision,
            cast.at,
            goes_live_at,
            self._maker,
            cast.at,
            goes_live_at,
        )

    def _revision(self, cast: Cast, pk: int, number: int, at: datetime) -> int:
        content = cast.content()
        fingerprint = content_hash(content)
        self._revisions.add(pk, cast.pk, number, content, fingerprint, self._maker, at)
        return pk

    def _release(
        self,
        cast: Cast,
        pk: int,
        revision: int,
        goes_live_at: datetime,
        superseded_at: datetime | None = None,
    ) -> None:
        fields: dict[str, object] = {**cast.mold.release, "headline": cast.headline}
        if cast.printed:
            fields["placements"] = [cast.printed]
        self._releases.add(
            pk,
            cast.pk,
            revision,
            cast.original or cast.pk,
            cast.slug,
            cast.at,
            goes_live_at if goes_live_at > cast.at else None,
            goes_live_at,
            superseded_at,
            *(fields[name] for name in PROJECTION),
        )

    def _parts(self, cast: Cast, revision: int) -> None:
        """The rows that the desk's form shows below the text, and the place in print."""
        for order, pk in enumerate(cast.mold.contributors):
            self._bylines.add(cast.pk, pk, order)
        for order, pk in enumerate(cast.mold.places):
            self._datelines.add(cast.pk, pk, order)
        for order, pk in enumerate(cast.mold.photos):
            self._illustrations.add(cast.pk, pk, order)
        self._findables.add(cast.pk, tsvector({*cast.mold.lexemes, *lexemes_of(cast.headline)}))
        for pk in cast.mold.tags:
            self._tagged.add(pk, cast.pk, self._type)
        if cast.printed:
            self._placements.add(cast.pk, cast.edition, cast.printed["page"], revision)
