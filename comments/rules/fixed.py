"""The rules that are always there: the policy, and what no moderator has to write. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from comments import links
from comments.addresses import is_throwaway
from comments.models.moderation import RuleName
from comments.rules.case import Case, Finding

MOST_LINKS_OF_NEW_READERS = 2


def _policy(case: Case) -> Iterator[Finding]:
    if case.in_conflict:
        yield Finding(RuleName.CONFLICT)
    elif case.hold_all:
        yield Finding(RuleName.POLICY, detail=case.held_by[:200])


def _newcomer(case: Case) -> Iterator[Finding]:
    if case.newcomers == 1:
        if case.is_newcomer:
            yield Finding(RuleName.NEWCOMER)
    elif case.newcomers and (approved := case.facts.approved(case.newcomers)) < case.newcomers:
        yield Finding(RuleName.NEWCOMERS, detail=f"{approved}/{case.newcomers}")


def _links(case: Case) -> Iterator[Finding]:
    if case.hold_links:
        for link in links.find(case.text):
            yield Finding(RuleName.LINK, link.start, link.end, link.host[:200])


def _throwaway(case: Case) -> Iterator[Finding]:
    if is_throwaway(case.mail_domain):
        yield Finding(RuleName.DISPOSABLE, detail=case.mail_domain[:200])


def _edited(case: Case) -> Iterator[Finding]:
    if case.was_approved:
        yield Finding(RuleName.EDITED)


RULES: tuple[Callable[[Case], Iterator[Finding]], ...] = (
    _policy,
    _newcomer,
    _links,
    _throwaway,
    _edited,
)


def too_many_links(text: str) -> bool:
    """Whether a cleaned text has more web addresses than a new reader may use."""
    return sum(1 for _link in links.find(text)) > MOST_LINKS_OF_NEW_READERS
