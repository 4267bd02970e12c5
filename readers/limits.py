"""How often is too often: counts that all web processes share through PostgreSQL.

Time is cut into windows per limit; a row holds the attempts of one somebody in one window. No row
tells who that was: its key is a hash, keyed with the site's secret.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from readers.models.limit import LimitCount

WEEK = 7 * 24 * 3600

# One statement for any number of limits: rows are locked in the order of their keys, so that two
# requests never wait for each other. The real clock, not the transaction's, chooses the window.
COUNT = """
INSERT INTO readers_limitcount AS kept (key, ends, count)
SELECT key, (floor(extract(epoch FROM clock_timestamp()) / seconds)::bigint + 1) * seconds, 1
FROM unnest(%s::text[], %s::bigint[]) AS asked (key, seconds) ORDER BY key
ON CONFLICT (key, ends) DO UPDATE SET count = kept.count + 1
RETURNING key, count
"""


@dataclass(frozen=True)
class Limit:
    """At most so many times within so many seconds.

    Args:
        name: what is counted, such as "comment".
        who: a hash or a number that stands for somebody; see `network_of` and
            `readers.addresses.fingerprint`. Never a raw address.
        most: attempts that are fine in one window.
        seconds: length of the window.
    """

    name: str
    who: str
    most: int
    seconds: int

    @property
    def key(self) -> str:
        return _keyed(f"{self.name}\0{self.who}\0{self.seconds}")


def take(*limits: Limit) -> Limit | None:
    """Count one attempt against every limit; the first limit that is exhausted, or nothing.

    One query. Refused attempts count too. Ask before your transaction begins: what is counted
    inside of it is forgotten with it.
    """
    asked = {limit.key: limit for limit in limits}
    if not asked:
        return None
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [list(asked), [limit.seconds for limit in asked.values()]])
        counts: dict[str, int] = dict(cursor.fetchall())
    return next((limit for key, limit in asked.items() if counts[key] > limit.most), None)


def network_of(request: HttpRequest) -> str:
    """What stands for the network of a request: an IPv4 address or an IPv6 /64, hashed.

    The hash changes every week. `newsroom.proxy` has already put the visitor's own address into
    REMOTE_ADDR; a server that does not know it (a bare Unix socket) counts everybody as one.
    """
    week = int(time.time() // WEEK)
    return _keyed(f"network\0{week}\0{_network(request.META.get('REMOTE_ADDR', ''))}")


def forget_past_windows() -> int:
    """Delete counts whose window is over; how many there were."""
    return LimitCount.objects.filter(ends__lt=int(time.time()) - 3600).delete()[0]


def _network(text: str) -> str:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return str(ip_network((address, 64), strict=False))
        return str(address.ipv4_mapped)
    return str(address)


def _keyed(text: str) -> str:
    key = f"readers.limits:{settings.SECRET_KEY}".encode()
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
