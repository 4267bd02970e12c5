"""Which story, revisions and moment a page of the history was asked for."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from articles.admin.base import person
from articles.asked import SMALL, whole_number
from articles.models import Article, Release, Revision
from articles.permissions import can_view_stories

READERS = "readers"  # in the place of a number: what readers see now


def story_asked(request: HttpRequest, number: int) -> Article:
    """The story of a page, for whoever may read stories.

    Raises:
        PermissionDenied, Http404: the person may not, or there is no such story.
    """
    if not can_view_stories(person(request)):
        raise PermissionDenied
    if number >= 2**63:
        raise Http404
    stories = Article.objects.select_related("head_revision__author", "published_revision")
    texts = ("body", "head_revision__content", "published_revision__content")
    return get_object_or_404(stories.defer(*texts), pk=number)


def revision_asked(article: Article, written: str, now: datetime) -> Revision | None:
    """The revision with a number, or the one that readers see at a moment; none for nonsense."""
    revisions = Revision.objects.filter(article=article).select_related("author")
    if written == READERS:
        live = Release.objects.filter(
            article=article, withdrawn=False, goes_live_at__lte=now
        ).exclude(superseded_at__lte=now)
        return revisions.filter(pk__in=live.values("revision")).first()
    number = whole_number(written, SMALL)
    return None if number is None else revisions.filter(number=number).first()


def moment_asked(written: str) -> datetime | None:
    """A moment (aware) as a link or the desk's clock field writes it; none for nonsense.

    Without a zone it is meant by the desk's clock.
    """
    try:
        moment = parse_datetime(written.strip().replace(" ", "+"))
    except ValueError:
        return None
    if moment is None or not 1900 <= moment.year <= 9000:
        return None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
