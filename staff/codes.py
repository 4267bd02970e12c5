"""Codes as people type them: from the app, or one of the recovery codes. Pure."""

from __future__ import annotations

import hashlib
import secrets

from staff.totp import DIGITS

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that looks like something else
HOW_MANY = 10
GROUPS, IN_GROUP = 4, 4  # 80 bits: a hash of them cannot be tried through


def new_codes() -> list[str]:
    """Recovery codes in groups, to be written down."""
    return [
        "-".join("".join(secrets.choice(ALPHABET) for _ in range(IN_GROUP)) for _ in range(GROUPS))
        for _ in range(HOW_MANY)
    ]


def plain(typed: str) -> str:
    """A code without what people put between its parts; digits of any script become 0 to 9."""
    kept = (char for char in typed[:200] if char.isalnum())
    return "".join(str(int(char)) if char.isdecimal() else char.upper() for char in kept)


def is_from_app(code: str) -> bool:
    return len(code) == DIGITS and code.isdecimal()


def digest(code: str) -> str:
    """What is kept of a recovery code."""
    return hashlib.sha256(plain(code).encode()).hexdigest()
