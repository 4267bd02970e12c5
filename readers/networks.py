"""The neighbourhood that a request came from, as a keyed hash that tells nobody where it is.

Wider and longer-lived than ``readers.limits.network_of``: it serves to see that several accounts
may be one person's. It is kept for thirty days and no longer.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

KEPT_FOR = timedelta(days=30)


def neighbourhood_of(request: HttpRequest) -> str:
    """What stands for an IPv4 /24 or an IPv6 /48 (64 hexadecimal digits); empty for unknown."""
    network = _network(request.META.get("REMOTE_ADDR", ""))
    if not network:
        return ""
    key = f"readers.networks:{settings.SECRET_KEY}".encode()
    return hmac.new(key, network.encode(), hashlib.sha256).hexdigest()


def _network(text: str) -> str:
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is None:
            return str(ip_network((address, 48), strict=False))
        address = address.ipv4_mapped
    return str(ip_network((address, 24), strict=False))
