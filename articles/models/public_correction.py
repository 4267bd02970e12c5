"""What readers can reach of corrections: a view over the releases that are live now."""

from __future__ import annotations

from datetime import datetime
from typing import Self
from urllib.parse import quote

from django.db import models

from articles.addresses import story_path


class PublicCorrectionQuerySet(models.QuerySet["PublicCorrection"]):
    """Corrections that live stories tell."""

    def newest(self, language: str) -> Self:
        return self.filter(language=language).order_by("-told_at", "-id")

    def older_than(self, moment: datetime, pk: int) -> Self:
        """What comes after a row, given its time and number (keyset paging)."""
        return self.filter(told_at__lte=moment).filter(
            models.Q(told_at__lt=moment) | models.Q(id__lt=pk)
        )

    def newer_than(self, moment: datetime, pk: int) -> Self:
        """What comes before a row, nearest to it first."""
        return (
            self.filter(told_at__gte=moment)
            .filter(models.Q(told_at__gt=moment) | models.Q(id__gt=pk))
            .order_by("told_at", "id")
        )


class PublicCorrection(models.Model):
    """A correction with what its line says about its story."""

    id = models.BigIntegerField(primary_key=True)
    language = models.CharField(max_length=2)
    told_at = models.DateTimeField()
    kind = models.CharField(max_length=14)
    text = models.TextField()
    story_id = models.BigIntegerField()
    slug = models.CharField(max_length=80)
    section_slug = models.CharField(max_length=40)
    headline = models.CharField(max_length=160)
    first_published_at = models.DateTimeField()

    objects = PublicCorrectionQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "articles_publiccorrection"

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def story_url(self) -> str:
        """The story's canonical path, at the place of its corrections where it has one."""
        first = self.first_published_at
        path = quote(story_path(self.language, self.section_slug, first, self.story_id, self.slug))
        return f"{path}#corrections" if self.headline else path
