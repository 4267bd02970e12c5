"""A revision as the story that readers would get, made on the way and never stored."""

from __future__ import annotations

from datetime import datetime

from articles import releases
from articles.models import Article, Revision, Story
from articles.projection import project, slug_of


def as_story(article: Article, revision: Revision, now: datetime) -> Story:
    """The story as it would stand if this revision were published.

    The same projection as a release, body sanitised and withheld names left out.

    Args:
        now: the moment (aware) that stands for its publication where there is none.
    """
    first = article.first_published_at if releases.was_seen(article, now) else None
    due = article.goes_live_at if article.goes_live_at and article.goes_live_at > now else now
    return Story(
        id=article.pk,
        release_id=0,
        group_id=article.translation_of_id or article.pk,
        slug=article.slug if first and article.slug else slug_of(revision.frozen),
        first_published_at=first or due,
        updated_at=due if first else None,
        goes_live_at=due,
        **project(releases.without_withheld_names(revision.frozen)),
    )
