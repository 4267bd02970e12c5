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
    RETRACTED = "retracted", _("Retracted")
    TAKEN_DOWN = "taken_down", _("Taken down")


class Verb(TextChoices):
    SUBMIT = "submit", _("Send to the editors")
    SEND_BACK = "send_back", _("Send back")
    APPROVE = "approve", _("Approve")
    AMEND = "amend", _("Amend")
    PUBLISH = "publish", _("Publish")
    WITHDRAW = "withdraw", _("Withdraw")
    RETRACT = "retract", _("Retract")
    TAKE_DOWN = "take_down", _("Take down")
    REINSTATE = "reinstate", _("Lift the takedown")
    SPIKE = "spike", _("Spike")
    REVIVE = "revive", _("Bring back")
    SCHEDULE = "schedule", _("Schedule")
    UNSCHEDULE = "unschedule", _("Cancel the schedule")
    EMBARGO = "embargo", _("Put under embargo")
    LIFT = "lift", _("Lift the embargo")
    DISCARD = "discard", _("Discard the changes")


class NoteNeeded(TextChoices):
    """Why a verb asks for words."""

    SEND_BACK = "send_back", _("Say what the writer should change.")
    WITHDRAW = "withdraw", _("Say why the story is withdrawn; the reason stays in its history.")
    RETRACT = "retract", _("Say why the story cannot stand; the reason stays in its history.")
    TAKE_DOWN = "take_down", _("Say who demands it and on what ground; readers never see it.")
    REINSTATE = "reinstate", _("Say why the story may come back; it needs a new approval.")
    SPIKE = "spike", _("Say why the story is given up; it can be brought back.")
    EMBARGO = "embargo", _("Say whose embargo it is; everybody at the desk reads it.")
    LIFT = "lift", _("Say why the embargo ends before its time; the reason stays in the history.")
    DISCARD = "discard", _("Say why the changes are discarded; the history keeps their text.")


@dataclass(frozen=True)
class Move:
    """From which statuses a verb may be used, and the editorial status that it leaves.

    One that leaves no status of its own lets the story's stand.
    The publication after a verb follows from the releases it makes, never from this table.
    """

    editorial: frozenset[Editorial]
    publication: frozenset[Publication]
    becomes: Editorial | None
    note: NoteNeeded | None = None


ANYWHERE = frozenset(Publication)
VISIBLE = frozenset({Publication.LIVE, Publication.SCHEDULED})
# Readers had it and have it no more. What was taken down comes back by the chief alone.
REMOVED = frozenset({Publication.WITHDRAWN, Publication.RETRACTED, Publication.TAKEN_DOWN})
INVISIBLE = ANYWHERE - VISIBLE - {Publication.TAKEN_DOWN}
WRITTEN_ON = frozenset(Editorial) - {Editorial.SPIKED}

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
    Verb.PUBLISH: Move(
        frozenset({Editorial.APPROVED}), ANYWHERE - {Publication.TAKEN_DOWN}, Editorial.APPROVED
    ),
    Verb.WITHDRAW: Move(
        frozenset(Editorial) - {Editorial.SPIKED}, VISIBLE, Editorial.DRAFT, NoteNeeded.WITHDRAW
    ),
    Verb.RETRACT: Move(
        frozenset(Editorial) - {Editorial.SPIKED},
        frozenset({Publication.LIVE, Publication.WITHDRAWN}),
        Editorial.DRAFT,
        NoteNeeded.RETRACT,
    ),
    # Whatever the desk thinks of it: a court does not wait.
    Verb.TAKE_DOWN: Move(
        frozenset(Editorial),
        frozenset({Publication.LIVE, Publication.WITHDRAWN, Publication.RETRACTED}),
        Editorial.DRAFT,
        NoteNeeded.TAKE_DOWN,
    ),
    Verb.REINSTATE: Move(
        frozenset(Editorial) - {Editorial.SPIKED},
        frozenset({Publication.TAKEN_DOWN}),
        Editorial.DRAFT,
        NoteNeeded.REINSTATE,
    ),
    # What readers have is withdrawn, not spiked; what is approved is sent back first.
    Verb.SPIKE: Move(
        frozenset({Editorial.DRAFT, Editorial.SUBMITTED}),
        INVISIBLE,
        Editorial.SPIKED,
        NoteNeeded.SPIKE,
    ),
    Verb.REVIVE: Move(frozenset({Editorial.SPIKED}), ANYWHERE, Editorial.DRAFT),
    # What readers were told is gone comes back at once, or not at all.
    Verb.SCHEDULE: Move(frozenset({Editorial.APPROVED}), ANYWHERE - REMOVED, Editorial.APPROVED),
    # Of a live story it is a change that was to come; the text that readers have stays.
    Verb.UNSCHEDULE: Move(WRITTEN_ON, VISIBLE, None),
    Verb.EMBARGO: Move(WRITTEN_ON, ANYWHERE, None, NoteNeeded.EMBARGO),
    Verb.LIFT: Move(WRITTEN_ON, ANYWHERE, None, NoteNeeded.LIFT),
    # What readers have was approved once.
    Verb.DISCARD: Move(
        WRITTEN_ON, frozenset({Publication.LIVE}), Editorial.APPROVED, NoteNeeded.DISCARD
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
    Verb.PUBLISH: _(
        "Only an approved story that was not taken down can be published; "
        "this one is “%(editorial)s” and “%(publication)s”."
    ),
    Verb.WITHDRAW: _(
        "Only a story that is live or scheduled can be withdrawn; this one is “%(publication)s”."
    ),
    Verb.RETRACT: _(
        "Only a story that readers have, or that was withdrawn, can be retracted; "
        "this one is “%(editorial)s” and “%(publication)s”."
    ),
    Verb.TAKE_DOWN: _(
        "Only a story that readers had can be taken down; this one is “%(publication)s”."
    ),
    Verb.REINSTATE: _(
        "Only a story that was taken down can be let back; "
        "this one is “%(editorial)s” and “%(publication)s”."
    ),
    Verb.SPIKE: _(
        "Only a draft or a story that waits for approval can be spiked, and only while readers "
        "do not have it; this one is “%(editorial)s” and “%(publication)s”."
    ),
    Verb.REVIVE: _("Only a spiked story can be brought back; this one is “%(editorial)s”."),
    Verb.SCHEDULE: _(
        "Only an approved story can be scheduled, and none that was taken from the readers: that "
        "comes back at once. This one is “%(editorial)s” and “%(publication)s”."
    ),
    Verb.UNSCHEDULE: _(
        "Nothing of this story is scheduled; it is “%(editorial)s” and “%(publication)s”."
    ),
    Verb.EMBARGO: _("A story that is “%(editorial)s” needs no embargo."),
    Verb.LIFT: _("A story that is “%(editorial)s” has no embargo to lift."),
    Verb.DISCARD: _(
        "Only changes to a live story can be discarded; this one is “%(editorial)s” and "
        "“%(publication)s”."
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
