"""The account that runs the embedded server. PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict


class Identity(TypedDict, total=False):
    """Arguments of `subprocess` that make a child run as somebody else."""

    user: int
    group: int
    extra_groups: list[int]


@dataclass(frozen=True)
class Account:
    """A user of this machine; `borrowed` when it is not the one that runs this process."""

    uid: int
    gid: int
    borrowed: bool

    @property
    def identity(self) -> Identity:
        """How `subprocess` becomes this account."""
        if not self.borrowed:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}

    def run(self, command: Sequence[str | Path]) -> subprocess.CompletedProcess[str]:
        """Run `command` to its end as this account, away from folders that may be private."""
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd="/",
            check=False,
            **self.identity,
        )

    def own(self, folder: Path) -> None:
        """Hand `folder` to this account, for nobody else to enter."""
        folder.chmod(0o700)
        if self.borrowed:
            os.chown(folder, self.uid, self.gid)

    def can_enter(self, folder: Path) -> bool:
        """Whether every folder down to `folder` lets this account pass."""
        if not self.borrowed:
            return True
        return all(step.stat().st_mode & 0o001 for step in (folder, *folder.parents))


def of_the_server() -> Account:
    """The account for the server: one's own, or `nobody` for root."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), borrowed=False)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid, borrowed=True)
