from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article

AWAY = timedelta(seconds=45)  # without a sign of life somebody has left
KEPT = timedelta(days=2)  # then nothing late can arrive from an ended form any more


class Sitting(models.Model):
    """Somebody has a story's form open in a window: since when, and in which field.

    It locks nothing. A form whose save is done has ended: what arrives of it later is old.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    tab = models.UUIDField()
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, null=True, related_name="sittings"
    )
    field = models.CharField(max_length=40, blank=True)
    since = models.DateTimeField(default=timezone.now)
    last_seen = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner", "tab"], name="sitting_once")]
        indexes = [
            models.Index(fields=["article", "-last_seen"], name="sitting_by_story"),
            models.Index(fields=["last_seen"], name="sitting_by_age"),
        ]
        verbose_name = _("presence")
        verbose_name_plural = _("presence")

    def __str__(self) -> str:
        return f"{self.owner_id}: {self.article_id}"
