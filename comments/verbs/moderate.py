"""What the desk does with comments. Views ask ``comments.permissions`` before they call."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models.story import Story
from comments import counting, text, tree
from comments.models import Appeal, Badge, Comment, Decision, Thread
from comments.verbs.step import Act, Step, follow_up, lock, record, step
from comments.workflow import BECOMES, JUDGED, Reason, Refused, State, Verb
from staff.models import User

NEXT_NUMBER = "SELECT nextval(pg_get_serial_sequence('comments_comment', 'id'))"
CAN_BE_UNDONE = frozenset({Verb.APPROVE, Verb.REJECT, Verb.MARK_SPAM, Verb.DELETE})


def approve(comment: Comment, *, by: User, note: str = "", at: datetime | None = None) -> None:
    """Publish a waiting, rejected or set-aside comment. All verbs of the desk share this form.

    Args:
        note: why, for the record.
        at: the moment to record (aware); else now.

    Raises:
        Refused: the comment's state does not allow it, as when a colleague was faster.
    """
    judge(comment, Act(Verb.APPROVE, by=by, note=note, at=at))


def reject(
    comment: Comment, *, by: User, reason: str, note: str = "", at: datetime | None = None
) -> None:
    """Keep a comment from the page, or take it off, for a reason that its author is told."""
    if reason not in Reason.values:
        raise Refused(_("Choose a reason; the reader is told."))
    judge(comment, Act(Verb.REJECT, by=by, reason=reason, note=note, at=at))


def mark_spam(comment: Comment, *, by: User, note: str = "", at: datetime | None = None) -> None:
    """Set a comment aside as advertising."""
    judge(comment, Act(Verb.MARK_SPAM, by=by, note=note, at=at))


def delete(comment: Comment, *, by: User, note: str = "", at: datetime | None = None) -> None:
    """Remove a comment; where it had replies, its place stays and says so."""
    judge(comment, Act(Verb.DELETE, by=by, note=note, at=at))


def judge(comment: Comment, act: Act) -> None:
    """Move a comment to where the act's verb leads."""
    with step(comment, act) as under_way:
        _leave_to_appeal(under_way)
        under_way.move(BECOMES[act.verb])


def _leave_to_appeal(under_way: Step) -> None:
    """While a reader waits for an answer, nothing but the answer moves the comment."""
    if under_way.before not in JUDGED:
        return
    if Appeal.objects.filter(comment=under_way.comment, outcome="").exists():
        raise Refused(_("Its author has appealed; it is decided among the appeals."))


def undo(decision: Decision, *, by: User, at: datetime | None = None) -> None:
    """Take a moderator's decision back: the comment is what it was before.

    Raises:
        Refused: something else has happened to the comment since, or it was undone already.
    """
    comment = decision.comment
    if comment is None or decision.verb not in CAN_BE_UNDONE:
        raise Refused(_("This cannot be undone."))
    act = Act(Verb.UNDO, by=by, undoes=decision, at=at)
    with step(comment, act) as under_way:
        _leave_to_appeal(under_way)
        latest = Decision.objects.filter(comment=comment).first()
        if latest != decision or under_way.before != decision.after:
            raise Refused(_("Something else has happened to this comment since; look at it again."))
        under_way.move(State(decision.before))


def reply(
    thread: Thread, *, by: User, raw: str, parent: Comment | None = None, at: datetime | None = None
) -> Comment:
    """Publish a comment in the newspaper's name, with a badge that no reader can have.

    Raises:
        Refused: the text cannot be a comment, or its parent is not published.
    """
    if sentence := text.problem(raw):
        raise Refused(sentence)
    now = at or timezone.now()
    with transaction.atomic():
        held = Thread.objects.select_for_update().get(pk=thread.pk)
        answered = lock(parent.pk) if parent is not None else None
        if answered and (answered.thread_id != held.pk or answered.state != State.PUBLISHED):
            raise Refused(_("The comment that you answer is not there any more."))
        if answered and not answered.takes_replies:
            raise Refused(_("This branch is closed to replies; reopen it first."))
        comment = _from_the_desk(held, by, raw, answered, now)
        comment.save(force_insert=True)
        counting.entered(comment)
        record(comment, Act(Verb.REPLY, by=by), State.PUBLISHED, now)
        follow_up(comment, before="")
    return comment


def _from_the_desk(
    thread: Thread, by: User, raw: str, parent: Comment | None, now: datetime
) -> Comment:
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER)
        number: int = cursor.fetchone()[0]
    place = tree.place(number, parent)
    return Comment(
        pk=number,
        thread=thread,
        parent=parent,
        path=place.path,
        depth=place.depth,
        root_id=place.root_id,
        staff=by,
        badge=_badge(thread, by),
        name=signature(thread, by),
        state=State.PUBLISHED,
        visible=True,
        language=thread.language,
        raw=raw,
        html=text.render(raw),
        text_hash=text.fingerprint(text.clean(raw)),
        created_at=now,
        sent_at=now,
        published_at=now,
    )


def signature(thread: Thread, by: User) -> str:
    """The name under what somebody of the desk writes: the byline's, in the thread's language."""
    contributor = getattr(by, "contributor", None)
    return contributor.name_in(thread.language) if contributor else str(by)


def _badge(thread: Thread, by: User) -> Badge:
    """The author's badge for whoever stands in the story's byline, else the newsroom's."""
    contributor = getattr(by, "contributor", None)
    if contributor is None:
        return Badge.STAFF
    story = Story.objects.filter(pk=thread.story_id or 0).only("bylines").first()
    slugs = {one["slug"] for one in story.bylines} if story else set()
    return Badge.AUTHOR if contributor.slug in slugs else Badge.STAFF


def feature(comment: Comment, *, by: User, at: datetime | None = None) -> None:
    """Show a published comment first in its thread, instead of the one before."""
    with step(comment, Act(Verb.FEATURE, by=by, at=at)) as under_way:
        Thread.objects.filter(pk=under_way.comment.thread_id).update(featured=comment)
        under_way.changed.add("state")


def unfeature(comment: Comment, *, by: User, at: datetime | None = None) -> None:
    """No longer show a comment first."""
    with step(comment, Act(Verb.UNFEATURE, by=by, at=at)) as under_way:
        rows = Thread.objects.filter(pk=under_way.comment.thread_id, featured=comment)
        under_way.is_idle = not rows.update(featured=None)
