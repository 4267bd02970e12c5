"""A thread as readers see it, page by page. Every page costs the same, whatever its place.

A page has at most ``PAGE`` comments: roots in the chosen order, each followed by the first of its
replies. The rest of a conversation is read on the conversation's own page. Pages are found by the
last comment of the one before (keyset), never by counting; nothing here is recursive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from comments import tree
from comments.models import Comment, Policy, Thread
from comments.models.comment import CommentQuerySet
from comments.workflow import State

PAGE = 50
REPLIES_SHOWN = 8  # below one root, on a page of the thread
CONTEXT = 10  # replies shown before the one that a permalink means


class Sort(TextChoices):
    NEWEST = "newest", _("Newest")
    OLDEST = "oldest", _("Oldest")
    BEST = "best", _("Best")


@dataclass
class Conversation:
    """A root and those of its replies that stand on this page."""

    root: Comment
    replies: list[Comment] = field(default_factory=list)
    before: Comment | None = None  # the first reply shown, when there are earlier ones
    after: Comment | None = None  # the last reply shown, when there are more
    more: int = 0  # how many more, where that is known

    @property
    def more_url(self) -> str:
        last = self.after or self.root
        return f"{self.url}?after={last.pk}#more"

    @property
    def url(self) -> str:
        return f"/comments/{self.root.thread.story_id}/{self.root.pk}/"


@dataclass
class ThreadPage:
    """What a page of a thread shows."""

    story_id: int
    thread: Thread | None
    policy: str
    sort: Sort = Sort.NEWEST
    conversations: list[Conversation] = field(default_factory=list)
    last: Comment | None = None  # the last root, when there are more
    turned: bool = False  # not the first page

    @property
    def published(self) -> int:
        return self.thread.published if self.thread else 0

    @property
    def featured(self) -> Comment | None:
        chosen = self.thread.featured if self.thread else None
        return chosen if chosen and chosen.state == State.PUBLISHED else None

    @property
    def is_closed(self) -> bool:
        return self.policy == Policy.CLOSED

    @property
    def url(self) -> str:
        return f"/comments/{self.story_id}/"

    @property
    def older_url(self) -> str:
        sort = "" if self.sort == Sort.NEWEST else f"&sort={self.sort}"
        return f"{self.url}?after={self.last.pk}{sort}" if self.last else ""

    @property
    def newest_id(self) -> int:
        """The highest number on the page, from which the script counts new comments."""
        shown = [one.pk for talk in self.conversations for one in (talk.root, *talk.replies)]
        return max(shown, default=0)


# Written out, as every story's page asks for it: the ORM takes longer to write it than PostgreSQL
# to answer it. Names are in the order of the models' fields, as ``from_db`` takes them.
OF_THREAD = ("id", "story_id", "language", "policy", "published", "last_at", "featured_id")
OF_FEATURED = ("id", "name", "state", "html")
THREAD = """
SELECT (SELECT policy FROM comments_sitepolicy ORDER BY id DESC LIMIT 1),
       thread.id, thread.story_id, thread.language, thread.policy, thread.published,
       thread.last_at, thread.featured_id,
       featured.id, featured.name, featured.state, featured.html
FROM comments_thread AS thread
LEFT JOIN comments_comment AS featured ON featured.id = thread.featured_id
WHERE thread.story_id = %s
"""
SITE_POLICY = "SELECT policy FROM comments_sitepolicy ORDER BY id DESC LIMIT 1"


def find_thread(story_id: int) -> tuple[Thread | None, str]:
    """The thread of a story and the policy in force; one query, two where there is no thread."""
    with connection.cursor() as cursor:
        cursor.execute(THREAD, [story_id])
        row = cursor.fetchone()
        if row is None:
            cursor.execute(SITE_POLICY)
            return None, (cursor.fetchone() or [Policy.OPEN.value])[0]
    site, thread = row[0], Thread.from_db(connection.alias, OF_THREAD, row[1 : 1 + len(OF_THREAD)])
    if thread.featured_id is not None:
        values = row[1 + len(OF_THREAD) :]
        thread.featured = Comment.from_db(connection.alias, OF_FEATURED, values)
        thread.featured.thread = thread
    thread.site_policy = site or Policy.OPEN.value
    return thread, thread.in_force


def thread_page(
    story_id: int, sort: Sort = Sort.NEWEST, after: int | None = None, most: int = PAGE
) -> ThreadPage:
    """One page of a story's thread, in at most three queries (four with ``after``).

    Args:
        after: the number of the root after which the page begins.
        most: comments on the page.
    """
    thread, policy = find_thread(story_id)
    page = ThreadPage(story_id, thread, policy, sort, turned=after is not None)
    if thread is None or not thread.published:
        return page
    roots = list(_beyond(_sorted_roots(thread, sort), thread, sort, after)[: most + 1])
    shares = _shares(roots, most)
    replies = _first_replies(thread, shares)
    for root, share in shares:
        root.thread = thread
        shown = replies.get(root.pk, [])
        talk = Conversation(root, shown, more=max(0, root.replies - share))
        talk.after = shown[-1] if talk.more and shown else None
        _link_parents(talk)
        page.conversations.append(talk)
    if len(roots) > len(shares):
        page.last = shares[-1][0]
    return page


def _sorted_roots(thread: Thread, sort: Sort) -> CommentQuerySet:
    rows = Comment.objects.shown().filter(thread=thread, depth=0).defer("raw")
    match sort:
        case Sort.BEST:
            return rows.order_by("-score", "-pk")
        case Sort.OLDEST:
            return rows.order_by("pk")
        case _:
            return rows.order_by("-pk")


def _beyond(
    rows: CommentQuerySet, thread: Thread, sort: Sort, after: int | None
) -> QuerySet[Comment]:
    if after is None:
        return rows
    if sort == Sort.OLDEST:
        return rows.filter(pk__gt=after)
    if sort == Sort.NEWEST:
        return rows.filter(pk__lt=after)
    last = Comment.objects.filter(pk=after, thread=thread, depth=0).only("score").first()
    if last is None:
        return rows
    return rows.filter(score__lte=last.score).filter(Q(score__lt=last.score) | Q(pk__lt=after))


def _shares(roots: Sequence[Comment], most: int) -> list[tuple[Comment, int]]:
    """The roots that a page has room for, each with the number of its replies to be shown."""
    shares: list[tuple[Comment, int]] = []
    room = most
    for root in roots:
        if room <= 0:
            break
        share = min(root.replies, REPLIES_SHOWN, room - 1)
        shares.append((root, share))
        room -= 1 + share
    return shares


# The first replies of several roots at once; each is a short run of the (thread, path) index.
FIRST_REPLIES = """
SELECT reply.*, parent.name AS parent_name, parent.state AS parent_state
FROM unnest(%s::text[], %s::int[]) AS wanted (path, most)
CROSS JOIN LATERAL (
    SELECT COLUMNS FROM comments_comment
    WHERE thread_id = %s AND visible
      AND path > wanted.path COLLATE "C"
      AND path < (wanted.path || %s) COLLATE "C"
    ORDER BY path LIMIT wanted.most
) AS reply
LEFT JOIN comments_comment AS parent ON parent.id = reply.parent_id
"""


def _first_replies(
    thread: Thread, shares: Iterable[tuple[Comment, int]]
) -> dict[int, list[Comment]]:
    wanted = [(root.path, share) for root, share in shares if share]
    found: dict[int, list[Comment]] = {}
    if not wanted:
        return found
    paths, numbers = [path for path, _n in wanted], [n for _path, n in wanted]
    columns = [one.column or "" for one in Comment._meta.concrete_fields if one.name != "raw"]
    sql = FIRST_REPLIES.replace("COLUMNS", ", ".join(columns))
    parameters: list[Any] = [paths, numbers, thread.pk, tree.AFTER_ALL]
    for reply in Comment.objects.raw(sql, parameters):
        reply.thread = thread
        found.setdefault(reply.root_id or 0, []).append(reply)
    for replies in found.values():
        replies.sort(key=lambda one: one.path)
    return found


def conversation(
    thread: Thread, comment: Comment, *, after: Comment | None = None, before: Comment | None = None
) -> Conversation:
    """The page of a conversation that has a given comment, or the one after or before another.

    Args:
        comment: any visible comment of it.
        after, before: a reply at whose place the page begins or ends; it is not shown again.
    """
    root = comment if comment.root_id is None else Comment.objects.get(pk=comment.root_id)
    root.thread = thread
    below = (
        Comment.objects.shown()
        .for_page()
        .filter(thread=thread, path__gt=root.path, path__lt=tree.end_of(root.path))
    )
    shown, has_before, has_after = _window(below, comment, after, before)
    for reply in shown:
        reply.thread = thread
    talk = Conversation(root, shown)
    if shown:
        talk.before = shown[0] if has_before else None
        talk.after = shown[-1] if has_after else None
    _link_parents(talk)
    return talk


def _link_parents(talk: Conversation) -> None:
    """Let "in reply to" lead to the parent: on the same page where it stands there."""
    here = {talk.root.pk, *(one.pk for one in talk.replies)}
    for one in talk.replies:
        own_page = f"/comments/{one.thread.story_id}/{one.parent_id}/"
        one.parent_url = f"{'' if one.parent_id in here else own_page}#c{one.parent_id}"


def _window(
    below: QuerySet[Comment], comment: Comment, after: Comment | None, before: Comment | None
) -> tuple[list[Comment], bool, bool]:
    """The replies of one page, and whether there are some before and after it."""
    room = PAGE - 1  # beside the root
    if before is not None:
        rows = _back(below, before.path, room)
        return rows[-room:], len(rows) > room, True
    if after is not None:
        rows = list(below.filter(path__gt=after.path).order_by("path")[: room + 1])
        return rows[:room], True, len(rows) > room
    earlier = _back(below, comment.path, CONTEXT) if comment.root_id else []
    left = room - min(len(earlier), CONTEXT)
    rest = list(below.filter(path__gte=comment.path).order_by("path")[: left + 1])
    return earlier[-CONTEXT:] + rest[:left], len(earlier) > CONTEXT, len(rest) > left


def _back(below: QuerySet[Comment], path: str, most: int) -> list[Comment]:
    """The replies before a place, nearest last; one more than asked for tells of further ones."""
    rows = below.filter(path__lt=path).order_by("-path")[: most + 1]
    return list(reversed(rows))


def published_since(thread_id: int, number: int) -> int:
    """How many comments with a higher number are published, counted up to 100."""
    rows = Comment.objects.filter(thread=thread_id, state=State.PUBLISHED, pk__gt=number)
    return len(rows.order_by("-pk").values_list("pk", flat=True)[:100])


def counts(story_ids: Iterable[int]) -> dict[int, Thread]:
    """The threads of several stories with ``published`` and ``last_at``; one query for a list."""
    rows = Thread.objects.filter(story_id__in=list(story_ids), published__gt=0)
    return {one.story_id: one for one in rows if one.story_id is not None}
