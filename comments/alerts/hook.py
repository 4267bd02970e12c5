"""One signed POST to the web hook: no redirects, no proxies, and never longer than some seconds.

The address is looked up once and that very address is connected to, so that a name cannot lead to
a private network after it was checked.
"""

from __future__ import annotations

import hashlib
import hmac
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import SplitResult, urlsplit

from articles.link_check import is_public, resolve

TIMEOUT = 5.0  # seconds to connect, and for each answer of the network
AT_MOST = 15.0  # seconds for the whole, however slowly the other side drips
TRY_AGAIN = frozenset({408, 425, 429})  # of the answers 4xx; the others mean a wrong setting
SIGNATURE, TIMESTAMP, DELIVERY = (
    "X-Newsroom-Signature",
    "X-Newsroom-Timestamp",
    "X-Newsroom-Delivery",
)


class HookFailed(Exception):
    """The hook did not take an alert. ``permanent``: another attempt would not change that."""

    def __init__(self, why: str, *, permanent: bool = False) -> None:
        super().__init__(why)
        self.permanent = permanent


def sign(secret: str, timestamp: int, body: bytes) -> str:
    """HMAC-SHA256 over the timestamp in decimal digits, a full stop and the body."""
    signed = f"{timestamp}.".encode() + body
    return f"sha256={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


def post(url: str, body: bytes, *, secret: str, delivery: int, at: datetime, private: bool) -> int:
    """Send JSON, signed; the status of the answer, 200 to 299.

    Args:
        delivery: the number by which the receiver knows an alert that comes twice.
        at: the moment of sending (aware); part of what is signed.
        private: whether the address may be one of a private network.

    Raises:
        HookFailed: nobody there, nothing in time, a redirect, or any other status.
    """
    parts, timestamp = urlsplit(url), int(at.timestamp())
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "newsroom-alerts",
        TIMESTAMP: str(timestamp),
        SIGNATURE: sign(secret, timestamp, body),
        DELIVERY: str(delivery),
    }
    target = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
    try:
        with _connection(parts, private=private) as connection:
            connection.request("POST", target, body, headers)
            status = connection.getresponse().status
    except TimeoutError:
        raise HookFailed("no answer in time") from None
    except (OSError, HTTPException) as fault:
        raise HookFailed(type(fault).__name__) from fault
    if 200 <= status < 300:
        return status
    raise HookFailed(f"HTTP {status}", permanent=status < 500 and status not in TRY_AGAIN)


@contextmanager
def _connection(parts: SplitResult, *, private: bool) -> Iterator[HTTPConnection]:
    host = parts.hostname or ""
    is_https = parts.scheme == "https"
    port = parts.port or (443 if is_https else 80)
    address = _address(host, port, private=private)
    lines: list[socket.socket] = [socket.create_connection((address, port), TIMEOUT)]
    end = threading.Timer(AT_MOST, _cut, [lines])
    end.start()
    connection = (HTTPSConnection if is_https else HTTPConnection)(host, parts.port)
    try:
        if is_https:
            secured = _secured(lines[0], host)
            lines.append(secured)
            secured.do_handshake()
        connection.sock = lines[-1]
        yield connection
    finally:
        end.cancel()
        connection.close()
        for line in lines:
            line.close()


def _secured(line: socket.socket, host: str) -> ssl.SSLSocket:
    """The same line under TLS, before its handshake: that is to be cut off in time as well."""
    context = ssl.create_default_context()
    return context.wrap_socket(line, server_hostname=host, do_handshake_on_connect=False)


def _cut(lines: list[socket.socket]) -> None:
    with suppress(OSError):  # it had ended by itself
        lines[-1].shutdown(socket.SHUT_RDWR)


def _address(host: str, port: int, *, private: bool) -> str:
    """The address of a host; every one that the name has must be allowed."""
    found = resolve(host, port)
    if not private and not all(is_public(one) for one in found):
        raise HookFailed("a private address; ALERT_HOOK_PRIVATE would allow it", permanent=True)
    return found[0]
