"""Using the embedded server: it runs from the first user's start to the last one's end."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg2

from newsroom.embedded import creation, locks, postmaster
from newsroom.embedded.account import of_the_server
from newsroom.embedded.cluster import DATABASE, PORT, USER, Cluster
from newsroom.problem import StartProblem

CHECKOUT = Path(__file__).resolve().parents[2]
#: Seconds for a start, crash recovery included, and for a stop.
START, STOP = 60.0, 30.0
#: Keepers that may give up, each after several tries of its own.
ATTEMPTS = 2
LARGEST_LOG = 5_000_000


class Lease:
    """A share in the running server."""

    def __init__(self, cluster: Cluster) -> None:
        """Start the server of `cluster`, or join those who use it.

        Raises `StartProblem` when it does not come up.
        """
        self.cluster = cluster
        self._prepare_folders()
        with locks.held(cluster.start_lock):
            self._share = locks.opened(cluster.users_lock)
            fcntl.flock(self._share, fcntl.LOCK_SH)
            try:
                creation.ensure(cluster, of_the_server())
                self._await_the_server()
            except BaseException:
                self.release()
                raise

    def _prepare_folders(self) -> None:
        try:
            self.cluster.log.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        except OSError as error:
            raise StartProblem(
                f"{self.cluster.home.parent} is not writable: {error.strerror}"
            ) from None

    def _await_the_server(self) -> None:
        deadline = time.monotonic() + START
        keeper: subprocess.Popen[bytes] | None = None
        failures = 0
        while not answers(self.cluster):
            if keeper is None or keeper.poll() is not None:
                failures += keeper is not None and keeper.returncode != 0
                if failures < ATTEMPTS:
                    keeper = self._start_keeper()
            if failures == ATTEMPTS or time.monotonic() > deadline:
                raise StartProblem(f"the embedded database does not start{self._reason()}")
            time.sleep(0.03)

    def _start_keeper(self) -> subprocess.Popen[bytes]:
        log = self.cluster.log
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.replace(log.with_suffix(".log.1"))
        options = [] if self.cluster.durable else ["--fast"]
        with log.open("ab") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "newsroom.embedded.keeper", self.cluster.home, *options],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=CHECKOUT,
                start_new_session=True,
            )

    def _reason(self) -> str:
        lines = self.cluster.log.read_text(errors="replace").splitlines()
        fatal = [line for line in lines[-50:] if "FATAL" in line or "PANIC" in line]
        return f" (see {self.cluster.log}): {fatal[-1]}" if fatal else f", see {self.cluster.log}"

    def is_kept(self) -> bool:
        """Whether the server still has its keeper."""
        return not locks.is_free(self.cluster.keeper_lock)

    def release(self) -> None:
        """Give the share back; after the last one wait until the server has ended."""
        last = locks.try_lock(self._share, fcntl.LOCK_EX)
        if last:
            postmaster.stop(self.cluster)
        elif locks.try_lock(self._share, fcntl.LOCK_SH):
            os.close(self._share)
            return
        deadline = time.monotonic() + STOP
        while not self._ended() and time.monotonic() < deadline:
            time.sleep(0.03)
        os.close(self._share)

    def _ended(self) -> bool:
        return not self.is_kept() and not postmaster.is_running(self.cluster)


def answers(cluster: Cluster) -> bool:
    """Whether the server executes a statement and has the newspaper's database."""
    try:
        connection = psycopg2.connect(
            host=str(cluster.socket_folder),
            port=PORT,
            user=USER,
            dbname="postgres",
            connect_timeout=5,
        )
    except psycopg2.OperationalError:
        return False
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE DATABASE {DATABASE}")
    except psycopg2.OperationalError:
        return False
    finally:
        connection.close()
    return True


@contextmanager
def leased(cluster: Cluster) -> Iterator[Lease]:
    """A share in the server of `cluster` for the time of a `with` block."""
    lease = Lease(cluster)
    try:
        yield lease
    finally:
        lease.release()
