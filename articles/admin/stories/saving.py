"""Saving a story: by the newest version only, and together with its revision."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from articles import verbs
from articles.admin.stories.kinds import KINDS, Kind
from articles.admin.stories.rows import read_rows, settle, write_rows
from articles.models import Article, Placement, PrintState
from articles.permissions import can_correct
from articles.workflow import Editorial
from staff.models import User

VERSION = "seen_version"
REVISION = "seen_revision"
BEGUN_WITH = "begun_with"


def locked(object_id: str) -> Article | None:
    """The story, held against everybody else until the transaction ends."""
    if not (object_id.isascii() and object_id.isdecimal()) or len(object_id) > 18:
        return None
    return Article.objects.select_for_update(of=("self",)).filter(pk=int(object_id)).first()


def is_fresh(article: Article, posted: QueryDict) -> bool:
    """Whether the form was made from the version that is stored."""
    return posted.get(VERSION, "") == str(article.version)


def revision_seen(article: Article, posted: QueryDict) -> str:
    """The revision from which a stale form was made; empty where its tokens are no tokens."""
    version = posted.get(VERSION, "")
    known = version.isascii() and version.isdecimal() and len(version) < 10
    return posted.get(REVISION, "") if known and int(version) < article.version else ""


def mark_fresh(article: Article, data: QueryDict) -> None:
    """Make a form one of the stored version."""
    head = article.head_revision
    data[VERSION] = str(article.version)
    data[REVISION] = str(head.number if head else 0)


def kinds_for(user: User) -> list[Kind]:
    """The kinds of rows that somebody may edit."""
    return [kind for kind in KINDS if kind.prefix != "corrections" or can_correct(user)]


def settled(article: Article | None, posted: QueryDict, user: User) -> QueryDict:
    """A posted form whose rows are in the order in which Django's form sets need them."""
    data = posted.copy()
    for kind in kinds_for(user):
        if f"{kind.prefix}-TOTAL_FORMS" in data:
            known = {row["id"] for row in kind.stored(article)} if article else set()
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


def mark_printed(article: Article) -> None:
    """A placement in an edition of today or earlier is printed, one in a later edition planned."""
    today = timezone.localdate()
    placements = Placement.objects.filter(article=article)
    placements.filter(edition__date__lte=today).exclude(state=PrintState.PRINTED).update(
        state=PrintState.PRINTED
    )
    placements.filter(edition__date__gt=today).exclude(state=PrintState.PLANNED).update(
        state=PrintState.PLANNED
    )


def record(article: Article, user: User) -> tuple[bool, bool]:
    """Freeze what was saved. Whether that made a new revision, and whether it cost the approval."""
    before, was_approved = article.head_revision_id, article.editorial == Editorial.APPROVED
    verbs.record_revision(article, by=user)
    is_new = article.head_revision_id != before
    return is_new, was_approved and article.editorial != Editorial.APPROVED
