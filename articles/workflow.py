"""The allowed moves of a story: one table, and nothing else decides them.

Three axes are never mixed: the editorial status (does the desk stand behind this text?), the
publication (can readers see it?), and print, which lives with the placements.
Pure: no database, no clock.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Editorial(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waiting for approval")
    APPROVED = "approved", _("Approved")
    SPIKED = "spiked", _("Spiked")


class Publication(TextChoices):
    UNPUBLISHED = "unpublished", _("Not published")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Live")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Verb(TextChoices):
    SUBMIT = "submit", _("Send to the editors")
    SEND_BACK = "send_back", _("Send back")
    APPROVE = "approve", _("Approve")
    AMEND = "amend", _("Amend")
    PUBLISH = "publish", _("Publish")
    WITHDRAW = "withdraw", _("Withdraw")


class NoteNeeded(TextChoices):
    """Why a verb asks for words."""

    SEND_BACK = "send_back", _("Say what the writer should change.")
    WITHDRAW = "withdraw", _("Say why the story is withdrawn; the reason stays in its history.")


@dataclass(frozen=True)
class Move:
    """From which statuses a verb may be used, and the editorial status that it leaves.

    The publication after a verb follows from the releases it makes, never from this table.
    """

    editorial: frozenset[Editorial]
    publication: frozenset[Publication]
    becomes: Editorial
    note: NoteNeeded | None = None


ANYWHERE = frozenset(Publication)
VISIBLE = frozenset({Publication.LIVE, Publication.SCHEDULED})

MOVES: dict[Verb, Move] = {
    Verb.SUBMIT: Move(frozenset({Editorial.DRAFT}), ANYWHERE, Editorial.SUBMITTED),
    Verb.SEND_BACK: Move(
        frozenset({Editorial.SUBMITTED, Editorial.APPROVED}),
        ANYWHERE,
        Editorial.DRAFT,
        NoteNeeded.SEND_BACK,
    ),
    Verb.APPROVE: Move(frozenset({Editorial.SUBMITTED}), ANYWHERE, Editorial.APPROVED),
    # A changed text is no longer the text that was approved.
    Verb.AMEND: Move(frozenset({Editorial.APPROVED}), ANYWHERE, Editorial.DRAFT),
    Verb.PUBLISH: Move(frozenset({Editorial.APPROVED}), ANYWHERE, Editorial.APPROVED),
    Verb.WITHDRAW: Move(
        frozenset(Editorial) - {Editorial.SPIKED}, VISIBLE, Editorial.DRAFT, NoteNeeded.WITHDRAW
    ),
}

_REFUSALS: dict[Verb, Promise] = {
    Verb.SUBMIT: _("Only a draft can be sent to the editors; this story is “%(editorial)s”."),
    Verb.SEND_BACK: _(
        "Only a story that waits for approval or is approved can be sent back; "
        "this one is “%(editorial)s”."
    ),
    Verb.APPROVE: _(
        "Only a story that waits for approval can be approved; this one is “%(editorial)s”."
    ),
    Verb.AMEND: _("Only an approved story loses its approval; this one is “%(editorial)s”."),
    Verb.PUBLISH: _("Only an approved story can be published; this one is “%(editorial)s”."),
    Verb.WITHDRAW: _(
        "Only a story that is live or scheduled can be withdrawn; this one is “%(publication)s”."
    ),
}


class Refused(Exception):
    """A verb that cannot be used now. Its text is for the person who tried."""


class Stale(Refused):
    """The story changed after the person read it."""


def is_allowed(verb: Verb, editorial: Editorial, publication: Publication) -> bool:
    """Whether the table has this move."""
    move = MOVES[verb]
    return editorial in move.editorial and publication in move.publication


def check(verb: Verb, editorial: Editorial, publication: Publication, note: str = "") -> Move:
    """The move for a verb.

    Raises:
        Refused: the table does not have it, or it needs a note and there is none.
    """
    if not is_allowed(verb, editorial, publication):
        words = {"editorial": editorial.label, "publication": publication.label}
        raise Refused(str(_REFUSALS[verb]) % words)
    move = MOVES[verb]
    if move.note is not None and not note.strip():
        raise Refused(str(move.note.label))
    return move
