"""A thread as readers see it, page by page. Every page costs the same, whatever its place.

A page has at most ``PAGE`` comments: roots in the chosen order, each followed by the first of its
replies. The rest of a conversation is read on the conversation's own page. Pages are found by the
last comment of the one before (keyset), never by counting; nothing here is recursive.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from articles import prepared
from comments import tree
from comments.models import Comment, Thread
from comments.models.comment import CommentQuerySet
from comments.policy.asking import read
from comments.policy.resolve import InForce, resolve
from comments.policy.words import Terms, terms
from comments.workflow import State

PAGE = 50
REPLIES_SHOWN = 8  # below one root, on a page of the thread


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
    standing: InForce
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
        return self.standing.is_closed

    @property
    def terms(self) -> Terms:
        """What stands above the form, in the language that is active."""
        return terms(self.standing)

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
OF_THREAD = ("id", "story_id", "language", "published", "last_at", "featured_id")
OF_FEATURED = ("id", "badge", "name", "state", "html")
THREAD = """
SELECT comments_situation(wanted.id, NULL),
       thread.id, thread.story_id, thread.language, thread.published, thread.last_at,
       thread.featured_id,
       featured.id, featured.badge, featured.name, featured.state, featured.html
FROM (SELECT $1::bigint AS id) AS wanted
LEFT JOIN comments_thread AS thread ON thread.story_id = wanted.id
LEFT JOIN comments_comment AS featured ON featured.id = thread.featured_id
"""


def find_thread(story_id: int) -> tuple[Thread | None, InForce]:
    """The thread of a story, if there is one, and the policy in force; one query."""
    row = prepared.rows("comments_thread", THREAD, story_id)[0]
    standing = resolve(read(row[0]))
    if row[1] is None:
        return None, standing
    thread = Thread.from_db(connection.alias, OF_THREAD, row[1 : 1 + len(OF_THREAD)])
    if thread.featured_id is not None:
        values = row[1 + len(OF_THREAD) :]
        thread.featured = Comment.from_db(connection.alias, OF_FEATURED, values)
        thread.featured.thread = thread
    return thread, standing


def thread_page(
    story_id: int, sort: Sort = Sort.NEWEST, after: int | None = None, most: int = PAGE
) -> ThreadPage:
    """One page of a story's thread, in at most three queries (four with ``after``).

    Args:
        after: the number of the root after which the page begins.
        most: comments on the page.
    """
    thread, standing = find_thread(story_id)
    page = ThreadPage(story_id, thread, standing, sort, turned=after is not None)
    if thread is None or not thread.published:
        return page
    if after is None:
        roots = _first_roots(thread, sort, most + 1)
    else:
        roots = list(_beyond(_sorted_roots(thread, sort), thread, sort, after)[: most + 1])
    shares = _shares(roots, most)
    replies = _first_replies(thread, shares)
    for root, share in shares:
        root.thread = thread
        shown = replies.get(root.pk, [])
        talk = Conversation(root, shown, more=max(0, root.replies - share))
        talk.after = shown[-1] if talk.more and shown else None
        link_parents(talk)
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


# The first page again in words of its own, as every story's page begins with it.
FIRST_ROOTS = """
SELECT {columns} FROM comments_comment
WHERE thread_id = $1::bigint AND visible AND depth = 0 ORDER BY {order} LIMIT $2
"""
ORDERS = {Sort.NEWEST: "id DESC", Sort.OLDEST: "id", Sort.BEST: "score DESC, id DESC"}


def _first_roots(thread: Thread, sort: Sort, most: int) -> list[Comment]:
    names = _columns()
    sql = FIRST_ROOTS.format(columns=", ".join(names), order=ORDERS[sort])
    roots = []
    for row in prepared.rows(f"comments_{sort}", sql, thread.pk, most):
        root = Comment.from_db(connection.alias, names, row)
        if isinstance(root.notes, str):
            root.notes = json.loads(root.notes)
        roots.append(root)
    return roots


def _columns() -> list[str]:
    """What of a comment a page shows: everything but the text as it was typed."""
    return [one.attname for one in Comment._meta.concrete_fields if one.name != "raw"]


def _beyond(rows: CommentQuerySet, thread: Thread, sort: Sort, after: int) -> QuerySet[Comment]:
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
FROM unnest($1::text[], $2::int[]) AS wanted (path, most)
CROSS JOIN LATERAL (
    SELECT COLUMNS FROM comments_comment
    WHERE thread_id = $3 AND visible
      AND path > wanted.path COLLATE "C"
      AND path < (wanted.path || $4) COLLATE "C"
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
    sql = FIRST_REPLIES.replace("COLUMNS", ", ".join(_columns()))
    parameters: list[Any] = [paths, numbers, thread.pk, tree.AFTER_ALL]
    statement = prepared.ready("comments_replies", sql, len(parameters))
    for reply in Comment.objects.raw(statement, parameters):
        reply.thread = thread
        found.setdefault(reply.root_id or 0, []).append(reply)
    for replies in found.values():
        replies.sort(key=lambda one: one.path)
    return found


def link_parents(talk: Conversation) -> None:
    """Let "in reply to" lead to the parent: on the same page where it stands there."""
    here = {talk.root.pk, *(one.pk for one in talk.replies)}
    for one in talk.replies:
        own_page = f"/comments/{one.thread.story_id}/{one.parent_id}/"
        one.parent_url = f"{'' if one.parent_id in here else own_page}#c{one.parent_id}"


def published_since(thread_id: int, number: int) -> int:
    """How many comments with a higher number are published, counted up to 100."""
    rows = Comment.objects.filter(thread=thread_id, state=State.PUBLISHED, pk__gt=number)
    return len(rows.order_by("-pk").values_list("pk", flat=True)[:100])


def counts(story_ids: Iterable[int]) -> dict[int, Thread]:
    """The threads of several stories with ``published`` and ``last_at``; one query for a list."""
    rows = Thread.objects.filter(story_id__in=list(story_ids), published__gt=0)
    return {one.story_id: one for one in rows if one.story_id is not None}
