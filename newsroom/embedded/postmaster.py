"""The process that `postmaster.pid` names: the server, a dead one, or a stranger."""

from __future__ import annotations

import os
import signal

import psutil

from newsroom.embedded.cluster import Cluster


def is_running(cluster: Cluster) -> bool:
    """Whether the process of `postmaster.pid` lives and is this cluster's server."""
    pid = cluster.postmaster()
    if pid is None:
        return False
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        return str(cluster.home.resolve()) in process.cmdline()
    except psutil.Error:
        return False


def forget_a_stranger(cluster: Cluster) -> None:
    """Remove a `postmaster.pid` whose number now belongs to another program.

    PostgreSQL itself copes with a dead process, but takes a living one of the same user for a
    server, which after a restart of a container it rarely is.
    """
    if cluster.postmaster() is not None and not is_running(cluster):
        (cluster.home / "postmaster.pid").unlink(missing_ok=True)


def stop(cluster: Cluster) -> None:
    """Ask for a fast, orderly shutdown."""
    pid = cluster.postmaster()
    if pid is not None and is_running(cluster):
        os.kill(pid, signal.SIGINT)
