"""A real `python -m newsroom.local.run` in a process of its own."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil

from newsroom.environment import BASE_DIR

COMMAND = [sys.executable, "-m", "newsroom.local.run"]
#: Stands for `make`: starts the run as its child and waits.
PARENT = [sys.executable, "-c", "import subprocess, sys; subprocess.run(sys.argv[1:])"]


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class LocalRun:
    """One run on a free port; remembers every process that belonged to it."""

    def __init__(self, var_dir: Path, port: int | None = None, *, parent: bool = False) -> None:
        self.port = port or free_port()
        self.said = ""
        self.family: set[psutil.Process] = set()
        kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        self.process = subprocess.Popen(
            [*PARENT, *COMMAND, "--with-parent"] if parent else COMMAND,
            cwd=BASE_DIR,
            env={
                **kept,
                "VAR_DIR": str(var_dir),
                "PORT": str(self.port),
                "PYTHONUNBUFFERED": "1",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def await_welcome(self) -> LocalRun:
        """Read what it says up to the last line of the welcome."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C stops everything" in line:
                break
        else:
            raise AssertionError(f"no welcome:\n{self.said}")
        own = psutil.Process(self.process.pid)
        self.family = {own, *own.children(recursive=True)}
        return self

    def named(self, part: str) -> list[psutil.Process]:
        """The family's processes with `part` in their command line, the oldest first."""
        found = [process for process in self.family if part in " ".join(process.cmdline())]
        return sorted(found, key=lambda process: (process.create_time(), process.pid))

    def status(self, path: str, host: str = "localhost") -> int:
        """The status of the answer to GET `path`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path, headers={"Host": host})
            return connection.getresponse().status
        finally:
            connection.close()

    def end(self, sign: signal.Signals = signal.SIGTERM) -> int:
        """Send `sign`, wait for the end, and return the exit status."""
        self.process.send_signal(sign)
        return self.await_end()

    def await_end(self) -> int:
        """Wait for the end of the run's first process; its exit status."""
        self.said += self.process.communicate(timeout=60)[0]
        return self.process.returncode

    def survivors(self, seconds: float = 0) -> list[psutil.Process]:
        """Processes of the run that are still alive after `seconds` at most."""
        deadline = time.monotonic() + seconds
        while alive := [process for process in self.family if _lives(process)]:
            if time.monotonic() >= deadline:
                return alive
            time.sleep(0.05)
        return []

    def kill(self) -> None:
        """Kill whatever is left of the run, all at once."""
        for process in self.survivors():
            with suppress(psutil.NoSuchProcess):
                process.kill()
        if self.process.poll() is None:
            self.process.terminate()
            self.process.communicate(timeout=30)


def _lives(process: psutil.Process) -> bool:
    try:
        return bool(process.is_running() and process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False
