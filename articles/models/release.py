from __future__ import annotations

from django.db import models

from articles.models.article import Article
from articles.models.published import PublishedFields
from articles.models.revision import Revision


class Release(PublishedFields):
    """A revision as published: the finished story and the time it is live.

    Live from ``goes_live_at`` until ``superseded_at``. Only the latter ever changes.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="releases")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="releases")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=models.Q(superseded_at=None),
                name="one_open_release_per_story",
            ),
            models.CheckConstraint(
                condition=models.Q(superseded_at=None)
                | models.Q(superseded_at__gte=models.F("goes_live_at")),
                name="release_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["article", "-goes_live_at"], name="release_by_story"),
            models.Index(fields=["group_id"], name="release_by_group"),
            # The clock's own questions: what comes next, what is over.
            models.Index(fields=["goes_live_at"], name="release_by_start"),
            models.Index(
                fields=["superseded_at"],
                condition=models.Q(superseded_at__isnull=False),
                name="release_by_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} @ {self.goes_live_at:%Y-%m-%d %H:%M}"


class Listing(models.Model):
    """A release's row in one list, such as ``en:section:3``; a page of any list costs the same."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="listings")
    story_id = models.BigIntegerField()
    key = models.CharField(max_length=120)
    first_published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["release", "key"], name="listed_once_per_list")
        ]
        indexes = [
            models.Index(
                fields=["key", "-first_published_at", "-story_id"], name="listing_newest_first"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.story_id}"
