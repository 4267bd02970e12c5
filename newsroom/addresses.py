"""The three services that an environment may name by address: database, cache, mail."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from newsroom.problem import EnvironmentProblem
from newsroom.values import given, is_host

#: libpq parameters that may follow the `?` of a database address.
DATABASE_PARAMETERS = frozenset(
    "host sslmode sslrootcert sslcert sslkey channel_binding target_session_attrs "
    "connect_timeout application_name keepalives keepalives_idle".split()
)


@dataclass(frozen=True, kw_only=True)
class DatabaseAddress:
    """`postgresql://user:password@host:port/name?sslmode=require`."""

    name: str
    host: str
    port: str = ""
    user: str = ""
    password: str = field(default="", repr=False)
    parameters: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, environ: Mapping[str, str], variable: str) -> Self | None:
        """The database that `variable` names; `host=/folder` selects a socket."""
        found = _split(environ, variable, "postgresql://USER:PASSWORD@HOST:PORT/NAME")
        if found is None:
            return None
        url, example = found
        if url.scheme not in ("postgres", "postgresql"):
            raise EnvironmentProblem(variable, f"must look like {example}; only PostgreSQL is used")
        parameters = _parameters(url, variable, DATABASE_PARAMETERS)
        socket = parameters.pop("host", "")
        name = unquote(url.path.removeprefix("/"))
        host = url.hostname or socket
        if not name or "/" in name or not (is_host(host) or socket.startswith("/")):
            raise EnvironmentProblem(variable, f"must look like {example}")
        return cls(
            name=name,
            host=host,
            port=str(url.port or ""),
            user=unquote(url.username or ""),
            password=unquote(url.password or ""),
            parameters=parameters,
        )


@dataclass(frozen=True, kw_only=True)
class CacheAddress:
    """`redis://host:port/0`, or `rediss://` for TLS."""

    location: str = field(repr=False)

    @classmethod
    def read(cls, environ: Mapping[str, str], variable: str) -> Self | None:
        """The Redis server that `variable` names."""
        found = _split(environ, variable, "redis://HOST:6379/0")
        if found is None:
            return None
        url, example = found
        number = url.path.strip("/")
        known = url.scheme in ("redis", "rediss") and is_host(url.hostname or "")
        if not known or url.query or (number and not number.isdigit()):
            raise EnvironmentProblem(variable, f"must look like {example}")
        return cls(location=url.geturl())


@dataclass(frozen=True, kw_only=True)
class MailAddress:
    """`smtp://user:password@host:587?starttls=true`, `smtps://` or `file:///folder`."""

    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    ssl: bool = False
    starttls: bool = False
    folder: Path | None = None

    @classmethod
    def read(cls, environ: Mapping[str, str], variable: str) -> Self | None:
        """The way that letters leave, by `variable`."""
        found = _split(environ, variable, "smtp://USER:PASSWORD@HOST:587?starttls=true")
        if found is None:
            return None
        url, example = found
        fault = f"must look like {example}, smtps://HOST:465 or file:///FOLDER"
        if url.scheme == "file" and not url.netloc and len(url.path) > 1 and not url.query:
            return cls(folder=Path(unquote(url.path)))
        options = _parameters(url, variable, frozenset({"starttls"}))
        starttls = options.get("starttls", "false").lower()
        tls = url.scheme == "smtps"
        if url.scheme not in ("smtp", "smtps") or not is_host(url.hostname or ""):
            raise EnvironmentProblem(variable, fault)
        if url.path.strip("/") or starttls not in ("true", "false") or (tls and options):
            raise EnvironmentProblem(variable, fault)
        return cls(
            host=url.hostname or "",
            port=url.port or (465 if tls else 25),
            user=unquote(url.username or ""),
            password=unquote(url.password or ""),
            ssl=tls,
            starttls=starttls == "true",
        )


def _split(
    environ: Mapping[str, str], variable: str, example: str
) -> tuple[SplitResult, str] | None:
    value = given(environ, variable)
    if value is None:
        return None
    try:
        url = urlsplit(value)
        wrong = url.port == 0 or bool(url.fragment)
    except ValueError:
        wrong = True
    if wrong:
        raise EnvironmentProblem(variable, f"must look like {example}")
    return url, example


def _parameters(url: SplitResult, variable: str, known: frozenset[str]) -> dict[str, str]:
    pairs = dict(parse_qsl(url.query, keep_blank_values=True))
    unknown = sorted(set(pairs) - known)
    if unknown:
        raise EnvironmentProblem(variable, f"has an unknown parameter: {unknown[0]!r}")
    return pairs
