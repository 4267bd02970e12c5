"""How often stories were read, and the lists made of it. Of readers nothing is known."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

WINDOW = timedelta(hours=24)
LONGEST = 10  # stories in a list
WHOLE_PAPER = 0  # in the place of a section's number


class Reading(models.Model):
    """How often a story was read within an hour."""

    pk = models.CompositePrimaryKey("hour", "story_id")
    hour = models.DateTimeField()
    story_id = models.BigIntegerField()
    count = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.story_id}: {self.count}"


class MostRead(models.Model):
    """A place in the list of a language's whole paper, or of one of its sections."""

    pk = models.CompositePrimaryKey("language", "section_id", "rank")
    language = models.CharField(max_length=2)
    section_id = models.BigIntegerField()
    rank = models.PositiveSmallIntegerField()
    story_id = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.rank}. {self.story_id}"
