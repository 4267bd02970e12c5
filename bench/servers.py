"""The parts of a benchmark: its own database, an archive in it, and three web servers."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2

from bench.load import Request, fetch
from newsroom.embedded.cluster import DATABASE, PORT, USER, Cluster
from newsroom.embedded.leash import dies_with_parent
from newsroom.environment import BASE_DIR
from newsroom.problem import StartProblem

MANAGE = (sys.executable, str(BASE_DIR / "manage.py"))
GUNICORN = (sys.executable, "-m", "gunicorn", "--config", str(BASE_DIR / "gunicorn.conf.py"))
#: What a program needs of the caller's environment; settings of a newsroom are not among it.
INHERITED = ("PATH", "HOME", "LANG", "TMPDIR")
FIRST_ANSWER, PATIENCE = 30.0, 15.0  # seconds


def environ(cluster: Cluster, var_dir: Path) -> dict[str, str]:
    """The environment of a production site with the benchmark's database."""
    host = quote(str(cluster.socket_folder), safe="/")
    return {
        **{name: os.environ[name] for name in INHERITED if name in os.environ},
        "VAR_DIR": str(var_dir),
        "DATABASE_URL": f"postgresql://{USER}@/{DATABASE}?host={host}",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "127.0.0.1",
        "WEB_WORKERS": "2",
    }


def new_database(cluster: Cluster) -> None:
    """Begin with an empty database, so that every run measures the same."""
    connection = psycopg2.connect(
        host=str(cluster.socket_folder), port=PORT, user=USER, dbname="postgres"
    )
    with closing(connection):
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
            cursor.execute(f"CREATE DATABASE {DATABASE}")


def manage(variables: Mapping[str, str], *arguments: str) -> None:
    """Run one of `manage.py`'s commands."""
    done = subprocess.run([*MANAGE, *arguments], env=dict(variables), check=False, cwd=BASE_DIR)
    if done.returncode:
        raise StartProblem(f"manage.py {arguments[0]} failed, see above")


def figures_of(variables: Mapping[str, str], module: str) -> str:
    """What ``figures`` of a module prints, in a process of its own."""
    program = f"from {module} import figures; print(figures())"
    done = subprocess.run(
        [*MANAGE, "shell", "--no-imports", "--command", program],
        env=dict(variables),
        check=False,
        cwd=BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    )
    if done.returncode:
        raise StartProblem(f"{module} cannot be measured, see above")
    return done.stdout.strip()


@dataclass(frozen=True)
class Server:
    """A running web server."""

    port: int
    process: subprocess.Popen[bytes]

    def page(self, path: str) -> bytes:
        """The bytes of a page as they come over the wire, compressed."""
        return fetch(self.port, Request(path, 200)).body


class Servers:
    """The web servers under measurement."""

    def __init__(self, variables: Mapping[str, str], folder: Path) -> None:
        self._variables = variables
        self._folder = folder
        self._running: list[Server] = []

    def start(self, name: str, *arguments: str, **variables: str) -> Server:
        """Start gunicorn as in production, on a port of its own; its log is NAME.log."""
        port = _free_port()
        log = self._folder / f"{name}.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*GUNICORN, *arguments],
                cwd=BASE_DIR,
                env={**self._variables, **variables, "PORT": str(port)},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=dies_with_parent(signal.SIGTERM),
            )
        server = Server(port, process)
        self._running.append(server)
        self._await(server, log)
        return server

    def _await(self, server: Server, log: Path) -> None:
        deadline = time.monotonic() + FIRST_ANSWER
        while server.process.poll() is None and time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
            except OSError:
                time.sleep(0.1)
                continue
            return
        raise StartProblem(f"a server does not start, see {log}")

    def stop(self) -> None:
        """End all servers; those that do not listen are killed."""
        for server in self._running:
            server.process.terminate()
        for server in self._running:
            try:
                server.process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(server.process.pid, signal.SIGKILL)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
