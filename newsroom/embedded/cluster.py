"""Where the embedded PostgreSQL keeps its files and where clients find it."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

#: The owner of everything in the cluster and the name of the newspaper's database.
USER = DATABASE = "newsroom"
PORT = "5432"
#: The shortest limit of a socket's path, macOS, less the closing zero byte.
LONGEST_SOCKET = 103


@dataclass(frozen=True)
class Cluster:
    """One database cluster in the folder `home`; the folders beside it hold logs and locks.

    `durable` off trades safety against a power cut for speed; for tests only.
    """

    home: Path
    durable: bool = True

    @classmethod
    def under(cls, var_dir: Path) -> Cluster:
        """The newspaper's cluster."""
        return cls(var_dir / "postgres")

    @classmethod
    def for_tests(cls, var_dir: Path) -> Cluster:
        """The cluster of the test suite."""
        return cls(var_dir / "postgres-test", durable=False)

    @property
    def socket_folder(self) -> Path:
        """The folder of the socket, the same before and after the cluster exists.

        It is `home` unless the path is too long for a socket or has a comma, which separates
        hosts for clients; then a private folder below /tmp, named after `home`.
        """
        path = os.fsencode(self.home / f".s.PGSQL.{PORT}")
        if len(path) <= LONGEST_SOCKET and b"," not in path:
            return self.home
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:16]
        return Path("/tmp") / f"newsroom-{os.getuid()}-{digest}"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.home.parent / "log" / f"{self.home.name}.log"

    @property
    def start_lock(self) -> Path:
        """Held while somebody looks whether the server runs and starts it."""
        return self._lock("start")

    @property
    def users_lock(self) -> Path:
        """Shared by everyone who uses the server; the kernel forgets the dead ones."""
        return self._lock("users")

    @property
    def keeper_lock(self) -> Path:
        """Held by the one keeper of the server as long as it lives."""
        return self._lock("keeper")

    def _lock(self, purpose: str) -> Path:
        return self.home.parent / "run" / f"{self.home.name}.{purpose}"

    def postmaster(self) -> int | None:
        """The process id in `postmaster.pid`, running or not; `None` without one."""
        try:
            first = (self.home / "postmaster.pid").read_text().split("\n", 1)[0]
            return int(first)
        except (OSError, ValueError):
            return None
