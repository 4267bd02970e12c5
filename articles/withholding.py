"""Which pictures are not served, because the only story that showed them was taken down.

Decided when a story is taken down or published, never when a picture is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q

from articles.clock import database_now
from articles.models import Article, Illustration, Photo, Release, WithheldFile
from articles.tasks import pages_changed


def withhold_pictures(article: Article) -> None:
    """Within a verb's transaction: serve no copy any more of the pictures that a story ever had.

    Those that stand in another story which readers have, or will have, are still served.
    """
    photos = _photos(article)
    own = Release.objects.filter(article=article)
    files = _files(own.values_list("pictures", flat=True))
    # A photo may have been developed anew since.
    developed = Photo.objects.filter(pk__in=photos).values_list("renditions", flat=True)
    files |= _files([[{"renditions": copies} for copies in developed]])
    shared = _elsewhere(article, photos)
    WithheldFile.objects.bulk_create(
        [WithheldFile(file=file, article=article) for file in sorted(files - shared)],
        ignore_conflicts=True,
    )


def serve_again(pictures: list[dict[str, Any]]) -> None:
    """Within a verb's transaction: serve the pictures of a story that is published."""
    files = _files([pictures])
    if files and WithheldFile.objects.filter(file__in=files).delete()[0]:
        # What is not served is known by the mark that removals set.
        pages_changed(removal=True)


def _photos(article: Article) -> set[int]:
    """The numbers of the photos that readers ever saw with a story."""
    revisions = article.releases.values_list("revision__content__pictures", flat=True)
    return {picture["photo"] for pictures in revisions for picture in pictures}


def _elsewhere(article: Article, photos: set[int]) -> set[str]:
    """The files of these photos that stand in other stories' releases, now or to come."""
    others = Illustration.objects.filter(photo__in=photos).exclude(article=article)
    current = Q(superseded_at=None) | Q(superseded_at__gt=database_now())
    releases = Release.objects.filter(
        current, article__in=others.values("article"), withdrawn=False
    ).exclude(superseded_at=F("goes_live_at"))
    return _files(releases.values_list("pictures", flat=True))


def _files(released: Iterable[list[dict[str, Any]]]) -> set[str]:
    return {copy["file"] for pictures in released for one in pictures for copy in one["renditions"]}
