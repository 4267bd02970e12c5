from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article

LARGEST = 2_000_000  # bytes of one entry's fields, names included
KEPT_DAYS = 60


class JournalEntry(models.Model):
    """What somebody typed into a story's form and has not saved: apart from the revisions.

    One row for each opened form, written over as the typing goes on. It goes with the save that
    contains it, or when its owner discards it.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="unsaved_work"
    )
    # The mark of the opened form, see `Sitting`.
    tab = models.UUIDField()
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, null=True, related_name="unsaved_work"
    )
    # The mark of the form that begins a story, while there is no story yet.
    begun_with = models.UUIDField(null=True)
    # The version and the revision from which it was typed; empty for what is no number.
    seen_version = models.CharField(max_length=9, blank=True)
    seen_revision = models.CharField(max_length=9, blank=True)
    fields = models.JSONField()
    # Counts the writings of one form: an older one that arrives late is left out.
    stroke = models.PositiveIntegerField(default=0)
    began_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "tab"], name="journal_once_per_form"),
            models.CheckConstraint(
                condition=models.Q(article__isnull=False) ^ models.Q(begun_with__isnull=False),
                name="journal_story_or_new",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-saved_at"], name="journal_by_owner"),
            models.Index(fields=["saved_at"], name="journal_by_age"),
        ]
        verbose_name = _("unsaved work")
        verbose_name_plural = _("unsaved work")

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.article_id or self.begun_with}"
