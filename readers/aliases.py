"""Which addresses lead into one mailbox, as far as a provider's own rules say so. Pure.

Stricter than a likeness: ``j.doe@`` and ``jdoe@`` are two people unless the provider says that dots
do not count, and two addresses that differ by a number always are.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from django.conf import settings

from readers.addresses import email_key


@dataclass(frozen=True)
class Provider:
    """How a provider reads the part before the @.

    Args:
        domain: the one that stands for all of its domains.
        ignored: characters that make no difference.
    """

    domain: str
    ignored: str = ""


GMAIL = Provider("gmail.com", ".")
PROTON = Provider("proton.me", ".-_")
ICLOUD = Provider("icloud.com")
PROVIDERS: dict[str, Provider] = {
    "gmail.com": GMAIL,
    "googlemail.com": GMAIL,
    "proton.me": PROTON,
    "protonmail.com": PROTON,
    "pm.me": PROTON,
    "icloud.com": ICLOUD,
    "me.com": ICLOUD,
    "mac.com": ICLOUD,
}


def alias_key(email: str) -> str:
    """What all spellings of one mailbox have in common.

    Args:
        email: a cleaned address; its domain is in ASCII already.
    """
    local, _at, domain = email_key(email).rpartition("@")
    provider = PROVIDERS.get(domain, Provider(domain))
    bare = local.partition("+")[0]
    for character in provider.ignored:
        bare = bare.replace(character, "")
    return f"{bare or local}@{provider.domain}"


def alias_fingerprint(email: str) -> str:
    """A keyed hash (64 hexadecimal digits) that stands for a cleaned address's mailbox."""
    key = f"readers.alias:{settings.SECRET_KEY}".encode()
    return hmac.new(key, alias_key(email).encode(), hashlib.sha256).hexdigest()
