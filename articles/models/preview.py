from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import Revision
from articles.workflow import Editorial, Publication


class SharedPreviewQuerySet(models.QuerySet["SharedPreview"]):
    def usable(self, now: datetime) -> SharedPreviewQuerySet:
        """Links that still open something at a moment (aware).

        One ends with its time, when it is revoked, when its story is spiked or taken down, or
        withdrawn after it was made, and when the account of whoever made it is closed.
        """
        return self.filter(
            models.Q(article__withdrawn_at=None)
            | models.Q(article__withdrawn_at__lt=models.F("created_at")),
            revoked_at=None,
            expires_at__gt=now,
            by__is_active=True,
        ).exclude(
            models.Q(article__editorial=Editorial.SPIKED)
            | models.Q(article__removal=Publication.TAKEN_DOWN)
        )


class SharedPreview(models.Model):
    """A link by which somebody without an account reads one revision before it is published.

    Bound to the revision that was seen when the link was made: what colleagues write later does not
    go out with it. The key opens nothing by itself; the link carries it signed.
    """

    key = models.CharField(max_length=43, unique=True, editable=False)
    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="shared_previews")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    opened = models.PositiveIntegerField(default=0)
    last_opened_at = models.DateTimeField(null=True)

    objects = SharedPreviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by=None)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="shared_preview_revoked_by_somebody",
            )
        ]
        indexes = [models.Index(fields=["article", "-id"], name="shared_preview_by_story")]
        verbose_name = _("shared preview")
        verbose_name_plural = _("shared previews")

    def __str__(self) -> str:
        return f"{self.article_id}/{self.pk}"
