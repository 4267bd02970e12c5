"""How often is too often: counts that all web processes share through PostgreSQL.

Time is cut into windows per limit; a row holds the attempts of one somebody in one window. No row
tells who that was: its key is a hash, keyed with the site's secret. Each user of this module keeps
its counts in a table of its own, whose model has the fields ``key``, ``ends`` and ``count``.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Model
from django.http import HttpRequest

from staff.networks import network

WEEK = 7 * 24 * 3600

# One statement for any number of limits: rows are locked in the order of their keys, so that two
# requests never wait for each other. The real clock, not the transaction's, chooses the window.
_COUNT = """
INSERT INTO the_counts AS kept (key, ends, count)
SELECT key, (floor(extract(epoch FROM clock_timestamp()) / seconds)::bigint + 1) * seconds, 1
FROM unnest(%s::text[], %s::bigint[]) AS asked (key, seconds) ORDER BY key
ON CONFLICT (key, ends) DO UPDATE SET count = kept.count + 1
RETURNING key, count
"""
_GIVE_BACK = """
UPDATE the_counts SET count = count - 1
WHERE count > 0 AND key = ANY(%s::text[]) AND ends > extract(epoch FROM clock_timestamp())
"""


@dataclass(frozen=True)
class Limit:
    """At most so many times within so many seconds.

    Args:
        name: what is counted, such as "comment".
        who: a hash or a number that stands for somebody, such as ``network_of`` gives. Never a
            raw address.
        most: attempts that are fine in one window.
        seconds: length of the window.
    """

    name: str
    who: str
    most: int
    seconds: int

    @property
    def key(self) -> str:
        return keyed(f"{self.name}\0{self.who}\0{self.seconds}")

    @property
    def wait(self) -> int:
        """Seconds until the window ends and attempts are fine again."""
        return self.seconds - int(time.time()) % self.seconds


def take(counts: type[Model], *limits: Limit) -> Limit | None:
    """Count one attempt against every limit; the first limit that is exhausted, or nothing.

    One query. Refused attempts count too. Ask before your transaction begins: what is counted
    inside of it is forgotten with it.

    Args:
        counts: the model in whose table is counted.
    """
    asked = {limit.key: limit for limit in limits}
    if not asked:
        return None
    with connection.cursor() as cursor:
        seconds = [limit.seconds for limit in asked.values()]
        cursor.execute(_in_table(_COUNT, counts), [list(asked), seconds])
        found: dict[str, int] = dict(cursor.fetchall())
    return next((limit for key, limit in asked.items() if found[key] > limit.most), None)


def give_back(counts: type[Model], *limits: Limit) -> None:
    """Uncount one attempt of each limit: it was rightful, so it is no sign of guessing."""
    with connection.cursor() as cursor:
        cursor.execute(_in_table(_GIVE_BACK, counts), [sorted(limit.key for limit in limits)])


def network_of(request: HttpRequest) -> str:
    """What stands for the network of a request: an IPv4 address or an IPv6 /64, hashed.

    The hash changes every week. `newsroom.proxy` has already put the visitor's own address into
    REMOTE_ADDR; a server that does not know it (a bare Unix socket) counts everybody as one.
    """
    week = int(time.time() // WEEK)
    narrow = network(request.META.get("REMOTE_ADDR", ""), v4=32, v6=64) or "unknown"
    return keyed(f"network\0{week}\0{narrow}")


def keyed(text: str) -> str:
    """A hash that only this site can make: 64 hexadecimal digits."""
    key = f"newsroom.limits:{settings.SECRET_KEY}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _in_table(statement: str, counts: type[Model]) -> str:
    return statement.replace("the_counts", counts._meta.db_table)
