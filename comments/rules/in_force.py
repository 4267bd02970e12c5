"""The rules in force, known without asking for them each time: a version never changes."""

from __future__ import annotations

from functools import lru_cache

from comments.models.rule import RuleVersion


@lru_cache(maxsize=4)
def versions(numbers: tuple[int, ...]) -> tuple[RuleVersion, ...]:
    """The versions with these numbers; a query only when one of them is new to this process."""
    return tuple(RuleVersion.objects.filter(pk__in=numbers).order_by("rule")) if numbers else ()
