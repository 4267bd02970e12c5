"""The neighbourhood that a request came from, as a keyed hash that tells nobody where it is.

Wider and longer-lived than ``readers.limits.network_of``: it serves to see that several accounts
may be one person's. It is kept for thirty days and no longer.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest

from staff.networks import network

KEPT_FOR = timedelta(days=30)


def neighbourhood_of(request: HttpRequest) -> str:
    """What stands for an IPv4 /24 or an IPv6 /48 (64 hexadecimal digits); empty for unknown."""
    wide = network(request.META.get("REMOTE_ADDR", ""), v4=24, v6=48)
    if not wide:
        return ""
    key = f"readers.networks:{settings.SECRET_KEY}".encode()
    return hmac.new(key, wide.encode(), hashlib.sha256).hexdigest()
