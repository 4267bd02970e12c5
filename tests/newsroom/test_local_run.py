"""`make run` starts as one thing, ends as one thing, and recovers from any kill."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsroom.embedded import locks, postmaster
from newsroom.embedded.cluster import Cluster
from tests.newsroom.local_run import LocalRun

Start = Callable[..., LocalRun]


@pytest.fixture(scope="module")
def var_dir() -> Iterator[Path]:
    """One VAR_DIR for the whole module: every test starts from what the last one left."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-"))
    folder.chmod(0o755)
    yield folder / "var"
    shutil.rmtree(folder)


@pytest.fixture
def start(var_dir: Path) -> Iterator[Start]:
    """Starts runs and makes sure that none is left."""
    runs: list[LocalRun] = []

    def begin(port: int | None = None, *, parent: bool = False) -> LocalRun:
        runs.append(LocalRun(var_dir, port, parent=parent))
        return runs[-1]

    yield begin
    for run in runs:
        run.kill()


def database_is_over(var_dir: Path) -> bool:
    cluster = Cluster.under(var_dir)
    return locks.is_free(cluster.keeper_lock) and not postmaster.is_running(cluster)


def test_a_first_run_says_everything_a_newcomer_needs(start: Start, var_dir: Path) -> None:
    run = start().await_welcome()
    assert f"http://127.0.0.1:{run.port}/ar/" in run.said
    assert f"http://127.0.0.1:{run.port}/desk/" in run.said
    assert "journalist, editor, moderator, chief" in run.said
    assert f"{var_dir}/mail/*.eml" in run.said
    secret = var_dir / "demo-password"
    assert f"  {secret.read_text().strip()} " in run.said
    for path in (secret, var_dir / "secret-key"):
        assert path.stat().st_mode & 0o777 == 0o600
    assert run.status("/healthz") == 200
    assert run.status("/", host="evil.example") == 400
    assert run.end(signal.SIGINT) == 0
    assert run.survivors() == []
    assert database_is_over(var_dir)


def test_a_later_run_is_quick_and_keeps_the_password(start: Start, var_dir: Path) -> None:
    secret = var_dir / "demo-password"
    if not secret.exists():
        start().await_welcome().end()
    before = secret.read_text().strip()
    began = time.monotonic()
    run = start().await_welcome()
    assert time.monotonic() - began < 20
    assert re.findall(r"Password +(\S+)", run.said) == [before]
    run.end()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_all_of_it(start: Start, var_dir: Path, sign: signal.Signals) -> None:
    run = start().await_welcome()
    assert len(run.family) >= 6
    assert run.end(sign) == 0
    assert run.survivors() == []
    assert database_is_over(var_dir)


def test_a_signal_during_the_preparation_ends_all_of_it(var_dir: Path) -> None:
    """A folder of its own: only the first preparation takes long enough."""
    fresh = var_dir.with_name("fresh")
    run = LocalRun(fresh)
    note = fresh / "run" / "prepare.pid"
    deadline = time.monotonic() + 30
    while not note.exists():
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(1)
    began = time.monotonic()
    assert run.end(signal.SIGTERM) == 0
    assert time.monotonic() - began < 25
    assert "Ctrl-C stops" not in run.said
    assert database_is_over(fresh)


@pytest.mark.parametrize("part, name", [("gunicorn", "web"), ("manage.py worker", "worker")])
def test_a_part_that_dies_ends_the_rest(start: Start, var_dir: Path, part: str, name: str) -> None:
    run = start().await_welcome()
    run.named(part)[0].kill()
    assert run.await_end() == 1
    assert f"newsroom: {name} ended by itself (status -9)" in run.said
    assert run.survivors(10) == []
    assert database_is_over(var_dir)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's help exists on Linux only")
def test_a_killed_run_takes_everything_along(start: Start, var_dir: Path) -> None:
    run = start().await_welcome()
    run.end(signal.SIGKILL)
    assert run.survivors(20) == []
    assert database_is_over(var_dir)
    assert start(run.port).await_welcome().end() == 0


def test_a_killed_database_comes_back_under_the_running_site(start: Start) -> None:
    run = start().await_welcome()
    assert run.status("/readyz") == 200
    run.named("bin/postgres")[0].kill()
    deadline = time.monotonic() + 20
    while run.status("/readyz") != 200:
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert run.end() == 0


def test_everything_killed_at_once_is_no_obstacle(start: Start) -> None:
    run = start().await_welcome()
    run.kill()
    again = start(run.port).await_welcome()
    assert again.status("/readyz") == 200
    assert again.end() == 0


def test_a_second_run_on_the_same_folder_is_refused(start: Start, var_dir: Path) -> None:
    first = start().await_welcome()
    second = start()
    assert second.await_end() == 1
    owner = first.process.pid
    assert second.said == f"newsroom: already running from {var_dir} (process {owner})\n"
    assert first.status("/healthz") == 200
    first.end()


def test_a_port_that_is_taken_is_one_line(start: Start, var_dir: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        run = start(other.getsockname()[1])
        assert run.await_end() == 1
    assert re.fullmatch(r"newsroom: cannot listen on 127\.0\.0\.1 port \d+: .*; .*\n", run.said)
    assert database_is_over(var_dir)


def test_a_run_ends_with_the_make_that_started_it(start: Start, var_dir: Path) -> None:
    run = start(parent=True).await_welcome()
    run.end(signal.SIGKILL)
    assert run.survivors(10) == []
    assert database_is_over(var_dir)
