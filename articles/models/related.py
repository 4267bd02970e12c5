from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class RelatedStory(models.Model):
    """Another story that the desk puts beside one. Readers get it while it is live."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="related_stories")
    story = models.ForeignKey(
        Article, verbose_name=_("story"), on_delete=models.PROTECT, related_name="+"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "story"],
                name="related_story_once",
                violation_error_message=_("The same story stands twice among the related ones."),
            ),
            models.CheckConstraint(
                condition=~models.Q(article=models.F("story")),
                name="related_to_another_story",
                violation_error_message=_("A story is not related to itself."),
            ),
        ]
        verbose_name = _("related story")
        verbose_name_plural = _("related stories")

    def __str__(self) -> str:
        return str(self.story)
