"""What was read in this process, in its memory until it is kept.

A reading is a story in an hour, by a browser in a network, and counts once. So that it is known
again it leaves a mark of four bytes: a keyed hash of network, browser and story. The key is of the
hour and never written down (``secret``), the mark is so short that some hundred thousand others
would leave the same, and both are forgotten with the hour. So no address can be had back from them.
"""

from __future__ import annotations

import atexit
import hashlib
import hmac
import logging
import threading
from collections import Counter

from django.conf import settings
from django.db import DatabaseError, connection

from articles.readings.keeping import Pending, keep
from articles.readings.secret import SECRET, Secret, this_hour

logger = logging.getLogger(__name__)

# From one network in an hour, whatever browsers it says it has. A crowd behind one address counts
# for less than it is; a script that makes names up counts for no more.
OF_A_STORY = 20
OF_ALL_STORIES = 300
MOST = 100_000  # readings of an hour that a process remembers; what is more is not counted


class Readings:
    """The readings of the running hour, and those that were not taken yet."""

    def __init__(self, secret: Secret) -> None:
        self._secret = secret
        self._lock = threading.Lock()
        self._hour = 0
        self._seen: set[int] = set()
        self._crowds: Counter[int] = Counter()
        self._pending: Pending = {}

    def note(self, network: str, browser: str, story: int) -> bool:
        """Count a reading, unless it counted already or its network had its share.

        Args:
            browser: what the browser calls itself.

        Returns:
            Whether it is the first that waits to be taken.
        """
        with self._lock:
            secret = self._turn()
            mark = _mark(secret, network, browser, str(story))
            if mark in self._seen or len(self._seen) >= MOST or self._is_crowded(network, story):
                return False
            first = not self._pending
            self._seen.add(mark)
            self._pending.setdefault((self._hour, story), []).append(mark)
            return first

    def take(self) -> Pending:
        """What waits, which then waits no more."""
        with self._lock:
            taken, self._pending = self._pending, {}
        return taken

    def _turn(self) -> bytes:
        hour = this_hour()
        if hour != self._hour:
            self._hour = hour
            self._seen.clear()
            self._crowds.clear()
        return self._secret.turn(hour)

    def _is_crowded(self, network: str, story: int) -> bool:
        secret = self._secret.turn(self._hour)
        of_a_story, of_all = _mark(secret, network, str(story)), _mark(secret, network)
        if self._crowds[of_all] >= OF_ALL_STORIES or self._crowds[of_a_story] >= OF_A_STORY:
            return True
        # Only of what counts: numbers that a script makes up must not fill the memory.
        self._crowds.update((of_a_story, of_all))
        return False


def _mark(secret: bytes, *parts: str) -> int:
    digest = hmac.new(secret, "\0".join(parts).encode(errors="replace"), hashlib.sha256).digest()
    return int.from_bytes(digest[:4], "big")


READINGS = Readings(SECRET)


def note(network: str, browser: str, story: int) -> None:
    """Count a reading; within a minute it is in the database, with the others of that minute."""
    if READINGS.note(network, browser, story):
        if settings.READINGS_KEPT_AFTER:
            _later()
        else:
            flush()


def flush() -> None:
    """Keep what waits. Where the database does not take it, it is lost, and nobody waits for it."""
    try:
        keep(READINGS.take())
    except DatabaseError as fault:
        logger.warning("what was read in the last minute is not counted: %s", fault)


atexit.register(flush)  # a process that ends in order loses nothing


def _later() -> None:
    timer = threading.Timer(settings.READINGS_KEPT_AFTER, _flush_of_its_own)
    timer.daemon = True
    timer.start()


def _flush_of_its_own() -> None:
    try:
        flush()
    finally:
        connection.close()
