"""Making a new cluster, whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from newsroom.embedded.account import Account
from newsroom.embedded.cluster import USER, Cluster
from newsroom.embedded.programs import PUBLIC, programs
from newsroom.problem import StartProblem

MAJOR = "18"


def ensure(cluster: Cluster, account: Account) -> None:
    """Create the cluster unless it exists; call it under the start lock.

    Raises `StartProblem` when the folder holds something else.
    """
    found = cluster.home / "PG_VERSION"
    if found.exists():
        if found.read_text().strip() != MAJOR:
            raise StartProblem(f"{cluster.home} was made by another PostgreSQL than {MAJOR}")
    elif cluster.home.exists() and any(cluster.home.iterdir()):
        raise StartProblem(f"{cluster.home} exists but holds no database; move it away")
    else:
        _create(cluster, account)
    ensure_socket_folder(cluster, account)


def _create(cluster: Cluster, account: Account) -> None:
    if cluster.home.is_symlink():
        cluster.home.unlink()
    elif cluster.home.exists():
        cluster.home.rmdir()
    place = _place(cluster, account)
    staging = place.with_name(f"{place.name}.new")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(mode=0o700)
    account.own(staging)
    _initdb(staging, account)
    staging.rename(place)
    if place != cluster.home:
        cluster.home.symlink_to(place)


def _place(cluster: Cluster, account: Account) -> Path:
    """Where the data goes: `home`, or out of a checkout that `account` may not enter.

    Opening the parents would expose them, such as /root; the data moves instead and `home`
    becomes a link to it.
    """
    if account.can_enter(cluster.home.parent):
        return cluster.home
    PUBLIC.mkdir(mode=0o755, parents=True, exist_ok=True)
    return PUBLIC / f"{cluster.home.name}-{secrets.token_hex(6)}"


def _initdb(folder: Path, account: Account) -> None:
    """Fill `folder`. One built-in locale sorts and folds alike on every machine."""
    command: list[str | Path] = [
        programs(account) / "initdb",
        f"--pgdata={folder}",
        f"--username={USER}",
        "--auth=trust",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--no-instructions",
    ]
    done = account.run(command)
    if done.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        said = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()
        raise StartProblem(f"the embedded database could not be created: {said[-1]}")


def ensure_socket_folder(cluster: Cluster, account: Account) -> None:
    """Make the folder of the socket when it is not the data folder itself.

    Below /tmp somebody else may have made it first; such a folder is refused.
    """
    folder = cluster.socket_folder
    if folder == cluster.home:
        return
    if not folder.is_symlink() and not folder.exists():
        folder.mkdir(mode=0o700)
        account.own(folder)
    status = folder.lstat()
    if folder.is_symlink() or status.st_uid != account.uid or status.st_mode & 0o077:
        raise StartProblem(f"{folder} belongs to somebody else ({os.getuid()} is needed)")
