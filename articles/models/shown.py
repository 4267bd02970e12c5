from __future__ import annotations

from django.db import models

from articles.models.release import Release


class ShownFile(models.Model):
    """A copy of a picture that a release shows, beside its text or within it.

    Readers get a file for as long as a release that shows it is live: they ask the view
    ``articles_publicfile``, by the database's clock like everything they have.
    """

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="shown")
    file = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "release"], name="file_shown_once_in_a_release")
        ]

    def __str__(self) -> str:
        return self.file
