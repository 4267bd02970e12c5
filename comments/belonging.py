"""What comments add to a reader's confirmation, own page, download and erasure."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.caching import story_changed
from articles.models.story import Story
from comments import counting, names, own_standing, verbs
from comments.models import Appeal, Comment, Decision, Flag, Thread, Vote
from comments.repute import repute_of
from comments.tasks import PURPOSE, REPLIES, THREAD
from comments.workflow import Refused, State, Verb
from readers.addresses import fingerprint
from readers.confirmation import Purpose, on_confirmed
from readers.models import Reader
from readers.names import register_check
from readers.registry import Keep, Panel, add_eraser, add_export, add_panel
from readers.subscriptions import register_kind

ON_A_PAGE = 100


def register() -> None:
    """Register everything; for ``AppConfig.ready``."""
    register_check(names.check)
    on_confirmed(
        Purpose(
            key=PURPOSE,
            handler=confirmed,
            letter=_("A comment was written on our site with this address."),
            heading=_("Send your comment"),
            explanation=_("This confirms your address and sends your comment to the newspaper."),
            button=_("Confirm and send"),
        )
    )
    register_kind(REPLIES, _("Replies to your comments"), _describe_comments)
    register_kind(THREAD, _("New comments on a story"), _describe_stories)
    add_panel(Panel("comments", _("Your comments"), "comments/_mine.html", _own_comments, order=10))
    add_panel(Panel("votes", _("Your votes"), "comments/_votes.html", _own_votes, order=20))
    add_export("comments", _export_comments)
    add_export("votes", _export_votes)
    add_export("reports", _export_reports)
    add_export("appeals", _export_appeals)
    add_eraser(erase)
    own_standing.register()


def confirmed(reader: Reader, subject: str) -> str:
    """An address was confirmed for a comment: it goes on to the rules. Where to go then."""
    comment = Comment.objects.select_related("thread").filter(pk=int(subject)).first()
    if comment is None:
        return "/"
    with suppress(Refused):  # it was sent on before; its page tells how it stands
        verbs.confirm(comment, reader=reader)
    comment.refresh_from_db()
    if comment.state == State.REJECTED and repute_of(reader).is_restricted(timezone.now()):
        return f"{reverse('readers:me')}?lang={comment.language}#standing"
    return comment.get_absolute_url()


def _describe_comments(subjects: Sequence[str]) -> dict[str, tuple[str, str]]:
    numbers = [int(one) for one in subjects if one.isdecimal()]
    rows = list(Comment.objects.filter(pk__in=numbers).select_related("thread"))
    stories = headlines({one.thread.story_id for one in rows})
    return {
        str(one.pk): (stories.get(one.thread.story_id, ""), one.get_absolute_url()) for one in rows
    }


def _describe_stories(subjects: Sequence[str]) -> dict[str, tuple[str, str]]:
    found = headlines({int(one) for one in subjects if one.isdecimal()})
    return {str(pk): (headline, f"/comments/{pk}/") for pk, headline in found.items()}


def headlines(story_ids: set[int | None] | set[int]) -> dict[int | None, str]:
    """The headlines of stories that readers can reach, by number; one query."""
    rows = Story.objects.filter(pk__in=[one for one in story_ids if one is not None])
    return dict(rows.filter(withdrawn=False).values_list("pk", "headline"))


def _own_comments(reader: Reader, request: HttpRequest) -> dict[str, object]:
    rows = Comment.objects.filter(reader=reader).select_related("thread", "appeal")
    found = list(rows.prefetch_related("decisions").order_by("-pk")[:ON_A_PAGE])
    stories = headlines({one.thread.story_id for one in found})
    return {"rows": [(one, stories.get(one.thread.story_id, "")) for one in found]}


def _own_votes(reader: Reader, request: HttpRequest) -> dict[str, object]:
    rows = Vote.objects.filter(reader=reader).select_related("comment__thread")
    return {"votes": list(rows.order_by("-pk")[:ON_A_PAGE])}


def _export_comments(reader: Reader) -> object:
    rows = Comment.objects.filter(reader=reader).select_related("thread").order_by("pk")
    return [
        {
            "address": one.get_absolute_url(),
            "story": one.thread.story_id,
            "in_reply_to": one.parent_id,
            "state": one.state,
            "name": one.name,
            "text": one.raw,
            "written": one.created_at,
            "published": one.published_at,
            "edited": one.edited_at,
            "votes_up": one.up,
            "votes_down": one.down,
            "disclaimer_version": one.disclaimer_version,
        }
        for one in rows
    ]


def _export_votes(reader: Reader) -> object:
    rows = Vote.objects.filter(reader=reader).order_by("pk")
    return list(rows.values("comment_id", "value", "at"))


def _export_reports(reader: Reader) -> object:
    rows = Flag.objects.filter(reader=reader).order_by("pk")
    return list(rows.values("comment_id", "reason", "note", "at"))


def _export_appeals(reader: Reader) -> object:
    rows = Appeal.objects.filter(reader=reader).order_by("pk")
    return list(rows.values("comment_id", "text", "at", "outcome", "answer", "decided_at"))


def erase(reader: Reader, keep: Keep) -> None:
    """Take a reader's name off the comments and, unless they are to stay, their texts."""
    unconfirmed = Comment.objects.filter(state=State.AWAITING_EMAIL, reader=None)
    unconfirmed.filter(author_key=fingerprint(reader.email)).delete()
    own = Comment.objects.filter(reader=reader)
    threads = list(own.order_by("thread").values_list("thread", flat=True).distinct())
    locked = list(Thread.objects.select_for_update().filter(pk__in=threads).order_by("pk"))
    if keep == Keep.NOTHING:
        _take_texts(reader, threads)
    own.update(name="", author_key="")
    Flag.objects.filter(reader=reader).update(note="", network="")
    Appeal.objects.filter(reader=reader).update(text="")
    for story in [one.story_id for one in locked if one.story_id is not None]:
        transaction.on_commit(partial(story_changed, story, removal=True))


def _take_texts(reader: Reader, threads: list[int]) -> None:
    own = Comment.objects.filter(reader=reader)
    gone = own.exclude(state=State.WITHDRAWN)
    now = timezone.now()
    Decision.objects.bulk_create(
        Decision(
            comment_id=pk,
            thread_id=thread,
            verb=Verb.WITHDRAW,
            before=state,
            after=State.WITHDRAWN,
            reader=reader,
            at=now,
        )
        for pk, thread, state in gone.values_list("pk", "thread", "state")
    )
    rows = own.filter(root__isnull=False).values_list("root", flat=True)
    roots = {root for root in rows if root is not None}
    own.update(state=State.WITHDRAWN, raw="", html="", text_hash=b"")
    counting.recount(threads, roots)
