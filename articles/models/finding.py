from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article
from staff.roles import Role


class Findable(models.Model):
    """What the desk finds a story by: the folded words of its newest revision and its subjects."""

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, primary_key=True, related_name="findable"
    )
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="findable_words")]

    def __str__(self) -> str:
        return str(self.article_id)


class SavedView(models.Model):
    """A list of stories that somebody comes back to: a name for a search with its filters."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=600)
    shared_with = models.CharField(
        _("shared with"), max_length=10, choices=Role.choices, blank=True
    )

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="view_name_once",
                violation_error_message=_("You have a view of that name."),
            )
        ]
        indexes = [models.Index(fields=["shared_with", "name"], name="view_by_role")]

    def __str__(self) -> str:
        return self.name
