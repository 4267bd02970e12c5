"""Strict readers for single environment values.

Each takes the environment and a variable's name, returns the default when the variable is
absent, and raises `EnvironmentProblem` when the value cannot be used. An empty value counts as
wrong, not as absent: a secret that failed to arrive must not turn into a default.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parseaddr
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from newsroom.problem import EnvironmentProblem

Network = IPv4Network | IPv6Network

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})
MAILBOX = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]{1,64}", re.ASCII)
LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.IGNORECASE)


def given(environ: Mapping[str, str], name: str) -> str | None:
    """The value as typed, without surrounding blanks; `None` when absent."""
    value = environ.get(name)
    if value is None:
        return None
    value = value.strip()
    if not value:
        raise EnvironmentProblem(name, "is set but empty: give it a value or unset it")
    if not value.isprintable():
        raise EnvironmentProblem(name, "contains control characters")
    return value


def boolean(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    """true/false in the usual spellings, nothing else."""
    value = given(environ, name)
    if value is None:
        return default
    if value.lower() in TRUE | FALSE:
        return value.lower() in TRUE
    raise EnvironmentProblem(name, f"must be true or false, not {value!r}")


def choice(environ: Mapping[str, str], name: str, default: str, *others: str) -> str:
    """One of a few words."""
    value = given(environ, name) or default
    if value not in (default, *others):
        accepted = ", ".join((default, *others))
        raise EnvironmentProblem(name, f"must be one of {accepted}, not {value!r}")
    return value


def integer(environ: Mapping[str, str], name: str, default: int, *, least: int, most: int) -> int:
    """A whole number from `least` to `most`, both included."""
    value = given(environ, name)
    if value is None:
        return default
    if not (value.isascii() and value.isdigit()) or not least <= int(value[:9]) <= most:
        raise EnvironmentProblem(
            name, f"must be a whole number from {least} to {most}, not {value!r}"
        )
    return int(value)


def text(environ: Mapping[str, str], name: str, default: str) -> str:
    """One line of text, at most 100 characters."""
    value = given(environ, name) or default
    if len(value) > 100:
        raise EnvironmentProblem(name, "is longer than 100 characters")
    return value


def secret(environ: Mapping[str, str], name: str, *, least: int) -> str | None:
    """A secret of at least `least` characters; the problem never repeats it."""
    value = given(environ, name)
    if value is not None and (len(value) < least or len(set(value)) < 5):
        raise EnvironmentProblem(
            name, f"must have at least {least} characters, 5 of them different"
        )
    return value


def folder(environ: Mapping[str, str], name: str, default: Path, *, base: Path) -> Path:
    """A folder; a relative one is taken from `base`. It need not exist yet."""
    value = given(environ, name)
    path = default if value is None else (base / Path(value).expanduser())
    if path.exists() and not path.is_dir():
        raise EnvironmentProblem(name, f"must be a folder, but {path} is not one")
    return path.absolute()


def location(environ: Mapping[str, str], name: str) -> str:
    """An address within the site such as /stored/, with a slash at both ends; may be missing."""
    value = given(environ, name)
    if value is not None and not re.fullmatch(r"/([a-z0-9_-]+/)+", value):
        raise EnvironmentProblem(
            name, f"must begin and end with a slash, such as /stored/, not {value!r}"
        )
    return value or ""


def time_zone(environ: Mapping[str, str], name: str, default: str) -> str:
    """A name of the IANA time zone database."""
    value = given(environ, name) or default
    if value not in available_timezones():
        raise EnvironmentProblem(
            name, f"must be a time zone such as Asia/Beirut or Europe/London, not {value!r}"
        )
    return value


def is_host(value: str) -> bool:
    """Whether `value` is a host name or an IP address (IPv6 without brackets)."""
    try:
        ip_address(value)
    except ValueError:
        labels = value.split(".")
        numeric = labels[-1].isdigit()
        return not numeric and len(value) <= 253 and all(map(LABEL.fullmatch, labels))
    return True


def is_everywhere(value: str) -> bool:
    """Whether a server on `value` listens on every address of its machine."""
    try:
        return ip_address(value).is_unspecified
    except ValueError:
        return False


def in_url(host_name: str) -> str:
    """A host as it stands in an address: IPv6 gets its brackets."""
    return f"[{host_name}]" if ":" in host_name else host_name


def host(environ: Mapping[str, str], name: str, default: str) -> str:
    """A host name or an IP address to listen on."""
    value = given(environ, name) or default
    bare = value[1:-1] if value.startswith("[") and value.endswith("]") else value
    if not is_host(bare):
        raise EnvironmentProblem(name, f"must be a host name or an IP address, not {value!r}")
    return bare


def allowed_hosts(environ: Mapping[str, str], name: str, *, star: bool) -> tuple[str, ...]:
    """Comma-separated host names; `.example.org` includes sub-domains; `*` only where `star`."""
    value = given(environ, name)
    hosts = tuple(part.strip().lower() for part in value.split(",")) if value else ()
    for part in hosts:
        if part == "*" and star:
            continue
        bracketed = part.startswith("[") and part.endswith("]") and ":" in part
        bare = part[1:-1] if bracketed else part.removeprefix(".")
        if not is_host(bare) or (":" in bare and not bracketed):
            raise EnvironmentProblem(
                name, f"must list host names without port, separated by commas; wrong: {part!r}"
            )
    return hosts


def networks(environ: Mapping[str, str], name: str) -> tuple[Network, ...]:
    """Comma-separated IP addresses or networks in CIDR form."""
    value = given(environ, name)
    if value is None:
        return ()
    try:
        return tuple(ip_network(part.strip()) for part in value.split(","))
    except ValueError:
        raise EnvironmentProblem(
            name, f"must list addresses or networks such as 10.0.0.0/8, not {value!r}"
        ) from None


def site_url(environ: Mapping[str, str], name: str, default: str) -> str:
    """The site's origin, scheme and host only, without a slash at the end."""
    value = (given(environ, name) or default).rstrip("/")
    fault = "must be the site's address such as https://www.example.org, without a path"
    try:
        parts = urlsplit(value)
        wrong = not is_host(parts.hostname or "") or parts.port == 0 or parts.username is not None
    except ValueError:
        raise EnvironmentProblem(name, fault) from None
    rest = parts.path or parts.query or parts.fragment
    if parts.scheme not in ("http", "https") or wrong or rest:
        raise EnvironmentProblem(name, fault)
    return value


def hook_url(environ: Mapping[str, str], name: str) -> str | None:
    """The address of a web hook: http or https, with path and query but without user or fragment.

    It often holds a secret, so the problem never repeats it.
    """
    value = given(environ, name)
    if value is None:
        return None
    fault = "must be an address such as https://chat.example.org/hooks/desk, without user"
    try:
        parts = urlsplit(value)
        wrong = not is_host(parts.hostname or "") or parts.port == 0 or parts.username is not None
    except ValueError:
        raise EnvironmentProblem(name, fault) from None
    odd = parts.fragment or " " in value or not value.isascii() or len(value) > 1000
    if parts.scheme not in ("http", "https") or wrong or odd:
        raise EnvironmentProblem(name, fault)
    return value


def contact(environ: Mapping[str, str], name: str, default: str) -> str:
    """How somebody is reached, as an address of the web: `mailto:` or `https:`."""
    value = given(environ, name) or default
    local, _, domain = value.removeprefix("mailto:").rpartition("@")
    if local.isascii() and MAILBOX.fullmatch(local) and is_host(domain):
        return f"mailto:{local}@{domain}"
    try:
        parts = urlsplit(value)
        good = parts.scheme == "https" and is_host(parts.hostname or "") and value.isascii()
    except ValueError:
        good = False
    if not good or " " in value or len(value) > 200:
        raise EnvironmentProblem(
            name, f"must be a mail address or an address that begins with https://, not {value!r}"
        )
    return value


def mail_addresses(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    """Comma-separated mail addresses, at most 20."""
    value = given(environ, name)
    found = tuple(part.strip() for part in value.split(",")) if value else ()
    for part in found:
        local, _, domain = part.rpartition("@")
        if not local.isascii() or not MAILBOX.fullmatch(local) or not is_host(domain):
            raise EnvironmentProblem(name, f"must list mail addresses; wrong: {part!r}")
    if len(found) > 20:
        raise EnvironmentProblem(name, "lists more than 20 addresses; use one of a mailing list")
    return found


def mail_sender(environ: Mapping[str, str], name: str) -> str:
    """The sender of the site's letters: `Name <address>` or an address."""
    value = given(environ, name) or "The Cedar Ledger <desk@cedar-ledger.example>"
    address = parseaddr(value)[1]
    local, _, domain = address.rpartition("@")
    if not local or not is_host(domain):
        raise EnvironmentProblem(name, f"must be a mail address, not {value!r}")
    return value
