"""A reader asks for a comment to be looked at again, and another moderator decides."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from articles.models.story import Story
from comments import house_rules
from comments import text as texts
from comments.models import Appeal, Comment, Decision, Outcome
from comments.verbs.step import Act, step
from comments.workflow import Refused, State, Verb
from readers.letters import queue_letter
from readers.models import Reader
from staff.models import User

LONGEST = 1000  # characters of an appeal
LONGEST_ANSWER = 500


def appeal(comment: Comment, *, reader: Reader, text: str, at: datetime | None = None) -> Appeal:
    """Ask for one's own rejected comment to be looked at again.

    Args:
        text: why it should be published; of at most ``LONGEST`` characters.

    Raises:
        Refused: not one's own, asked before, or the text is empty or too long.
    """
    body = texts.clean(text)
    if not body:
        raise Refused(_("Say in a sentence why the comment should be published."))
    if len(body) > LONGEST:
        raise Refused(_("That is too long: %(most)s characters at most.") % {"most": LONGEST})
    with step(comment, Act(Verb.APPEAL, reader=reader, at=at)) as under_way:
        if under_way.comment.reader_id != reader.pk:
            raise Refused(_("This is not your comment."))
        if Appeal.objects.filter(comment=comment).exists():
            raise Refused(_("You have asked for this already; once is possible."))
        rows = Decision.objects.filter(comment=comment, after=under_way.before)
        against = rows.exclude(before=under_way.before).first()
        made = Appeal.objects.create(
            comment=comment,
            reader=reader,
            against=against,
            judged_by=against.by if against else None,
            text=body,
            at=under_way.now,
        )
        under_way.changed.add("state")
    return made


def decide_appeal(
    asked: Appeal, *, by: User, grants: bool, answer: str, at: datetime | None = None
) -> None:
    """Publish the comment after all, or leave it as it is; the reader is told by letter.

    Args:
        answer: to the reader, of at most ``LONGEST_ANSWER`` characters.

    Raises:
        Refused: it is decided already, ``by`` made the decision in question, the answer is missing,
            or the comment's state does not allow it.
    """
    answer = texts.clean(answer)
    if not answer or len(answer) > LONGEST_ANSWER:
        raise Refused(
            _("Answer the reader, in %(most)s characters at most.") % {"most": LONGEST_ANSWER}
        )
    act = Act(Verb.GRANT if grants else Verb.UPHOLD, by=by, note=answer, at=at)
    with step(asked.comment, act) as under_way:
        locked = Appeal.objects.select_for_update(of=("self",)).get(pk=asked.pk)
        _check(locked, by)
        locked.outcome = Outcome.GRANTED if grants else Outcome.UPHELD
        locked.answer, locked.decided_by, locked.decided_at = answer, by, under_way.now
        locked.save(update_fields=["outcome", "answer", "decided_by", "decided_at"])
        if grants:
            under_way.move(State.PUBLISHED)
        under_way.changed.add("state")
        _tell(locked, under_way.comment)
    asked.refresh_from_db()


def _check(asked: Appeal, by: User) -> None:
    if asked.outcome:
        raise Refused(_("A colleague has decided this appeal already."))
    if asked.judged_by_id == by.pk:
        raise Refused(
            _("You made the decision that this reader asks about; a colleague has to answer.")
        )


def _tell(asked: Appeal, comment: Comment) -> None:
    reader = asked.reader
    if reader.is_erased:
        return
    story = Story.objects.filter(pk=comment.thread.story_id or 0, withdrawn=False)
    found = story.only("headline").first()
    is_granted = asked.outcome == Outcome.GRANTED
    path = comment.get_absolute_url() if is_granted else f"{comment.address}appeal/"
    queue_letter(
        "appeal",
        to=reader.email,
        language=reader.language,
        context={
            "headline": found.headline if found else "",
            "granted": is_granted,
            "answer": asked.answer,
            "rules": f"{settings.SITE_URL}{house_rules.address(reader.language)}",
            "link": f"{settings.SITE_URL}{path}",
        },
    )
