"""`python -m newsroom.embedded.keeper HOME`: runs the server while anybody uses it.

The keeper is the server's parent. It waits for the lock that all users share; it gets it
only once the last user has gone, orderly or by `kill -9`, and then stops the server and ends.
A server that was killed is started again, because its clients reconnect.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from newsroom.embedded import locks
from newsroom.embedded.account import Account, of_the_server
from newsroom.embedded.cluster import PORT, Cluster
from newsroom.embedded.leash import dies_with_parent
from newsroom.embedded.postmaster import forget_a_stranger
from newsroom.embedded.programs import programs

RESTARTS = 5
#: Seconds for an orderly shutdown before the server is told to drop everything.
PATIENCE = 20

#: For tests: nothing has to outlive the machine, and archives of 200,000 stories stay in memory.
FAST = (
    "--fsync=off",
    "--synchronous_commit=off",
    "--full_page_writes=off",
    "--wal_level=minimal",
    "--max_wal_senders=0",
    "--max_wal_size=2GB",
    "--shared_buffers=512MB",
    "--jit=off",
)


def command(cluster: Cluster, account: Account) -> list[str]:
    """The command line of the server: one private socket, no network."""
    quoted = str(cluster.socket_folder.resolve()).replace('"', '""')
    return [
        str(programs(account) / "postgres"),
        "-D",
        str(cluster.home.resolve()),
        "--listen_addresses=",
        f"--port={PORT}",
        f'--unix_socket_directories="{quoted}"',
        "--unix_socket_permissions=0700",
        "--max_connections=100",
        "--log_line_prefix=%m [%p] ",
        "--log_min_messages=warning",
        *(() if cluster.durable else FAST),
    ]


class Keeper:
    """The server's life, from start to the last user's end."""

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self.account = of_the_server()
        self.stopping = False
        self.server: subprocess.Popen[bytes] | None = None

    def run(self) -> int:
        """Keep the server until it is no longer used; the exit status for the process."""
        watch = threading.Thread(target=self._stop_after_the_last_user, daemon=True)
        for _ in range(RESTARTS):
            forget_a_stranger(self.cluster)
            self.server = self._start()
            if not watch.is_alive() and not self.stopping:
                watch.start()
            if self.stopping:
                self.stop()
            status = self.server.wait()
            if status == 0 or self.stopping:
                return 0
            time.sleep(0.3)
        return 1

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            command(self.cluster, self.account),
            stdin=subprocess.DEVNULL,
            cwd="/",
            preexec_fn=dies_with_parent(signal.SIGINT),
            **self.account.identity,
        )

    def _stop_after_the_last_user(self) -> None:
        descriptor = locks.opened(self.cluster.users_lock)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        self.stop()

    def stop(self) -> None:
        """Ask the server to end; insist after a while."""
        self.stopping = True
        for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self.server is None:
                return
            self.server.send_signal(sign)
            try:
                self.server.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                continue
            return


def main(home: str, *options: str) -> int:
    """Keep the cluster at `home`; leave at once when another keeper does."""
    cluster = Cluster(Path(home), durable="--fast" not in options)
    mine = locks.opened(cluster.keeper_lock)
    if not locks.try_lock(mine, fcntl.LOCK_EX):
        return 0
    os.ftruncate(mine, 0)
    os.write(mine, f"{os.getpid()}\n".encode())
    keeper = Keeper(cluster)
    for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(sign, lambda *_: threading.Thread(target=keeper.stop).start())
    return keeper.run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
