"""The desk writes under a reader's comment, for all to read."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from comments import text as texts
from comments.models import Comment, EditorsNote
from comments.verbs.moderate import signature
from comments.verbs.step import Act, step
from comments.workflow import Refused, Verb
from staff.models import User

LONGEST = 1000  # characters of a note
MOST = 10  # notes under one comment


def annotate(comment: Comment, *, by: User, text: str, at: datetime | None = None) -> EditorsNote:
    """Put a note under a published comment. Nobody can change it afterwards, only add another.

    Args:
        text: plain, of at most ``LONGEST`` characters; web addresses become links.

    Raises:
        Refused: the text is empty or too long, or the comment is not published or has many notes.
    """
    body = texts.clean(text)
    if not texts.says_something(body):
        raise Refused(_("Write the note first."))
    if len(body) > LONGEST:
        raise Refused(_("That is too long: %(most)s characters at most.") % {"most": LONGEST})
    act = Act(Verb.ANNOTATE, by=by, note=texts.excerpt(body, 500), at=at)
    with step(comment, act) as under_way:
        kept = under_way.comment
        earlier = kept.notes or []
        if len(earlier) >= MOST:
            raise Refused(_("There are %(most)s notes already; answer instead.") % {"most": MOST})
        signed = signature(kept.thread, by)
        made = EditorsNote.objects.create(
            comment=kept, text=body, signed=signed, by=by, at=under_way.now
        )
        shown = {"html": texts.render(body), "by": signed, "at": under_way.now.isoformat()}
        under_way.set(notes=[*earlier, shown])
    return made
