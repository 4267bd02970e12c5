"""What readers do with their own comments after they sent them."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from comments import text
from comments.models import Comment, Decision, Hold, RuleName
from comments.rules import Finding, outcome
from comments.verbs.step import Act, hold, step
from comments.verbs.submit import judge
from comments.workflow import Refused, State, Verb
from readers.models import Reader


def edit(comment: Comment, *, reader: Reader, raw: str, at: datetime | None = None) -> Comment:
    """Change the text of one's own comment within five minutes; the rules look at it again.

    Raises:
        Refused: too late, not one's own, or the text cannot be a comment.
    """
    if sentence := text.problem(raw):
        raise Refused(sentence)
    body = text.clean(raw)
    with step(comment, Act(Verb.EDIT, reader=reader, at=at)) as under_way:
        kept = under_way.comment
        _check_own(kept, reader)
        if not kept.can_be_edited_at(under_way.now):
            raise Refused(_("A comment can be edited for five minutes; they are over."))
        if text.clean(kept.raw) == body:
            under_way.is_idle = True
        else:
            under_way.set(
                raw=raw,
                html=text.render(raw),
                text_hash=text.fingerprint(body),
                edited_at=under_way.now,
            )
            under_way.found = _look_again(kept, reader, under_way.now)
            reported = Hold.objects.filter(comment=kept, rule=RuleName.FLAGS).exists()
            after = outcome(under_way.found)
            under_way.move(State.PENDING if reported and after == State.PUBLISHED else after)
    return comment


def _look_again(comment: Comment, reader: Reader, now: datetime) -> list[Finding]:
    """Judge the new text; what readers reported stays until a moderator has seen it."""
    others = Comment.objects.filter(reader=reader, state=State.PUBLISHED).exclude(pk=comment.pk)
    approved = Decision.objects.filter(comment=comment, verb=Verb.APPROVE).exists()
    found = judge(comment, reader, now, is_newcomer=not others.exists(), was_approved=approved)
    Hold.objects.filter(comment=comment).exclude(rule=RuleName.FLAGS).delete()
    hold(comment, found, now)
    return found


def withdraw(comment: Comment, *, reader: Reader, at: datetime | None = None) -> Comment:
    """Take one's own comment back; where it had replies, its place stays and says so.

    Raises:
        Refused: it is not one's own, or it is gone already.
    """
    with step(comment, Act(Verb.WITHDRAW, reader=reader, at=at)) as under_way:
        _check_own(under_way.comment, reader)
        under_way.move(State.WITHDRAWN)
    return comment


def _check_own(comment: Comment, reader: Reader) -> None:
    if comment.reader_id != reader.pk:
        raise Refused(_("This is not your comment."))
