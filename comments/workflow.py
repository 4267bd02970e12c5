"""The states of a comment and the allowed moves between them, as one table. Pure."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class State(TextChoices):
    AWAITING_EMAIL = "awaiting_email", gettext_lazy("waits for its email address to be confirmed")
    PENDING = "pending", gettext_lazy("waits for a moderator")
    PUBLISHED = "published", gettext_lazy("published")
    REJECTED = "rejected", gettext_lazy("not accepted")
    SPAM = "spam", gettext_lazy("set aside as advertising")
    DELETED = "deleted", gettext_lazy("removed by the moderators")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn by its author")


class Verb(TextChoices):
    CONFIRM = "confirm", gettext_lazy("Confirm")
    APPROVE = "approve", gettext_lazy("Approve")
    REJECT = "reject", gettext_lazy("Reject")
    MARK_SPAM = "mark_spam", gettext_lazy("Spam")
    DELETE = "delete", gettext_lazy("Delete")
    HOLD = "hold", gettext_lazy("Hold")
    APPEAL = "appeal", gettext_lazy("Appeal")
    GRANT = "grant", gettext_lazy("Grant an appeal")
    UPHOLD = "uphold", gettext_lazy("Uphold against an appeal")
    UNDO = "undo", gettext_lazy("Undo")
    EDIT = "edit", gettext_lazy("Edit")
    WITHDRAW = "withdraw", gettext_lazy("Withdraw")
    REPLY = "reply", gettext_lazy("Reply from the desk")
    FEATURE = "feature", gettext_lazy("Feature")
    UNFEATURE = "unfeature", gettext_lazy("No longer feature")
    ANNOTATE = "annotate", gettext_lazy("Editor’s note")
    CLOSE = "close", gettext_lazy("Close to replies")
    REOPEN = "reopen", gettext_lazy("Reopen to replies")
    SET_POLICY = "set_policy", gettext_lazy("Change who may comment")


class Reason(TextChoices):
    """Why a moderator rejected a comment; the reader is told."""

    OFF_TOPIC = "off_topic", gettext_lazy("It is not about the story.")
    PERSONAL_ATTACK = "personal_attack", gettext_lazy("It attacks a person.")
    HATE = "hate", gettext_lazy("It denigrates people for what they are.")
    VIOLENCE = "violence", gettext_lazy("It threatens or calls for violence.")
    PRIVATE_DATA = "private_data", gettext_lazy("It has private details of somebody.")
    UNLAWFUL = "unlawful", gettext_lazy("It may be unlawful to publish it.")
    FALSE = "false", gettext_lazy("It states as fact what is known to be false.")
    REPETITION = "repetition", gettext_lazy("It repeats an earlier comment.")
    OTHER = "other", gettext_lazy("It breaks the house rules.")


class Refused(Exception):
    """A verb that is not possible; the text is a sentence for the person."""


SHOWN_OR_WAITING = frozenset({State.PENDING, State.PUBLISHED})
JUDGED = frozenset({State.REJECTED, State.SPAM})
WITH_A_PLACE = JUDGED | {State.PUBLISHED, State.DELETED, State.WITHDRAWN}  # replies may stand below

FROM: dict[Verb, frozenset[State]] = {
    Verb.CONFIRM: frozenset({State.AWAITING_EMAIL}),
    Verb.APPROVE: frozenset({State.PENDING}) | JUDGED,
    Verb.REJECT: SHOWN_OR_WAITING | {State.SPAM},
    Verb.MARK_SPAM: SHOWN_OR_WAITING | {State.REJECTED},
    Verb.DELETE: SHOWN_OR_WAITING | JUDGED,
    Verb.HOLD: frozenset({State.PUBLISHED}),
    Verb.EDIT: SHOWN_OR_WAITING,
    Verb.WITHDRAW: SHOWN_OR_WAITING | JUDGED | {State.AWAITING_EMAIL},
    Verb.APPEAL: JUDGED,
    Verb.GRANT: JUDGED,
    Verb.UPHOLD: JUDGED,
    Verb.FEATURE: frozenset({State.PUBLISHED}),
    Verb.UNFEATURE: frozenset({State.PUBLISHED}),
    Verb.ANNOTATE: frozenset({State.PUBLISHED}),
    Verb.CLOSE: WITH_A_PLACE,
    Verb.REOPEN: WITH_A_PLACE,
}
BECOMES: dict[Verb, State] = {
    Verb.APPROVE: State.PUBLISHED,
    Verb.REJECT: State.REJECTED,
    Verb.MARK_SPAM: State.SPAM,
    Verb.DELETE: State.DELETED,
    Verb.HOLD: State.PENDING,
    Verb.WITHDRAW: State.WITHDRAWN,
}


def is_allowed(verb: Verb, state: State) -> bool:
    """Whether a verb may be used on a comment in this state."""
    return state in FROM.get(verb, frozenset())


def check(verb: Verb, state: State) -> None:
    """Refuse a verb that this state does not allow, in words."""
    if not is_allowed(verb, state):
        raise Refused(
            _("This is not possible any more: the comment is already “%(state)s”.")
            % {"state": State(state).label}
        )
