"""Addresses that may be one person's: what a flag storm and an alias have in common. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

SAME_SERVICE = {"googlemail.com": "gmail.com"}


def address_pattern(email: str) -> str:
    """An address without what one person varies: dots, a tag after "+", numbers.

    "j.doe+news@googlemail.com" and "jdoe7@gmail.com" are alike. An address of digits alone stays.
    """
    local, _, domain = email.strip().casefold().rpartition("@")
    local = local.partition("+")[0].replace(".", "").replace("_", "").replace("-", "")
    bare = re.sub(r"\d+", "", local) or local
    return f"{bare}@{SAME_SERVICE.get(domain, domain)}"


def people(accounts: Iterable[tuple[str, str]]) -> int:
    """How many people stand behind accounts, at the least.

    Args:
        accounts: each one's address and network hash (empty for unknown). Accounts with alike
            addresses, or of one network, count as one person; so do chains of them.
    """
    groups: list[set[str]] = []
    for email, network in accounts:
        marks = {f"address {address_pattern(email)}"} | (
            {f"network {network}"} if network else set()
        )
        joined = [group for group in groups if group & marks]
        groups = [group for group in groups if not group & marks]
        groups.append(marks.union(*joined))
    return len(groups)
