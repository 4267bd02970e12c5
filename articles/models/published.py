from __future__ import annotations

from django.db import models

from articles.languages import Language


class PublishedFields(models.Model):
    """What readers may see of a story: rendered, denormalised, complete."""

    language = models.CharField(max_length=2, choices=Language.choices)
    group_id = models.BigIntegerField()
    slug = models.CharField(max_length=80)
    section_id = models.BigIntegerField()
    section_slug = models.CharField(max_length=40)
    section_name = models.CharField(max_length=60)
    kicker = models.CharField(max_length=40, blank=True)
    headline = models.CharField(max_length=160)
    deck = models.TextField(blank=True)
    body_html = models.TextField(blank=True)
    words = models.PositiveIntegerField(default=0)
    bylines = models.JSONField(default=list)
    dateline = models.JSONField(default=list)
    dateline_text = models.TextField(blank=True)
    pictures = models.JSONField(default=list)
    corrections = models.JSONField(default=list)
    placements = models.JSONField(default=list)
    tags = models.JSONField(default=list)
    first_published_at = models.DateTimeField()
    updated_at = models.DateTimeField(null=True)
    withdrawn = models.BooleanField(default=False)
    notice = models.TextField(blank=True)
    # How it was withdrawn, where that was more than a withdrawal: a ``Publication``.
    removal = models.CharField(max_length=10, blank=True, default="", db_default="")
    goes_live_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)
    # The numbers of the stories that the desk put beside it, in order.
    related = models.JSONField(default=list)
    # How many versions readers had before this one, and when the newest of them appeared (ISO).
    updates = models.PositiveIntegerField(default=0, db_default=0)
    earlier = models.JSONField(default=list)

    class Meta:
        abstract = True
