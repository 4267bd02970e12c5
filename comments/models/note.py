from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment


class EditorsNote(models.Model):
    """What the desk wrote under a reader's comment. Append-only: a mistake gets another note.

    The comment keeps a copy of its notes as the page shows them, so that a page asks for none.
    """

    comment = models.ForeignKey(Comment, on_delete=models.PROTECT, related_name="written_notes")
    text = models.TextField(_("text"))
    signed = models.CharField(_("signed"), max_length=150)  # the name under it, in its language
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        verbose_name = _("editor’s note")
        verbose_name_plural = _("editor’s notes")

    def __str__(self) -> str:
        return f"{self.signed}: {self.text[:60]}"
