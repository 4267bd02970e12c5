"""Believing forwarded headers, but only from the proxies that TRUSTED_PROXY names."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from newsroom.values import Network

FORWARDED = ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_FOR")


class TrustedProxyMiddleware:
    """Rewrites a request to what the visitor asked for; everyone else's headers are dropped.

    The visitor's address is the last one in X-Forwarded-For that is not a trusted proxy:
    whatever stands before it was written by the visitor.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.trusted: tuple[Network, ...] = settings.TRUSTED_PROXY

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        host, scheme, chain = (request.META.pop(name, "") for name in FORWARDED)
        if self._trusts(request.META.get("REMOTE_ADDR", "")):
            if host:
                request.META["HTTP_HOST"] = host.rsplit(",", 1)[-1].strip()
            if scheme.strip().lower() in ("http", "https"):
                request.META["wsgi.url_scheme"] = scheme.strip().lower()
            if visitor := self._visitor(chain):
                request.META["REMOTE_ADDR"] = visitor
        return self.get_response(request)

    def _visitor(self, chain: str) -> str | None:
        for step in reversed([part.strip() for part in chain.split(",")]):
            if _address(step) is None:
                return None
            if not self._trusts(step):
                return step
        return None

    def _trusts(self, text: str) -> bool:
        address = _address(text)
        return address is not None and any(address in network for network in self.trusted)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(text)
    except ValueError:
        return None
