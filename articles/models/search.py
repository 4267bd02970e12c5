"""What readers' searches go by. Written with a release; read through functions and views of the
database that know what is live."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from articles.models.release import Release


class SearchDocument(models.Model):
    """The words of a release. Its times are the release's, which never change."""

    release = models.OneToOneField(
        Release, on_delete=models.CASCADE, primary_key=True, related_name="search_document"
    )
    story_id = models.BigIntegerField()
    first_published_at = models.DateTimeField()
    goes_live_at = models.DateTimeField()
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="search_words")]

    def __str__(self) -> str:
        return str(self.release_id)


class SearchName(models.Model):
    """A contributor, a place or a tag under the name that an edition printed."""

    key = models.CharField(max_length=120, primary_key=True)  # of its list, ``articles.listings``
    language = models.CharField(max_length=2)
    kind = models.CharField(max_length=5)  # by, place, tag: what its list is called
    subject = models.BigIntegerField(null=True)
    name = models.CharField(max_length=120)
    slug = models.CharField(max_length=120)
    folded = models.CharField(max_length=200)
    words = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="search_name_words"),
            models.Index(fields=["language", "kind", "slug"], name="search_name_slug"),
            models.Index(fields=["language", "kind", "folded"], name="search_name_folded"),
        ]

    def __str__(self) -> str:
        return self.name
