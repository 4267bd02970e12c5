from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class Photo(models.Model):
    """A picture with what must be printed beside it.

    The original is kept as it was received (without being served); readers get the renditions,
    re-encoded copies without position or serial numbers.
    """

    original = models.FileField(_("file"), upload_to="originals/%Y/%m", max_length=200)
    renditions = models.JSONField(default=list, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    caption = models.TextField(_("caption"), max_length=1000, blank=True)
    credit = models.CharField(
        _("credit"), max_length=120, blank=True, help_text=_("As printed: AFP PHOTO/STR.")
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for somebody who cannot see it. Not the caption."),
    )
    agency = models.CharField(_("agency"), max_length=80, blank=True)
    photographer = models.CharField(_("photographer"), max_length=120, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    focal_x = models.PositiveSmallIntegerField(
        _("focal point, % from the left"), default=50, validators=[MaxValueValidator(100)]
    )
    focal_y = models.PositiveSmallIntegerField(
        _("focal point, % from the top"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    rights = models.TextField(_("rights and instructions"), max_length=1000, blank=True)
    rights_end = models.DateField(_("rights end on"), null=True, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            GinIndex(
                SearchVector("caption", "credit", "photographer", config="simple"),
                name="photo_words",
            )
        ]
        verbose_name = _("photo")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        words = self.caption or self.alt_text or str(self.original)
        return words if len(words) <= 80 else words[:79] + "…"


class Illustration(models.Model):
    """A photo in a story, in its order, with the caption it has there."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="illustrations")
    photo = models.ForeignKey(
        Photo, verbose_name=_("photo"), on_delete=models.PROTECT, related_name="illustrations"
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    caption = models.TextField(
        _("caption in this story"),
        max_length=1000,
        blank=True,
        help_text=_("Where empty, the photo's own caption is printed."),
    )
    alt_text = models.CharField(_("alternative text in this story"), max_length=300, blank=True)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "photo"],
                name="illustration_once",
                violation_error_message=_("The same photo stands twice in the story."),
            )
        ]
        verbose_name = _("photo in the story")
        verbose_name_plural = _("photos")

    def __str__(self) -> str:
        return str(self.photo)
