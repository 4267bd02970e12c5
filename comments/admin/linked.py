"""Accounts that may be one person's: alike addresses, or comments from one neighbourhood of the
network within the last thirty days. A hint for the desk; nothing is decided by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.utils import timezone

from comments.standing import RESTRICTED, Facts, Standing
from readers.addresses import masked

FEW, MOST = 5, 30  # linked accounts of one reader, on a card and on the reader's own page

# Everything is bounded: so many of the reader's latest comments, so many comments of each network.
LINKED = """
SELECT wanted.id, near.id, near.name, near.email, link.by_address, link.by_network,
    coalesce(kept.verb, ''), kept.until
FROM unnest(%s::bigint[]) AS wanted (id)
JOIN readers_reader AS reader ON reader.id = wanted.id
CROSS JOIN LATERAL (
    SELECT found.id, bool_or(found.by_address) AS by_address,
        bool_or(NOT found.by_address) AS by_network
    FROM (
        (SELECT other.id, true AS by_address FROM readers_reader AS other
        WHERE newsroom_address_pattern(other.email_key)
            = newsroom_address_pattern(reader.email_key)
            AND other.email_key <> '' AND other.id <> reader.id LIMIT %s)
        UNION ALL
        (SELECT DISTINCT there.reader_id, false
        FROM (SELECT DISTINCT network FROM (
                SELECT network FROM comments_comment
                WHERE reader_id = reader.id ORDER BY id DESC LIMIT 50
            ) AS latest WHERE network <> '' LIMIT 10) AS own
        CROSS JOIN LATERAL (
            SELECT reader_id FROM comments_comment AS c
            WHERE c.network = own.network AND c.network <> '' ORDER BY c.id DESC LIMIT 100
        ) AS there
        WHERE there.reader_id <> reader.id LIMIT %s)
    ) AS found GROUP BY found.id LIMIT %s
) AS link
JOIN readers_reader AS near ON near.id = link.id
LEFT JOIN comments_readerstanding AS s ON s.reader_id = near.id
LEFT JOIN comments_standingdecision AS kept ON kept.id = s.restricted_by_id
ORDER BY wanted.id, near.id
"""


@dataclass(frozen=True)
class Linked:
    """Another account, and what links it."""

    pk: int
    name: str
    email: str
    by_address: bool
    by_network: bool
    restriction: str = ""
    until: datetime | None = None

    @property
    def masked_email(self) -> str:
        return masked(self.email) if self.email else ""

    @property
    def standing(self) -> str:
        """``muted`` or ``banned`` now; empty for neither."""
        standing = Facts(restriction=self.restriction, until=self.until).at(timezone.now())
        return standing.value if standing in RESTRICTED else ""

    @property
    def standing_label(self) -> str:
        return str(Standing(self.standing).label) if self.standing else ""


def linked_to(readers: Iterable[int], most: int = FEW) -> dict[int, list[Linked]]:
    """The accounts linked to several readers, at most so many for each; one query."""
    numbers = sorted(readers)
    found: dict[int, list[Linked]] = {}
    with connection.cursor() as cursor:
        cursor.execute(LINKED, [numbers, most, most, most])
        for number, *account in cursor.fetchall():
            found.setdefault(number, []).append(Linked(*account))
    return found
