"""What has to be read by somebody before it appears.

``fixed`` holds the rules that are always there, ``written`` those that moderators write; both look
at a ``Case`` and answer with findings. ``facts`` tells what is known besides the text, ``reports``
counts who reported a comment, ``drafts`` checks a rule before it is saved.
"""

from __future__ import annotations

from collections.abc import Iterable

from comments.models.rule import Action, RuleVersion
from comments.rules.case import Case, Facts, Finding, NoFacts
from comments.rules.fixed import RULES, too_many_links
from comments.rules.written import look
from comments.workflow import State

__all__ = ["Case", "Facts", "Finding", "NoFacts", "deciding", "findings", "look", "outcome"]
__all__ += ["too_many_links"]

BECOMES = {
    Action.REJECT: State.REJECTED,
    Action.SPAM: State.SPAM,
    Action.HOLD: State.PENDING,
}


def findings(case: Case, written: Iterable[RuleVersion] = ()) -> list[Finding]:
    """Everything that the rules find; nothing means that the comment may appear at once."""
    fixed = [finding for rule in RULES for finding in rule(case)]
    return fixed + [finding for rule in written for finding in look(rule, case)]


def deciding(found: Iterable[Finding]) -> Finding | None:
    """The finding that refuses the comment, if one does; a rejection counts before spam."""
    refusing = [one for one in found if one.action != Action.HOLD]
    refusing.sort(key=lambda one: one.action != Action.REJECT)
    return refusing[0] if refusing else None


def outcome(found: list[Finding]) -> State:
    """The state that a comment gets after the rules have looked at it."""
    refusing = deciding(found)
    if refusing is not None:
        return BECOMES[refusing.action]
    return State.PENDING if found else State.PUBLISHED
