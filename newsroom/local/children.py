"""The processes of a local run and their orderly end."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from newsroom.embedded.leash import dies_with_parent
from newsroom.environment import BASE_DIR

#: Seconds for a child to finish what it does before it is killed.
PATIENCE = 10.0


@dataclass(frozen=True)
class Child:
    """A running process with the file that names it to the next start."""

    name: str
    process: subprocess.Popen[bytes]
    note: Path

    @classmethod
    def start(
        cls, name: str, command: Sequence[str], environ: Mapping[str, str], notes: Path
    ) -> Child:
        """Start `command` out of reach of the terminal's Ctrl-C, bound to this process."""
        process = subprocess.Popen(
            command,
            cwd=BASE_DIR,
            env=dict(environ),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGTERM),
        )
        note = notes / f"{name}.pid"
        note.write_text(f"{process.pid} {psutil.Process(process.pid).create_time()}\n")
        return cls(name, process, note)

    def signal(self, sign: signal.Signals) -> None:
        """Send `sign` to the process, or to its whole family when it is to be killed."""
        if self.process.poll() is not None:
            return
        if sign == signal.SIGKILL:
            os.killpg(self.process.pid, sign)
        else:
            self.process.send_signal(sign)


def stop(children: Sequence[Child], patience: float = PATIENCE) -> None:
    """Ask all to end, kill those that do not, and forget their notes."""
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + patience
    for child in children:
        try:
            child.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.signal(signal.SIGKILL)
            child.process.wait()
        child.note.unlink(missing_ok=True)


def end_leftovers(notes: Path) -> None:
    """End the children of a run that was killed before it could do so itself."""
    families: list[psutil.Process] = []
    for note in notes.glob("*.pid"):
        if process := _named_by(note):
            families += [*process.children(recursive=True), process]
        note.unlink()
    for process in families:
        _ask_to_end(process)
    for process in psutil.wait_procs(families, timeout=PATIENCE)[1]:
        process.kill()


def _named_by(note: Path) -> psutil.Process | None:
    """The process of a note, unless its number went to another one since."""
    try:
        pid, born = note.read_text().split()
        process = psutil.Process(int(pid))
        return process if abs(process.create_time() - float(born)) < 1 else None
    except (ValueError, psutil.Error):
        return None


def _ask_to_end(process: psutil.Process) -> None:
    try:
        process.terminate()
    except psutil.NoSuchProcess:
        return
