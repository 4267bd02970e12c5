"""What a reader sees of the own comments and votes; and what the script asks for after the load."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from articles.asked import whole_number
from articles.models.story import Story
from comments.markup import own_acts_html
from comments.models import Comment, Thread, Vote
from comments.reading import Conversation, ThreadPage, published_since
from comments.tasks import THREAD
from comments.tickets import new_ticket
from comments.views.pages import answer, comment_of, in_language_of_story, private
from comments.workflow import State
from readers.models import Reader
from readers.session import current_reader
from readers.subscriptions import follows

SENT = "comments.sent"
SENT_FOR = 3 * 24 * 3600  # seconds
MOST_OWN = 20
MOST_VOTES = 500
NOT_SHOWN = (State.PENDING, State.REJECTED)


def own_parts(reader: Reader | None, page: ThreadPage) -> dict[str, Any]:
    """A reader's own waiting comments, votes and what may still be edited, for a page's context."""
    if reader is None or page.thread is None:
        return {"own": [], "votes": {}}
    waiting = waiting_comments(reader, page.thread)
    mark_own(reader, page.conversations)
    return {"own": waiting, "follows": follows(reader, THREAD, str(page.story_id))}


def waiting_comments(reader: Reader, thread: Thread) -> list[Comment]:
    """What a reader wrote in a thread and others do not see, newest first."""
    rows = Comment.objects.filter(reader=reader, thread=thread, state__in=NOT_SHOWN)
    rows = rows.select_related("appeal").prefetch_related("decisions")
    found = list(rows.order_by("-pk")[:MOST_OWN])
    for one in found:
        one.thread = thread
    return found


def mark_own(reader: Reader, conversations: Iterable[Conversation]) -> None:
    """Tell each comment on a page how the reader voted, and whether it is the reader's own."""
    shown = {one.pk: one for talk in conversations for one in (talk.root, *talk.replies)}
    votes = Vote.objects.filter(reader=reader, comment__in=shown).values_list("comment_id", "value")
    own_vote = dict(votes)
    for pk, one in shown.items():
        one.own_vote = own_vote.get(pk, 0)
        one.is_own = one.reader_id == reader.pk and one.state == State.PUBLISHED
        one.is_editable = one.is_own and one.can_be_edited


@in_language_of_story
def sent(request: HttpRequest, story: Story, receipt: str) -> HttpResponse:
    """After posting: where the letter went, the comment as it waits, and how to send it again."""
    try:
        pk, masked, question = signing.loads(receipt, salt=SENT, max_age=SENT_FOR)
    except signing.BadSignature:
        raise Http404 from None
    comment = comment_of(story, pk)
    context = {"comment": comment, "masked": masked, "receipt": question}
    context |= {"still_waits": comment.state == State.AWAITING_EMAIL}
    return private(request, "comments/sent.html", story, context)


@require_safe
@in_language_of_story
def mine(request: HttpRequest, story: Story) -> HttpResponse:
    """For the script: who the reader is, the own waiting comments, votes and a ticket."""
    reader = current_reader(request)
    if reader is None:
        return answer(request, {"reader": None})
    thread = Thread.objects.filter(story_id=story.pk).first()
    parts = _own_of(reader, thread) if thread else {"votes": {}, "own": [], "waiting": ""}
    context = {"story": story, "reader": reader}
    status = render_to_string("comments/_status.html", context)
    return answer(request, {"reader": status, "ticket": new_ticket(), **parts})


def _own_of(reader: Reader, thread: Thread) -> dict[str, Any]:
    waiting = waiting_comments(reader, thread)
    published = Comment.objects.filter(reader=reader, thread=thread, state=State.PUBLISHED)
    own = []
    for one in published.order_by("-pk")[:MOST_OWN]:
        one.thread = thread
        own.append({"number": one.pk, "acts": own_acts_html(one, thread.language)})
    votes = Vote.objects.filter(reader=reader, comment__thread=thread).order_by("-pk")
    rows = votes.values_list("comment_id", "value", "comment__up", "comment__down")
    return {
        "waiting": render_to_string("comments/_own.html", {"own": waiting}) if waiting else "",
        # With the counts of now: a page that is kept for everybody may not know the vote yet.
        "votes": {number: counts for number, *counts in rows[:MOST_VOTES]},
        "own": own,
    }


@require_safe
def ticket(request: HttpRequest) -> HttpResponse:
    """A ticket for a form on a page that is kept for everybody."""
    return answer(request, {"ticket": new_ticket()})


@require_safe
@in_language_of_story
def news(request: HttpRequest, story: Story) -> HttpResponse:
    """How many comments were published after the number ``?since=``; for everybody alike."""
    number = whole_number(request.GET.get("since", "")) or 0
    thread = Thread.objects.filter(story_id=story.pk).only("pk").first()
    count = published_since(thread.pk, number) if thread else 0
    response = answer(request, {"count": count})
    response["Cache-Control"] = "public, max-age=10"
    return response
