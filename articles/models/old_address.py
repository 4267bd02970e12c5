from __future__ import annotations

from django.db import models

from articles.models.article import Article

LONGEST = 500


class OldAddress(models.Model):
    """Where a story stood in a system before this one; whoever comes there is led to the story.

    Filled by importers (``articles.old_addresses``).
    """

    path = models.CharField(max_length=LONGEST, unique=True)  # normalised
    # The story's number there, which decides: the rest of an address is often mangled.
    number = models.BigIntegerField(null=True, db_index=True)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="old_addresses")

    def __str__(self) -> str:
        return self.path
