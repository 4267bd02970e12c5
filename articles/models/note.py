from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import Revision


class NoteField(models.TextChoices):
    """The part of a story that a note may speak of; the values are those of the story's form."""

    HEADLINE = "headline", _("Headline")
    DECK = "deck", _("Deck")
    DATELINES = "datelines", _("Dateline")
    BYLINES = "bylines", _("Bylines")
    BODY = "body", _("Body")
    PHOTOS = "illustrations", _("Photos")
    PRINT = "placements", _("Print placements")
    TAGS = "tags", _("Tags")


class Note(models.Model):
    """What a colleague says about a story. Readers never see it.

    Append-only, held by the database; only resolving, which stands with the note that began the
    conversation, and reopening change a row.
    """

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="notes")
    revision = models.ForeignKey(
        Revision, on_delete=models.PROTECT, related_name="+"
    )  # the one that the writer had before their eyes
    field = models.CharField(_("about"), max_length=16, choices=NoteField.choices, blank=True)
    text = models.TextField(_("note"), max_length=2000)
    answer_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )  # the note that began the conversation
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    # The form that wrote it: sent twice, it still makes one note.
    written_with = models.UUIDField(unique=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["article", "id"], name="note_by_article")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(resolved_at=None, resolved_by=None)
                | models.Q(
                    resolved_at__isnull=False, resolved_by__isnull=False, answer_to__isnull=True
                ),
                name="note_resolved_whole",
            )
        ]
        verbose_name = _("note")
        verbose_name_plural = _("notes")

    def __str__(self) -> str:
        return self.text if len(self.text) <= 60 else self.text[:59] + "…"


class Mention(models.Model):
    """A colleague whom a note calls. It waits on their first page until it is dealt with."""

    note = models.ForeignKey(Note, on_delete=models.PROTECT, related_name="mentions")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="mentions"
    )
    seen_at = models.DateTimeField(null=True, blank=True)
    mailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["user", "-id"],
                name="mention_waiting",
                condition=models.Q(seen_at__isnull=True),
            )
        ]
        constraints = [models.UniqueConstraint(fields=["note", "user"], name="mention_once")]
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")

    def __str__(self) -> str:
        return f"{self.user_id} in {self.note_id}"
