"""`make check`: one list of named steps. All are run; those that failed are named at the end."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = (sys.executable, "manage.py")

#: A production site as `check --deploy` should see it. Nothing connects to these addresses.
PRODUCTION = {
    "DEBUG": "false",
    "NEWSROOM_LOCAL_RUN": "false",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-check-only",
    "ALLOWED_HOSTS": "www.example.org",
    "SITE_URL": "https://www.example.org",
    "DATABASE_URL": "postgresql://newsroom@db.example.org/newsroom",
    "CACHE_URL": "redis://cache.example.org:6379/0",
    "EMAIL_URL": "smtps://mail.example.org:465",
}


@dataclass(frozen=True)
class Step:
    """A command with a name; `environ` replaces the newsroom's variables of this shell."""

    name: str
    command: tuple[str, ...]
    environ: dict[str, str] = field(default_factory=dict)

    def run(self) -> bool:
        """Run it, show what it said if it failed, and tell whether it passed."""
        started = time.monotonic()
        done = subprocess.run(
            self.command,
            cwd=ROOT,
            env={**os.environ, **self.environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        passed = done.returncode == 0
        mark = "ok    " if passed else "FAILED"
        sys.stdout.write(f"{mark} {self.name:<12} {time.monotonic() - started:5.1f} s\n")
        if not passed:
            sys.stdout.write(f"{done.stdout.rstrip()}\n")
        sys.stdout.flush()
        return passed


def templates() -> list[str]:
    """All Django templates of the project."""
    return sorted(str(path) for path in (ROOT / "templates").rglob("*.html"))


def steps() -> list[Step]:
    """The steps, the quick ones first."""
    return [
        Step("format", (str(BIN / "ruff"), "format", "--check", "--quiet", ".")),
        Step("lint", (str(BIN / "ruff"), "check", "--quiet", ".")),
        Step("templates", (str(BIN / "djade"), "--check", "--target-version=5.2", *templates())),
        Step("floors", (str(BIN / "lint-imports"), "--no-cache")),
        Step("catalogs", (sys.executable, ".ci/catalogs.py")),
        Step("deploy", (*MANAGE, "check", "--deploy", "--fail-level=WARNING"), PRODUCTION),
        Step("migrations", (*MANAGE, "makemigrations", "--check", "--dry-run")),
        Step("types", (str(BIN / "mypy"),)),
    ]


def main() -> None:
    """Run every step; end with status 1 when any failed."""
    started = time.monotonic()
    failed = [step.name for step in steps() if not step.run()]
    sys.stdout.write(f"{time.monotonic() - started:.1f} s in all\n")
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
