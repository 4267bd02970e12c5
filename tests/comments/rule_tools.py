"""Rules for tests."""

from __future__ import annotations

from typing import Any

from comments.models import Kind, RuleVersion
from comments.verbs.rules import save_rule
from staff.models import User

# What each kind needs at the least, with examples that hold.
FITTING: dict[str, dict[str, Any]] = {
    Kind.WORDS: {
        "words": "traitor*\nكلاب",
        "must_find": "You tr@itors!",
        "must_pass": "A portrait.",
    },
    Kind.DOMAINS: {
        "words": "casino.com\nspam.com",
        "must_find": "Buy at www.spam.com/x",
        "must_pass": "Look at notspam.com",
    },
    Kind.LINKS: {
        "limit": 1,
        "must_find": "https://a.example.org https://b.example.org",
        "must_pass": "https://a.example.org",
    },
    Kind.CAPS: {"limit": 70, "must_find": "WHY IS NOBODY ASKING", "must_pass": "The UN and NATO"},
    Kind.SCRIPT: {
        "scripts": ["latin", "arabic"],
        "must_find": "Никто не спросил жителей",
        "must_pass": "Nobody asked them",
    },
    Kind.REPETITION: {"limit": 2, "minutes": 60},
    Kind.SPEED: {"limit": 3, "minutes": 10},
    Kind.NEWCOMERS: {"limit": 2},
    Kind.FLAGS: {"limit": 5},
    Kind.SCORER: {"limit": 90},
}


def draft(kind: str = Kind.WORDS, **said: Any) -> RuleVersion:
    """A rule that is not saved, with what its kind needs."""
    return RuleVersion(**({"name": f"Rule on {kind}", "kind": kind} | FITTING[kind] | said))


def rule(by: User, kind: str = Kind.WORDS, **said: Any) -> RuleVersion:
    """A rule in force."""
    return save_rule(draft(kind, **said), by=by)
