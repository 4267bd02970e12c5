"""What the process was told by its environment, checked before anything else runs.

Every value is either absent or well formed. Anything else is an `EnvironmentProblem`: one
line that names the variable and says what would be accepted. Secrets are never repeated.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from newsroom import values
from newsroom.addresses import CacheAddress, DatabaseAddress, MailAddress
from newsroom.problem import EnvironmentProblem

BASE_DIR = Path(__file__).resolve().parent.parent
#: Set by the supervisor for its children: this is `make run`, not production.
LOCAL_RUN = "NEWSROOM_LOCAL_RUN"
#: Who has to have a second factor; the first is the default.
SECOND_FACTOR = ("off", "editors", "all")
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, kw_only=True)
class Environment:
    """The variables of this process, parsed. `None` means that the variable is absent."""

    debug: bool
    local_run: bool
    var_dir: Path
    media_root: Path
    media_accel: str
    host: str
    port: int
    site_url: str
    security_contact: str
    allowed_hosts: tuple[str, ...]
    trusted_proxy: tuple[values.Network, ...]
    secret_key: str | None
    database: DatabaseAddress | None
    replica: DatabaseAddress | None
    cache: CacheAddress | None
    mail: MailAddress | None
    mail_from: str
    time_zone: str
    demo_password: str | None
    statement_timeout: int
    web_workers: int
    newspaper_name: str
    newspaper_name_ar: str
    alert_mail: tuple[str, ...]
    alert_hook_url: str | None
    alert_hook_secret: str | None
    alert_hook_private: bool
    staff_second_factor: str

    @property
    def local(self) -> bool:
        """Whether this is somebody's own machine: the embedded database or `make run`."""
        return self.database is None or self.local_run

    @property
    def production(self) -> bool:
        """Whether the strict rules of a public site apply."""
        return not self.debug and not self.local


def read(environ: Mapping[str, str]) -> Environment:
    """Parse `environ`; raise `EnvironmentProblem` for the first value that is wrong."""
    var_dir = values.folder(environ, "VAR_DIR", BASE_DIR / "var", base=BASE_DIR)
    host = values.host(environ, "HOST", "127.0.0.1")
    port = values.integer(environ, "PORT", 8000, least=1, most=65535)
    debug = values.boolean(environ, "DEBUG", default=False)
    hosts = values.allowed_hosts(environ, "ALLOWED_HOSTS", star=debug)
    site_url = values.site_url(environ, "SITE_URL", _own_address(hosts, host, port))
    found = Environment(
        debug=debug,
        local_run=values.boolean(environ, LOCAL_RUN, default=False),
        var_dir=var_dir,
        media_root=values.folder(environ, "MEDIA_ROOT", var_dir / "media", base=BASE_DIR),
        media_accel=values.location(environ, "MEDIA_ACCEL"),
        host=host,
        port=port,
        site_url=site_url,
        security_contact=values.contact(environ, "SECURITY_CONTACT", _security_mailbox(site_url)),
        allowed_hosts=hosts or _own_hosts(host),
        trusted_proxy=values.networks(environ, "TRUSTED_PROXY"),
        secret_key=values.secret(environ, "SECRET_KEY", least=50),
        database=DatabaseAddress.read(environ, "DATABASE_URL"),
        replica=DatabaseAddress.read(environ, "DATABASE_REPLICA_URL"),
        cache=CacheAddress.read(environ, "CACHE_URL"),
        mail=MailAddress.read(environ, "EMAIL_URL"),
        mail_from=values.mail_sender(environ, "MAIL_FROM"),
        time_zone=values.time_zone(environ, "NEWSPAPER_TIME_ZONE", "Asia/Beirut"),
        demo_password=values.secret(environ, "DEMO_PASSWORD", least=8),
        statement_timeout=values.integer(environ, "STATEMENT_TIMEOUT", 15, least=0, most=86400),
        web_workers=values.integer(environ, "WEB_WORKERS", 2, least=1, most=64),
        newspaper_name=values.text(environ, "NEWSPAPER_NAME", "The Cedar Ledger"),
        newspaper_name_ar=values.text(environ, "NEWSPAPER_NAME_AR", "سجل الأرز"),
        alert_mail=values.mail_addresses(environ, "ALERT_MAIL"),
        alert_hook_url=values.hook_url(environ, "ALERT_HOOK_URL"),
        alert_hook_secret=values.secret(environ, "ALERT_HOOK_SECRET", least=32),
        alert_hook_private=values.boolean(environ, "ALERT_HOOK_PRIVATE", default=False),
        staff_second_factor=values.choice(environ, "STAFF_SECOND_FACTOR", *SECOND_FACTOR),
    )
    if found.production:
        _require(environ, "SECRET_KEY", "ALLOWED_HOSTS")
    if found.replica and not found.database:
        raise EnvironmentProblem("DATABASE_REPLICA_URL", "needs DATABASE_URL beside it")
    if found.alert_hook_url and not found.alert_hook_secret:
        raise EnvironmentProblem("ALERT_HOOK_URL", "needs ALERT_HOOK_SECRET beside it")
    return found


def read_or_exit() -> Environment:
    """The environment of this process; a problem ends it with one line and status 1."""
    try:
        return read(os.environ)
    except EnvironmentProblem as problem:
        sys.exit(f"newsroom: {problem}")


def _require(environ: Mapping[str, str], *names: str) -> None:
    for name in names:
        if name not in environ:
            raise EnvironmentProblem(
                name, "is required in production (DATABASE_URL is set and DEBUG is off)"
            )


def _own_hosts(host: str) -> tuple[str, ...]:
    """Names under which a local server answers when ALLOWED_HOSTS is absent."""
    if values.is_everywhere(host) or host in LOOPBACK:
        return LOOPBACK
    return (*LOOPBACK, values.in_url(host))


def _security_mailbox(site_url: str) -> str:
    """Where to write about a weakness when SECURITY_CONTACT is absent: by RFC 2142."""
    host = urlsplit(site_url).hostname or ""
    return f"security@{host.removeprefix('www.')}"


def _own_address(hosts: tuple[str, ...], host: str, port: int) -> str:
    """The address to write into mails and feeds when SITE_URL is absent."""
    named = [name.lstrip(".") for name in hosts if name != "*" and name not in LOOPBACK]
    if named:
        return f"https://{named[0]}"
    shown = "127.0.0.1" if values.is_everywhere(host) else values.in_url(host)
    return urlsplit(f"http://{shown}:{port}").geturl()
