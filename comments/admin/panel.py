"""The comments that wait, on the desk's first page: one query."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest

from articles.admin.panels import MOST_COUNTED, counted
from articles.models.story import Story
from comments.admin.queue import waiting

ON_THE_PANEL = 3


def comments_that_wait(request: HttpRequest) -> Mapping[str, object]:
    """The oldest ones with their stories' headlines, and how many wait."""
    stories = Story.objects.filter(pk=OuterRef("thread__story_id"), withdrawn=False)
    headline = stories.values("headline")[:1]
    all_keys = ArraySubquery(waiting().values("pk")[: MOST_COUNTED + 1])
    rows = waiting().annotate(headline=Subquery(headline), all_keys=all_keys)
    comments = list(rows[:ON_THE_PANEL])
    keys = vars(comments[0])["all_keys"] if comments else []
    return {"comments": comments, "count": counted(keys)}
