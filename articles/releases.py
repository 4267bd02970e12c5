"""Open and close the releases of a story, within a verb's transaction and under its lock."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import cast

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from articles.clock import database_now
from articles.content import Content
from articles.models import (
    Article,
    Contributor,
    Correction,
    CorrectionListing,
    Listing,
    Release,
    Revision,
    SearchDocument,
    ShownFile,
)
from articles.printed import printed_places
from articles.projection import (
    PrintedPlace,
    Projection,
    files_shown,
    lists_of,
    project,
    slug_of,
    withdrawal,
)
from articles.search.keeping import keep
from articles.tasks import pages_changed
from articles.workflow import Publication

# A clock that was put back finds the lists and pictures of the hours before as they stood.
LISTS_KEPT = timedelta(hours=2)
EARLIER_TOLD = 12  # versions of which readers are told the hour
SILENT_SLUG = "withdrawn"  # stands in the place of a slug that would repeat the headline


def was_seen(article: Article, now: datetime) -> bool:
    """Whether readers ever had the story."""
    first = article.first_published_at
    return first is not None and first <= now


def release(
    article: Article, revision: Revision, now: datetime, live_from: datetime
) -> dict[str, object]:
    """Project a revision for readers, with its rows in the lists.

    Args:
        now: the moment of the verb; live_from: when readers get it. Both aware.

    Returns:
        The fields of the article that follow, to be saved with the verb.
    """
    printed = printed_places([article.pk])[article.pk]
    projection = project(without_withheld_names(revision.frozen), printed)
    seen, first = was_seen(article, now), article.first_published_at
    if first is None or not seen or first > live_from:
        first = live_from
    # Until readers have seen the story, its address follows its headline.
    slug = article.slug if seen and article.slug else slug_of(revision.frozen)
    before = _shown_files(article, now)
    opened = _open(article, revision, projection, now, live_from, first=first, slug=slug)
    _show(opened, projection)
    if before - files_shown(projection):  # a picture goes, at once or at the hour
        pages_changed(removal=True)
    return {
        "slug": slug,
        "first_published_at": first,
        "published_revision": revision,
        "goes_live_at": live_from,
        "withdrawn_at": None,
        "removal": "",
    }


def tell_places(article: Article, now: datetime, places: list[PrintedPlace]) -> bool:
    """Say anew where a locked story was printed, in the very texts that readers have or will have.

    Their revision, their hours and the time of their last change stay what they are; a text that
    only the desk has is not touched. Whether anything was to be said.

    Args:
        now: the moment (aware) of the act.
    """
    lasting = Release.objects.filter(article=article).exclude(superseded_at=F("goes_live_at"))
    lasting = lasting.filter(Q(superseded_at=None) | Q(superseded_at__gt=now))
    texts = list(lasting.order_by("goes_live_at", "pk"))
    if all(text.withdrawn or text.placements == places for text in texts):
        return False
    close(article, now, now)
    for text in texts:
        text.pk, text._state.adding = None, True
        text.goes_live_at = max(text.goes_live_at, now)
        text.placements = [] if text.withdrawn else list(places)
        text.save()
        if not text.withdrawn:
            fields = {name: getattr(text, name) for name in Projection.__annotations__}
            _show(text, cast(Projection, fields))
        else:
            _tell(text)
    return True


def leave_notice(article: Article, revision: Revision, now: datetime, notice: str) -> None:
    """End what readers have and keep the story's address with a notice."""
    first, bare = article.first_published_at or now, withdrawal(revision.frozen)
    _open(article, revision, bare, now, now, first=first, slug=SILENT_SLUG, notice=notice)


def leave_retraction(article: Article, revision: Revision, now: datetime, told: Correction) -> None:
    """As a notice; what readers are told is kept and listed with the newspaper's corrections."""
    first, bare = article.first_published_at or now, withdrawal(revision.frozen)
    at = told.corrected_at.isoformat()
    bare["corrections"] = [{"id": told.pk, "kind": told.kind, "text": told.text, "at": at}]
    opened = _open(
        article,
        revision,
        bare,
        now,
        now,
        first=first,
        slug=SILENT_SLUG,
        notice=told.text,
        removal=Publication.RETRACTED,
    )
    _tell(opened)


def leave_nothing(article: Article, revision: Revision, now: datetime) -> None:
    """End what readers have; the address answers that it is gone."""
    first, bare = article.first_published_at or now, withdrawal(revision.frozen)
    gone = Publication.TAKEN_DOWN.value
    _open(article, revision, bare, now, now, first=first, slug=SILENT_SLUG, notice="", removal=gone)
    # Not even a clock that is put back brings it into a list, or a picture to light.
    Listing.objects.filter(story_id=article.pk).delete()
    CorrectionListing.objects.filter(release__article=article).delete()
    ShownFile.objects.filter(release__article=article).delete()
    SearchDocument.objects.filter(release__article=article).delete()


def close(article: Article, now: datetime, moment: datetime) -> None:
    """Let what is live last until a moment, and what was still to come never begin.

    Rows of lists that are over are dropped.
    """
    releases, border = Release.objects.filter(article=article), min(now, moment)
    releases.filter(goes_live_at__gt=border).update(superseded_at=F("goes_live_at"))
    releases.filter(
        Q(superseded_at=None) | Q(superseded_at__gt=border), goes_live_at__lte=border
    ).update(superseded_at=moment)
    _drop_rows(article)


def _drop_rows(article: Article) -> None:
    """Drop the rows in lists, and of pictures, of what is over, and of what will never be."""
    over = Q(release__superseded_at__lte=database_now() - LISTS_KEPT)
    over |= Q(release__superseded_at=F("release__goes_live_at"))
    Listing.objects.filter(over, story_id=article.pk).delete()
    CorrectionListing.objects.filter(over, release__article=article).delete()
    ShownFile.objects.filter(over, release__article=article).delete()
    SearchDocument.objects.filter(over, release__article=article).delete()


def _shown_files(article: Article, now: datetime) -> set[str]:
    """The files of a story that readers have at a moment (aware), or will have."""
    current = Q(release__superseded_at=None) | Q(release__superseded_at__gt=now)
    shown = ShownFile.objects.filter(current, release__article=article)
    return set(shown.values_list("file", flat=True))


def call_off(article: Article, now: datetime) -> dict[str, object]:
    """Let what was still to come never begin; what readers have at the moment (aware) they keep.

    Returns:
        The fields of the article that follow, to be saved with the verb.
    """
    releases = Release.objects.filter(article=article)
    releases.filter(goes_live_at__gt=now).update(superseded_at=F("goes_live_at"))
    _drop_rows(article)
    kept = releases.filter(goes_live_at__lte=now, superseded_at__gt=now).first()
    if kept is None:
        return {"published_revision_id": None, "goes_live_at": None, "first_published_at": None}
    releases.filter(pk=kept.pk).update(superseded_at=None)
    return {"published_revision_id": kept.revision_id, "goes_live_at": kept.goes_live_at}


def sweep_listings() -> int:
    """Drop the rows in lists, and of pictures, of releases that are over; the worker's errand.

    How many went.
    """
    over = {"release__superseded_at__lte": database_now() - LISTS_KEPT}
    rows = (Listing, CorrectionListing, SearchDocument, ShownFile)
    return sum(model.objects.filter(**over).delete()[0] for model in rows)


def _show(opened: Release, projection: Projection) -> None:
    """The rows of the lists that a release stands in, of its words, corrections and pictures."""
    first = opened.first_published_at
    Listing.objects.bulk_create(
        Listing(release=opened, story_id=opened.article_id, key=key, first_published_at=first)
        for key in sorted(lists_of(projection))
    )
    keep(opened.pk, opened.article_id, projection, first, opened.goes_live_at)
    _tell(opened)
    files = sorted(files_shown(projection))
    ShownFile.objects.bulk_create(ShownFile(release=opened, file=one) for one in files)


def _tell(opened: Release) -> None:
    """The rows of the newspaper's list of corrections."""
    CorrectionListing.objects.bulk_create(
        CorrectionListing(
            release=opened,
            story_id=opened.article_id,
            correction_id=one["id"],
            language=opened.language,
            told_at=datetime.fromisoformat(one["at"]),
            kind=one["kind"],
            text=one["text"],
        )
        for one in opened.corrections
    )


def _open(
    article: Article,
    revision: Revision,
    projection: Projection,
    now: datetime,
    live_from: datetime,
    *,
    first: datetime,
    slug: str,
    notice: str | None = None,
    removal: str = "",
) -> Release:
    close(article, now, live_from)
    versions = [] if notice is not None else _versions_before(article, live_from)
    return Release.objects.create(
        article=article,
        revision=revision,
        group_id=article.translation_of_id or article.pk,
        slug=slug,
        first_published_at=first,
        updated_at=live_from if live_from > first else None,
        withdrawn=notice is not None,
        notice=notice or "",
        removal=removal,
        goes_live_at=live_from,
        updates=len(versions),
        earlier=versions[-EARLIER_TOLD:],
        **projection,
    )


def _versions_before(article: Article, live_from: datetime) -> list[str]:
    """When readers got each version that they had before a moment (ISO), oldest first.

    A text that was opened again for its print line is no other version.
    """
    had = Release.objects.filter(
        article=article,
        withdrawn=False,
        goes_live_at__lt=live_from,
        superseded_at__gt=F("goes_live_at"),
    )
    versions = had.annotate(since=Coalesce("updated_at", "first_published_at"))
    moments = versions.order_by("since").values_list("since", flat=True).distinct()
    return [moment.isoformat() for moment in moments]


def without_withheld_names(content: Content) -> Content:
    """Names withheld since the text was frozen stay out too: somebody's safety is at stake."""
    pks = [byline["contributor"] for byline in content["bylines"]]
    withheld = set(
        Contributor.objects.filter(pk__in=pks, withheld=True).values_list("pk", flat=True)
    )
    bylines = [one for one in content["bylines"] if one["contributor"] not in withheld]
    return {**content, "bylines": bylines}
