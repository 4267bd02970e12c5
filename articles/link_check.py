"""Ask an address on the web whether it answers, without letting it lead anywhere private.

A writer may link to anything, so this must not become a way into the house. Names are resolved
once, every address found must be public, and the connection goes to the very address that was
looked at: a name that changes its mind meanwhile gains nothing. Redirects are followed by the
same rules. Time and bytes are bounded as a whole, not per answer. No database here.
"""

from __future__ import annotations

import http.client
import ipaddress
import queue
import re
import socket
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

SECONDS = 8.0  # for everything: names, redirects and both ways of asking
MOST_BYTES = 32 * 1024  # of an answer's head; its body is never read
MOST_REDIRECTS = 5
MOST_ADDRESSES = 3  # of a name are tried
PORTS = frozenset({80, 443, 8080, 8443})
_STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
_HOST = re.compile(r"[A-Za-z0-9._:-]+")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LOCAL_NAT64 = ipaddress.ip_network("64:ff9b:1::/48")
_REDIRECTS = {301, 302, 303, 307, 308}


class Fault(Exception):
    """Why there was no answer; ``code`` is one of ``articles.links.FAULTS``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Answer:
    """The last status of HTTP, or why there was none."""

    status: int | None = None
    fault: str = ""


def is_public(text: str) -> bool:
    """Whether an IP address belongs to the public internet, whatever notation it hides in."""
    address = ipaddress.ip_address(text.split("%", 1)[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = _inner(address)
        if inner is not None:
            return is_public(str(inner))
        tunnel = address.sixtofour is not None or address.teredo is not None
        if tunnel or address.is_site_local or address in _LOCAL_NAT64:
            return False
    closed = address.is_multicast or address.is_reserved or address.is_unspecified
    return address.is_global and not closed and not address.is_link_local


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that is only written as an IPv6 one."""
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped


def resolve(host: str, port: int) -> list[str]:
    """Every address of a name. Raises ``OSError`` where it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True)
class Rules:
    """Where a check may go. Tests put their own in, with servers of this machine."""

    resolve: Callable[[str, int], list[str]] = resolve
    may_reach: Callable[[str], bool] = is_public
    ports: frozenset[int] | None = PORTS  # none: any
    seconds: float = SECONDS
    tls: ssl.SSLContext = field(default_factory=ssl.create_default_context)


@dataclass(frozen=True)
class _Target:
    scheme: str
    host: str
    port: int
    path: str


def check(url: str, rules: Rules | None = None) -> Answer:
    """Ask an address: its head first, and the whole where the head is refused. Never raises."""
    rules = rules or Rules()
    begun = time.monotonic()
    ends = begun + rules.seconds
    try:
        if _takes_head(url, rules, begun + rules.seconds / 2):
            return Answer(status=200)
        return Answer(status=_follow("GET", url, rules, ends))
    except Fault as fault:
        return Answer(fault=fault.code)
    except ssl.SSLError:
        return Answer(fault="certificate")
    except TimeoutError:
        return Answer(fault="time")
    except OSError:
        return Answer(fault="connection")


def _takes_head(url: str, rules: Rules, ends: float) -> bool:
    """Whether asking for the head alone is answered well; many servers know only GET."""
    try:
        return _follow("HEAD", url, rules, ends) < 400
    except TimeoutError:
        return False
    except Fault as fault:
        if fault.code != "nonsense":
            raise
        return False


def _follow(method: str, url: str, rules: Rules, ends: float) -> int:
    for _step in range(MOST_REDIRECTS + 1):
        status, location = _ask(method, _target(url, rules), rules, ends)
        if status not in _REDIRECTS or not location:
            return status
        url = urljoin(url, location)
    raise Fault("redirects")


def _target(url: str, rules: Rules) -> _Target:
    """The parts of an address that may be asked."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = (parts.hostname or "").rstrip(".")
        host = host if ":" in host else host.encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise Fault("address") from None
    if parts.scheme not in {"http", "https"} or parts.username is not None:
        raise Fault("address")
    if not _HOST.fullmatch(host):
        raise Fault("address")
    if rules.ports is not None and port not in rules.ports:
        raise Fault("private")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    asked = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return _Target(parts.scheme, host, port, f"{path}?{asked}" if asked else path)


def _ask(method: str, target: _Target, rules: Rules, ends: float) -> tuple[int, str]:
    """The status and where it redirects to."""
    with _connected(target, rules, ends) as connection:
        connection.settimeout(_left(ends))
        connection.sendall(_request(method, target))
        return _head(connection, ends)


def _request(method: str, target: _Target) -> bytes:
    host = f"[{target.host}]" if ":" in target.host else target.host
    usual = target.port == (443 if target.scheme == "https" else 80)
    lines = [
        f"{method} {target.path} HTTP/1.1",
        f"Host: {host}" if usual else f"Host: {host}:{target.port}",
        f"User-Agent: Mozilla/5.0 (compatible; newsroom link check; +{settings.SITE_URL})",
        "Accept: */*",
        "Range: bytes=0-0",
        "Connection: close",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("ascii")


def _connected(target: _Target, rules: Rules, ends: float) -> socket.socket:
    """A connection to an address that was looked at; every address of the name must be public."""
    addresses = _resolved(target, rules, ends)
    if not all(rules.may_reach(address) for address in addresses):
        raise Fault("private")
    raw = _first(addresses[:MOST_ADDRESSES], target.port, ends)
    if target.scheme == "http":
        return raw
    try:
        return rules.tls.wrap_socket(raw, server_hostname=target.host)
    except BaseException:
        raw.close()
        raise


def _first(addresses: list[str], port: int, ends: float) -> socket.socket:
    """A connection to the first address that takes one."""
    *others, last = addresses
    for address in others:
        try:
            return socket.create_connection((address, port), timeout=_left(ends) / 2)
        except OSError:
            continue
    return socket.create_connection((last, port), timeout=_left(ends))


def _resolved(target: _Target, rules: Rules, ends: float) -> list[str]:
    """The addresses of a name, within the time: the system's own patience is too long."""
    found: queue.SimpleQueue[list[str]] = queue.SimpleQueue()

    def look() -> None:
        try:
            found.put(rules.resolve(target.host, target.port))
        except (OSError, UnicodeError):
            found.put([])

    threading.Thread(target=look, name="link-name", daemon=True).start()
    try:
        addresses = found.get(timeout=_left(ends))
    except queue.Empty:
        raise TimeoutError from None
    if not addresses:
        raise Fault("name")
    return addresses


def _head(connection: socket.socket, ends: float) -> tuple[int, str]:
    """Read the head of an answer, past interim ones; the body stays unread."""
    data = b""
    while True:
        head, separator, rest = data.partition(b"\r\n\r\n")
        if separator:
            status, location = _understood(head)
            if status >= 200:
                return status, location
            data = rest
            continue
        if len(data) > MOST_BYTES:
            raise Fault("nonsense")
        connection.settimeout(_left(ends))
        more = connection.recv(4096)
        if not more:
            raise Fault("nonsense")
        data += more


def _understood(head: bytes) -> tuple[int, str]:
    line, _, fields = head.partition(b"\r\n")
    status = _STATUS.match(line)
    if status is None:
        raise Fault("nonsense")
    try:
        headers = http.client.parse_headers(BytesIO(fields + b"\r\n\r\n"))
    except http.client.HTTPException:
        raise Fault("nonsense") from None
    location = str(headers.get("Location", ""))
    # Sent as UTF-8 by many, though the header is read as Latin-1.
    return int(status[1]), location.encode("latin-1", "replace").decode("utf-8", "replace")


def _left(ends: float) -> float:
    left = ends - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
