"""The password of the demonstration sign-ins, kept beside the embedded database."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from newsroom.environment import Environment

SIGN_INS = ("journalist", "editor", "moderator", "chief")


def of(env: Environment) -> str:
    """DEMO_PASSWORD; else the one in force; else a new one."""
    return env.demo_password or in_force(env.var_dir) or secrets.token_urlsafe(12)


def in_force(var_dir: Path) -> str | None:
    """The password that the sign-ins were given last; `None` before the first run."""
    try:
        return _file(var_dir).read_text().strip() or None
    except FileNotFoundError:
        return None


def remember(var_dir: Path, password: str) -> None:
    """Note the password that the sign-ins have now, readable by the owner only."""
    staging = _file(var_dir).with_suffix(".new")
    descriptor = os.open(staging, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "w") as file:
        file.write(f"{password}\n")
    staging.replace(_file(var_dir))


def _file(var_dir: Path) -> Path:
    return var_dir / "demo-password"
