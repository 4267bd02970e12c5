"""The stages of an assignment and the acts that move it: one table, and nothing else decides them.

A stage is never stored: it follows from who has the assignment, from its story and from whether it
was dropped. Pure: no database, no clock.
"""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.workflow import Refused


class Stage(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    PLANNED = "planned", _("Planned, nobody yet")
    ASSIGNED = "assigned", _("Assigned")
    BEGUN = "begun", _("In progress")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class Act(TextChoices):
    PROPOSE = "propose", _("Propose")
    PLAN = "plan", _("Plan")
    ACCEPT = "accept", _("Accept the proposal")
    ASSIGN = "assign", _("Assign")
    CHANGE_DUE = "change_due", _("Change when it is due")
    REVISE = "revise", _("Change")
    BEGIN = "begin", _("Begin writing")
    DROP = "drop", _("Drop")
    REVIVE = "revive", _("Bring back")


OPEN = frozenset({Stage.PROPOSED, Stage.PLANNED, Stage.ASSIGNED, Stage.BEGUN})

#: From which stages an act is possible. To plan and to propose begins an assignment.
ACTS: dict[Act, frozenset[Stage]] = {
    Act.ACCEPT: frozenset({Stage.PROPOSED}),
    Act.ASSIGN: OPEN,
    Act.CHANGE_DUE: OPEN,
    Act.REVISE: OPEN | {Stage.DONE},
    Act.BEGIN: frozenset({Stage.PLANNED, Stage.ASSIGNED}),
    Act.DROP: OPEN,
    Act.REVIVE: frozenset({Stage.DROPPED}),
}

_REFUSALS: dict[Act, Promise] = {
    Act.ACCEPT: _("Only a proposal can be accepted; this assignment is “%(stage)s”."),
    Act.ASSIGN: _("An assignment that is “%(stage)s” goes to nobody any more."),
    Act.CHANGE_DUE: _("An assignment that is “%(stage)s” is due no more."),
    Act.REVISE: _("A dropped assignment is not changed; bring it back first."),
    Act.BEGIN: _(
        "Writing begins from an assignment that is planned or assigned; this one is “%(stage)s”."
    ),
    Act.DROP: _("Only an open assignment can be dropped; this one is “%(stage)s”."),
    Act.REVIVE: _("Only a dropped assignment can be brought back; this one is “%(stage)s”."),
}
WHY_DROPPED = _("Say why it is dropped; those who have it are told.")


def check_act(act: Act, stage: Stage, note: str = "") -> None:
    """Whether an act is possible now.

    Raises:
        Refused: the table does not have it, or it needs a reason and there is none.
    """
    if stage not in ACTS[act]:
        raise Refused(str(_REFUSALS[act]) % {"stage": stage.label})
    if act == Act.DROP and not note.strip():
        raise Refused(str(WHY_DROPPED))
