"""What readers do with their own comments after they sent them."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from comments import text
from comments.models import Comment, Decision, Hold, RuleName
from comments.policy import in_force_on
from comments.repute import repute_of
from comments.rules import outcome
from comments.verbs.entry import Entry, admit, hold_still
from comments.verbs.judgement import check_links, judgement
from comments.verbs.step import Act, Step, hold, step
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
    act = Act(Verb.EDIT, reader=reader, at=at)
    with transaction.atomic():
        hold_still(reader)
        with step(comment, act) as under_way:
            kept = under_way.comment
            _check_own(kept, reader)
            if not kept.can_be_edited_at(under_way.now):
                raise Refused(_("A comment can be edited for five minutes; they are over."))
            entry = admit(repute_of(reader), under_way.now)
            if text.clean(kept.raw) == body:
                under_way.is_idle = True
            else:
                check_links(kept, entry, body)
                under_way.set(
                    raw=raw,
                    html=text.render(raw),
                    text_hash=text.fingerprint(body),
                    edited_at=under_way.now,
                )
                _look_again(under_way, reader, entry, at)
    return comment


def _look_again(under_way: Step, reader: Reader, entry: Entry, at: datetime | None) -> None:
    """Judge the new text; what readers reported stays until a moderator has seen it."""
    kept, now = under_way.comment, under_way.now
    approved = Decision.objects.filter(comment=kept, verb=Verb.APPROVE).exists()
    standing = in_force_on(kept.thread.story_id, at)
    found = judgement(kept, reader, now, standing, entry, was_approved=approved)
    Hold.objects.filter(comment=kept).exclude(rule=RuleName.FLAGS).delete()
    hold(kept, found, now)
    under_way.found, after = found, outcome(found)
    reported = Hold.objects.filter(comment=kept, rule=RuleName.FLAGS).exists()
    under_way.move(State.PENDING if reported and after == State.PUBLISHED else after)


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
