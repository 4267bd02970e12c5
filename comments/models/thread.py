from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.languages import Language


class Thread(models.Model):
    """The comments under one story, known by the story's stable number."""

    story_id = models.PositiveBigIntegerField(_("story"), unique=True, null=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    published = models.PositiveIntegerField(_("published comments"), default=0, editable=False)
    last_at = models.DateTimeField(_("latest comment"), null=True, editable=False)
    featured = models.ForeignKey(
        "comments.Comment",
        verbose_name=_("featured comment"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("thread")
        verbose_name_plural = _("threads")

    def __str__(self) -> str:
        return f"#{self.story_id}"
