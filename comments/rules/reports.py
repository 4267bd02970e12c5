"""Readers' reports of a comment, counted by the people behind them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from comments.matching.linked import people
from comments.models.comment import Comment
from comments.models.moderation import Decision, RuleName
from comments.models.rule import Kind, RuleVersion
from comments.models.vote import Flag
from comments.rules.case import Finding
from comments.workflow import State

NETWORKS_KEPT_FOR = timedelta(days=60)


def found_by_reports(rule: RuleVersion, comment: Comment) -> list[Finding]:
    """What a rule on reports finds in a published comment now.

    Accounts that may be one person's count once. What a moderator has approved in spite of its
    reports needs new ones.
    """
    return _found(rule, _reports(comment, _approvals(comment)[-1:]))


def would_have_found(rule: RuleVersion, comment: Comment) -> list[Finding]:
    """What the rule would have found at the moment of any report, had it been in force."""
    approvals = _approvals(comment)
    reports = list(_reports(comment, []))
    for number in range(1, len(reports) + 1):
        at = reports[number - 1][2]
        past = [moment for moment in approvals if moment < at]
        since = past[-1] if past else None
        counted = (one for one in reports[:number] if since is None or one[2] > since)
        if found := _found(rule, counted):
            return found
    return []


def rules_on_reports(comment: Comment) -> Iterator[RuleVersion]:
    """The rules in force that reports of a comment can meet."""
    for rule in RuleVersion.objects.in_force().filter(kind=Kind.FLAGS):
        if rule.language in {"", comment.language}:
            yield rule


def forget_networks() -> int:
    """Take the networks off old reports: they serve to link accounts, and only for a while."""
    old = Flag.objects.filter(at__lt=timezone.now() - NETWORKS_KEPT_FOR)
    return old.exclude(network="").update(network="")


Report = tuple[str, str, datetime]


def _reports(comment: Comment, since: list[datetime]) -> Iterator[Report]:
    rows = Flag.objects.filter(comment=comment, reader__erased_at=None)
    if since:
        rows = rows.filter(at__gt=since[-1])
    yield from rows.order_by("at", "pk").values_list("reader__email", "network", "at")


def _approvals(comment: Comment) -> list[datetime]:
    rows = Decision.objects.filter(comment=comment, after=State.PUBLISHED, by__isnull=False)
    return list(rows.order_by("pk").values_list("at", flat=True))


def _found(rule: RuleVersion, reports: Iterator[Report]) -> list[Finding]:
    number = people((email, network) for email, network, _at in reports)
    if number < max(rule.limit or 0, 1):
        return []
    return [Finding(RuleName(rule.kind), detail=str(number), version=rule)]
