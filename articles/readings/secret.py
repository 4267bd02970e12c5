"""A secret for the marks of one hour, in the memory of processes alone. Pure.

Each hour's secret is made from the one before by a hash, and that one is forgotten: nobody can go
back to an hour that is over. All web processes of a machine have the same secret without its being
written anywhere, because gunicorn's first process makes it and the others are born of that one.
"""

from __future__ import annotations

import hashlib
import secrets
import time

HOUR = 3600


def this_hour() -> int:
    """The running hour, in hours since the epoch."""
    return int(time.time()) // HOUR


class Secret:
    """Random bytes that change with the hour."""

    def __init__(self) -> None:
        self._hour = this_hour()
        self._bytes = secrets.token_bytes(32)

    def turn(self, hour: int) -> bytes:
        """The secret of an hour; those before are gone. A clock put back changes nothing."""
        while self._hour < hour:
            self._bytes = hashlib.sha256(self._bytes).digest()
            self._hour += 1
        return self._bytes


SECRET = Secret()
