"""Open and close the releases of a story, within a verb's transaction and under its lock."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q

from articles.clock import database_now
from articles.content import Content
from articles.models import Article, Contributor, Listing, Release, Revision
from articles.projection import Projection, lists_of, project, slug_of, withdrawal

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
    projection = project(_without_withheld_names(revision.frozen))
    seen, first = was_seen(article, now), article.first_published_at
    if first is None or not seen or first > live_from:
        first = live_from
    # Until readers have seen the story, its address follows its headline.
    slug = article.slug if seen and article.slug else slug_of(revision.frozen)
    opened = _open(article, revision, projection, now, live_from, first=first, slug=slug)
    Listing.objects.bulk_create(
        Listing(release=opened, story_id=article.pk, key=key, first_published_at=first)
        for key in sorted(lists_of(projection))
    )
    return {
        "slug": slug,
        "first_published_at": first,
        "published_revision": revision,
        "goes_live_at": live_from,
        "withdrawn_at": None,
    }


def leave_notice(article: Article, revision: Revision, now: datetime, notice: str) -> None:
    """End what readers have and keep the story's address with a notice."""
    first, bare = article.first_published_at or now, withdrawal(revision.frozen)
    _open(article, revision, bare, now, now, first=first, slug=SILENT_SLUG, notice=notice)


def close(article: Article, now: datetime, moment: datetime) -> None:
    """Let what is live last until a moment, and what was still to come never begin.

    Rows of lists that are over are dropped.
    """
    releases, border = Release.objects.filter(article=article), min(now, moment)
    releases.filter(goes_live_at__gt=border).update(superseded_at=F("goes_live_at"))
    releases.filter(
        Q(superseded_at=None) | Q(superseded_at__gt=border), goes_live_at__lte=border
    ).update(superseded_at=moment)
    Listing.objects.filter(story_id=article.pk).filter(
        Q(release__superseded_at__lte=database_now())
        | Q(release__superseded_at=F("release__goes_live_at"))
    ).delete()


def sweep_listings() -> int:
    """Drop the list rows of releases that are over; the worker's errand. How many went."""
    return Listing.objects.filter(release__superseded_at__lte=database_now()).delete()[0]


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
) -> Release:
    close(article, now, live_from)
    return Release.objects.create(
        article=article,
        revision=revision,
        group_id=article.translation_of_id or article.pk,
        slug=slug,
        first_published_at=first,
        updated_at=live_from if live_from > first else None,
        withdrawn=notice is not None,
        notice=notice or "",
        goes_live_at=live_from,
        **projection,
    )


def _without_withheld_names(content: Content) -> Content:
    """Names withheld since the text was frozen stay out too: somebody's safety is at stake."""
    pks = [byline["contributor"] for byline in content["bylines"]]
    withheld = set(
        Contributor.objects.filter(pk__in=pks, withheld=True).values_list("pk", flat=True)
    )
    bylines = [one for one in content["bylines"] if one["contributor"] not in withheld]
    return {**content, "bylines": bylines}
