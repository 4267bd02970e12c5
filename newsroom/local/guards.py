"""What must be true before a local run touches anything."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsroom.embedded import locks
from newsroom.problem import StartProblem


@contextmanager
def alone(notes: Path) -> Iterator[None]:
    """Keep a second run off the same VAR_DIR; raises `StartProblem` in the second one."""
    path = notes / "run.lock"
    try:
        descriptor = locks.opened(path)
    except OSError as error:
        raise StartProblem(f"{notes} is not writable: {error.strerror}") from None
    try:
        if not locks.try_lock(descriptor, fcntl.LOCK_EX):
            owner = path.read_text().strip()
            raise StartProblem(f"already running from {notes.parent} (process {owner})")
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def check_port(host: str, port: int) -> None:
    """Raise `StartProblem` when the web server could not listen on `host` and `port`."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        raise StartProblem(
            f"cannot listen on {host} port {port}: {error.strerror}; choose another PORT"
        ) from None
