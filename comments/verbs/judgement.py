"""What the rules and its author's standing say about a comment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from comments.models import Comment, RuleVersion
from comments.policy import InForce
from comments.rules import Finding, findings, too_many_links
from comments.rules.facts import case_of
from comments.verbs.entry import Entry
from comments.workflow import Refused, State
from readers.models import Reader


def judgement(
    comment: Comment,
    reader: Reader,
    at: datetime,
    standing: InForce,
    entry: Entry,
    *,
    was_approved: bool = False,
    rules: Iterable[RuleVersion] | None = None,
) -> list[Finding]:
    """What is found in a comment of a confirmed reader at a moment.

    Args:
        standing: the policy of its story.
        entry: how the reader stands.
        was_approved: a moderator has approved an earlier wording.
        rules: those in force, where the caller knows them.
    """
    case = case_of(
        comment,
        reader,
        at,
        is_newcomer=_is_first(comment, entry),
        was_approved=was_approved,
        standing=standing.for_reader(is_trusted=entry.is_trusted),
    )
    return findings(case, RuleVersion.objects.in_force() if rules is None else rules) + (
        entry.findings
    )


def check_links(comment: Comment, entry: Entry, body: str) -> None:
    """Refuse a first comment, also while it is edited, that has too many web addresses."""
    if _is_first(comment, entry) and too_many_links(body):
        raise Refused(_("A first comment may have two web addresses at most. Take some out."))


def _is_first(comment: Comment, entry: Entry) -> bool:
    """Whether nothing else by its author is published."""
    return entry.published <= (comment.state == State.PUBLISHED)
