from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from articles.models.revision import Revision
from articles.workflow import Editorial, Publication, Verb


class Transition(models.Model):
    """One use of a verb: who, what, when, why. Append-only, held by the database."""

    article = models.ForeignKey(Article, on_delete=models.PROTECT, related_name="transitions")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="+")
    editorial_before = models.CharField(max_length=10, choices=Editorial.choices)
    editorial_after = models.CharField(max_length=10, choices=Editorial.choices)
    publication_before = models.CharField(max_length=12, choices=Publication.choices)
    publication_after = models.CharField(max_length=12, choices=Publication.choices)
    note = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["article", "-id"], name="transition_by_article")]
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")

    def __str__(self) -> str:
        return f"{self.article_id}: {self.get_verb_display()}"
