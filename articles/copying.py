"""A new story that begins with the text of another one."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from articles import verbs
from articles.clock import database_now
from articles.models import Article, Byline, Dateline, Illustration, RelatedStory
from articles.workflow import Publication, Refused
from staff.models import User

FIELDS = ("language", "section", "kicker", "headline", "deck", "body", "no_byline")


def copy_story(story: Article, *, by: User, mark: UUID) -> Article:
    """Begin a draft with everything that a story says; its past and its print stay its own.

    An embargo goes with the text, whoever has it.

    Args:
        mark: of the button that was pressed; pressed twice it makes one copy.

    Returns:
        The copy, which belongs to whoever made it. Its history names where it comes from.

    Raises:
        Refused: the story was taken down, and so is what it says.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(mark)])
        if made := Article.objects.filter(begun_with=mark, created_by=by).first():
            return made
        story = Article.objects.select_for_update(of=("self",)).get(pk=story.pk)
        if story.removal == Publication.TAKEN_DOWN:
            raise Refused(_("A story that was taken down is not copied."))
        values = {name: getattr(story, name) for name in FIELDS}
        if story.is_embargoed(database_now()):
            values["embargo_until"] = story.embargo_until
        copy = Article.objects.create(created_by=by, begun_with=mark, version=1, **values)
        _copy_rows(story, copy)
        note = _("Copied from story %(number)s") % {"number": story.pk}
        verbs.record_revision(copy, by=by, note=note)
    return copy


def _copy_rows(story: Article, copy: Article) -> None:
    Byline.objects.bulk_create(
        Byline(article=copy, contributor_id=row.contributor_id, role=row.role, order=row.order)
        for row in story.bylines.all()
    )
    Dateline.objects.bulk_create(
        Dateline(article=copy, place_id=row.place_id, order=row.order)
        for row in story.datelines.all()
    )
    Illustration.objects.bulk_create(
        Illustration(
            article=copy,
            photo_id=row.photo_id,
            order=row.order,
            caption=row.caption,
            alt_text=row.alt_text,
        )
        for row in story.illustrations.all()
    )
    RelatedStory.objects.bulk_create(
        RelatedStory(article=copy, story_id=row.story_id, order=row.order)
        for row in story.related_stories.all()
    )
    copy.tags.add(*story.tags.all())
