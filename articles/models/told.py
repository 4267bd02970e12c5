"""The corrections as readers find them on one page."""

from __future__ import annotations

from django.db import models

from articles.languages import Language
from articles.models.release import Release


class CorrectionListing(models.Model):
    """A correction that a release tells, in the list of its language; one row for each."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="told")
    story_id = models.BigIntegerField()
    correction_id = models.BigIntegerField()
    language = models.CharField(max_length=2, choices=Language.choices)
    told_at = models.DateTimeField()
    kind = models.CharField(max_length=14)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["release", "correction_id"], name="correction_told_once_in_a_release"
            )
        ]
        indexes = [
            models.Index(
                fields=["language", "-told_at", "-correction_id"], name="told_newest_first"
            )
        ]

    def __str__(self) -> str:
        return f"{self.story_id}: {self.text[:60]}"
