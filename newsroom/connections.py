"""Django's settings for the services that the environment names."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from newsroom.addresses import DatabaseAddress, MailAddress
from newsroom.embedded import cluster
from newsroom.environment import Environment

#: Seconds that a connection may wait for a lock, and sit idle inside a transaction.
LOCK_TIMEOUT, IDLE_TIMEOUT = 5, 60


def databases(env: Environment) -> dict[str, dict[str, Any]]:
    """`default`, and `replica` where one is given."""
    address = env.database or _embedded(env)
    found = {"default": _database(address, env.statement_timeout)}
    if env.replica:
        found["replica"] = _database(env.replica, env.statement_timeout)
        found["replica"]["TEST"] = {"MIRROR": "default"}
    return found


def _embedded(env: Environment) -> DatabaseAddress:
    home = cluster.Cluster.under(env.var_dir)
    return DatabaseAddress(
        name=cluster.DATABASE,
        user=cluster.USER,
        host=str(home.socket_folder),
        port=cluster.PORT,
    )


def _database(address: DatabaseAddress, statement_timeout: int) -> dict[str, Any]:
    limits = {
        "statement_timeout": statement_timeout,
        "lock_timeout": LOCK_TIMEOUT,
        "idle_in_transaction_session_timeout": IDLE_TIMEOUT,
    }
    options = " ".join(f"-c {name}={seconds}s" for name, seconds in limits.items())
    # Of the queries in `articles.prepared`; all others are planned with their values anyway.
    options += " -c plan_cache_mode=force_generic_plan"
    return {
        "ENGINE": "newsroom.database",
        "NAME": address.name,
        "USER": address.user,
        "PASSWORD": address.password,
        "HOST": address.host,
        "PORT": address.port,
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"connect_timeout": 5, "options": options, **address.parameters},
    }


def caches(env: Environment) -> dict[str, dict[str, Any]]:
    """Redis where it is given, else files that all processes of this machine share."""
    common = {"KEY_PREFIX": installed(env.var_dir / "static" / "staticfiles.json")}
    if env.cache:
        return {
            "default": {
                **common,
                "BACKEND": "django.core.cache.backends.redis.RedisCache",
                "LOCATION": env.cache.location,
                "OPTIONS": {"socket_connect_timeout": 2, "socket_timeout": 2},
            }
        }
    return {
        "default": {
            **common,
            "BACKEND": "newsroom.file_cache.FileCache",
            "LOCATION": env.var_dir / "cache",
            "OPTIONS": {"MAX_ENTRIES": 20_000},
        }
    }


def installed(manifest: Path) -> str:
    """What tells one installed version from another: a kept page links to its own style sheets."""
    try:
        return hashlib.sha256(manifest.read_bytes()).hexdigest()[:12]
    except FileNotFoundError:
        return ""


def mail(env: Environment) -> MailAddress:
    """How letters leave; without EMAIL_URL they become files below `var`."""
    return env.mail or MailAddress(folder=env.var_dir / "mail")


def mail_backend(address: MailAddress) -> str:
    """The backend that speaks to `address`."""
    if address.folder:
        return "newsroom.mail.FileBackend"
    return "django.core.mail.backends.smtp.EmailBackend"
