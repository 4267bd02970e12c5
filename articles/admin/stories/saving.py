"""Saving a story: by the newest version only, and together with its revision."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import OuterRef
from django.http import QueryDict

from articles import verbs
from articles.admin.stories.kinds import KINDS, Kind
from articles.admin.stories.rows import read_rows, settle, write_rows
from articles.admin.text import one_line
from articles.asked import SMALL, whole_number
from articles.models import Article
from articles.permissions import can_correct
from articles.workflow import Editorial
from staff.models import User

VERSION = "seen_version"
REVISION = "seen_revision"
BEGUN_WITH = "begun_with"
NOTE = "revision_note"
LONGEST_NOTE = 200  # characters; of a revision's note


def locked(object_id: str) -> Article | None:
    """The story with the numbers of its rows, held against everybody else until the end."""
    number = whole_number(object_id)
    if number is None:
        return None
    # What stands beside the story is read after the wait for it, not as it stood before.
    if not Article.objects.select_for_update().filter(pk=number).values("pk"):
        return None
    rows = {
        f"{kind.prefix}_numbers": ArraySubquery(
            kind.model._default_manager.filter(article=OuterRef("pk")).values("pk")
        )
        for kind in KINDS
    }
    stories = Article.objects.select_related("section", "head_revision", "published_revision")
    return stories.annotate(**rows).get(pk=number)


def is_fresh(article: Article, posted: QueryDict) -> bool:
    """Whether the form was made from the version that is stored."""
    return posted.get(VERSION, "") == str(article.version)


def revision_seen(article: Article, posted: QueryDict) -> str:
    """The revision from which a stale form was made; empty where its tokens are no tokens."""
    version = whole_number(posted.get(VERSION, ""), SMALL)
    is_older = version is not None and version < article.version
    return posted.get(REVISION, "") if is_older else ""


def mark_fresh(article: Article, data: QueryDict) -> None:
    """Make a form one of the stored version."""
    head = article.head_revision
    data[VERSION] = str(article.version)
    data[REVISION] = str(head.number if head else 0)


def kinds_for(user: User) -> list[Kind]:
    """The kinds of rows that somebody may edit."""
    return [kind for kind in KINDS if kind.prefix != "corrections" or can_correct(user)]


def settled(article: Article | None, posted: QueryDict, user: User) -> QueryDict:
    """A posted form whose rows are in the order in which Django's form sets need them.

    Args:
        article: as ``locked`` gives it; none for a new story.
    """
    data = posted.copy()
    for kind in kinds_for(user):
        if f"{kind.prefix}-TOTAL_FORMS" in data:
            numbers: list[int] = getattr(article, f"{kind.prefix}_numbers", [])
            known = {str(number) for number in numbers}
            write_rows(data, kind.prefix, settle(read_rows(data, kind.prefix), known))
    return data


def begun_with(posted: QueryDict) -> UUID:
    """The mark of the form that begins a story."""
    try:
        return UUID(posted.get(BEGUN_WITH, ""))
    except ValueError:
        return uuid4()


def story_begun_with(mark: UUID) -> Article | None:
    """The story that the same form has begun already; a second sending waits for the first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [str(mark)])
    return Article.objects.filter(begun_with=mark).first()


def why(posted: QueryDict) -> str:
    """The note for the history that came with a save."""
    return one_line(posted.get(NOTE, ""))[:LONGEST_NOTE]


def record(article: Article, user: User, note: str = "") -> tuple[bool, bool]:
    """Freeze what was saved. Whether that made a new revision, and whether it cost the approval."""
    before, was_approved = article.head_revision_id, article.editorial == Editorial.APPROVED
    verbs.record_revision(article, by=user, note=note)
    is_new = article.head_revision_id != before
    return is_new, was_approved and article.editorial != Editorial.APPROVED
