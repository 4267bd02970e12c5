"""What a place says and has said about who may comment, in the desk's words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from comments.models import ConflictSwitch, OwnPolicy, Policy, Scope, SitePolicy
from comments.policy import Choice
from comments.policy.asking import AT_FIRST
from comments.policy.places import Place
from comments.policy.words import choice_sentence
from comments.verbs.policies import newest_of

OF_THE_PAST = 30


def history(here: Place) -> list[tuple[str, Any]]:
    """What was chosen and switched here, newest first, in words."""
    if here.scope == Scope.SITE:
        site = SitePolicy.objects.select_related("by")[:OF_THE_PAST]
        return [(row_says(here, one), one) for one in site]
    own = OwnPolicy.objects.filter(scope=here.scope, key=here.key).select_related("by")
    rows: list[tuple[str, Any]] = [
        (row_says(here, one) or _("Says nothing itself"), one) for one in own[:OF_THE_PAST]
    ]
    switches = ConflictSwitch.objects.filter(scope=here.scope, key=here.key).select_related("by")
    for switch in switches[:OF_THE_PAST]:
        said = _("Conflict mode switched on") if switch.is_on else _("Conflict mode ended")
        rows.append((said, switch))
    return sorted(rows, key=lambda row: row[1].at, reverse=True)[:OF_THE_PAST]


def says(here: Place) -> str:
    """What a place says now, in words; empty where it says nothing."""
    newest = newest_of(here)
    if here.scope == Scope.SITE and newest is None:
        return choice_sentence(AT_FIRST)
    return row_says(here, newest)


def row_says(here: Place, row: OwnPolicy | SitePolicy | None) -> str:
    """What a row of a place says, in words; empty where it says nothing."""
    return choice_sentence(_choice(here, row)) if row is not None and row.policy else ""


def _choice(here: Place, row: OwnPolicy | SitePolicy) -> Choice:
    return Choice(
        here.scope,
        here.key,
        policy=Policy(row.policy or Policy.OPEN),
        newcomers=row.newcomers,
        closes_after=row.closes_after,
        at=row.at,
    )
