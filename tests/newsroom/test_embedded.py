"""The embedded server lives exactly as long as somebody uses it, whatever is killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg2
import pytest

from newsroom.embedded import creation, locks, postmaster
from newsroom.embedded.account import of_the_server
from newsroom.embedded.cluster import DATABASE, PORT, USER, Cluster
from newsroom.embedded.lease import Lease, answers, leased
from newsroom.environment import BASE_DIR
from newsroom.problem import StartProblem

USE_AND_WAIT = """
import sys, time
from pathlib import Path
from newsroom.embedded.cluster import Cluster
from newsroom.embedded.lease import Lease
lease = Lease(Cluster(Path(sys.argv[1]), durable=False))
print("ready", flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every account may enter, unlike pytest's own when root runs the tests."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def cluster(folder: Path) -> Cluster:
    return Cluster(folder / "postgres", durable=False)


def eventually(condition: Callable[[], bool], seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


def query(cluster: Cluster, sql: str) -> object:
    connection = psycopg2.connect(
        host=str(cluster.socket_folder), port=PORT, user=USER, dbname=DATABASE
    )
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(sql)
            found = cursor.fetchone() if cursor.description else None
            return found and found[0]
    finally:
        connection.close()


def another_user(cluster: Cluster) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", USE_AND_WAIT, str(cluster.home)],
        cwd=BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def end(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def kill_all(processes: Iterable[psutil.Process]) -> None:
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def is_over(cluster: Cluster) -> bool:
    return locks.is_free(cluster.keeper_lock) and not postmaster.is_running(cluster)


def test_data_outlive_the_server(cluster: Cluster) -> None:
    with leased(cluster):
        query(cluster, "CREATE TABLE kept AS SELECT 7 AS seven")
    assert is_over(cluster)
    assert not answers(cluster)
    with leased(cluster):
        assert query(cluster, "SELECT seven FROM kept") == 7


def test_the_last_user_stops_the_server(cluster: Cluster) -> None:
    with leased(cluster):
        other = another_user(cluster)
    assert answers(cluster)
    end(other)
    assert eventually(lambda: is_over(cluster))


def test_a_killed_user_leaves_nothing_behind(cluster: Cluster) -> None:
    user = another_user(cluster)
    server = psutil.Process(cluster.postmaster())
    end(user)
    assert eventually(lambda: not server.is_running() and is_over(cluster))


def test_a_killed_server_is_started_again_with_all_that_was_committed(folder: Path) -> None:
    cluster = Cluster(folder / "postgres")
    with leased(cluster):
        query(cluster, "CREATE TABLE kept AS SELECT 7 AS seven")
        killed = cluster.postmaster()
        assert killed is not None
        os.kill(killed, signal.SIGKILL)
        assert eventually(lambda: cluster.postmaster() != killed and answers(cluster))
        assert query(cluster, "SELECT seven FROM kept") == 7
    assert is_over(cluster)


def test_a_killed_keeper_takes_the_server_along_and_is_replaced(cluster: Cluster) -> None:
    with leased(cluster) as lease:
        os.kill(int(cluster.keeper_lock.read_text()), signal.SIGKILL)
        assert eventually(lambda: not lease.is_kept())
        if sys.platform == "linux":
            assert eventually(lambda: not postmaster.is_running(cluster))
    with leased(cluster):
        assert query(cluster, "SELECT 1") == 1
    assert is_over(cluster)


def test_everything_killed_at_once_is_no_obstacle(cluster: Cluster) -> None:
    user = another_user(cluster)
    keeper = psutil.Process(int(cluster.keeper_lock.read_text()))
    kill_all([keeper, *keeper.children(recursive=True)])
    end(user)
    with leased(cluster):
        assert query(cluster, "SELECT 1") == 1


def test_a_pid_file_that_names_a_stranger_is_ignored(cluster: Cluster) -> None:
    with leased(cluster):
        note = (cluster.home / "postmaster.pid").read_text()
    account = of_the_server()
    sleep = shutil.which("sleep") or "/bin/sleep"
    stranger = subprocess.Popen([sleep, "60"], cwd="/", **account.identity)
    try:
        forged = cluster.home / "postmaster.pid"
        forged.write_text(note.replace(note.split("\n", 1)[0], str(stranger.pid), 1))
        shutil.chown(forged, account.uid, account.gid)
        with leased(cluster):
            assert query(cluster, "SELECT 1") == 1
    finally:
        stranger.kill()
        stranger.wait()


def test_an_interrupted_creation_is_begun_again(cluster: Cluster) -> None:
    staging = cluster.home.with_name("postgres.new")
    staging.mkdir()
    (staging / "PG_VERSION").write_text("18")
    with leased(cluster):
        assert query(cluster, "SELECT 1") == 1
    assert not staging.exists()


@pytest.mark.parametrize("version, said", [("16", "another PostgreSQL"), (None, "no database")])
def test_a_folder_with_something_else_is_left_alone(
    cluster: Cluster, version: str | None, said: str
) -> None:
    cluster.home.mkdir()
    (cluster.home / ("PG_VERSION" if version else "diary")).write_text(version or "dear")
    with pytest.raises(StartProblem, match=said):
        Lease(cluster)
    assert len(list(cluster.home.iterdir())) == 1


def test_a_server_that_cannot_start_says_why(cluster: Cluster) -> None:
    with leased(cluster):
        pass
    with (cluster.home / "postgresql.conf").open("a") as file:
        file.write("shared_buffers = 'a lot'\n")
    with pytest.raises(StartProblem, match="does not start") as problem:
        Lease(cluster)
    assert str(cluster.log) in str(problem.value)
    assert is_over(cluster)


def test_a_long_path_moves_the_socket_only(folder: Path) -> None:
    deep = folder / ("very-" * 20)
    deep.mkdir()
    cluster = Cluster(deep / "postgres", durable=False)
    assert folder not in cluster.socket_folder.parents
    with leased(cluster):
        assert query(cluster, "SELECT 1") == 1
        assert cluster.socket_folder.stat().st_mode & 0o077 == 0
    shutil.rmtree(cluster.socket_folder)


def test_a_socket_folder_that_somebody_else_made_is_refused(folder: Path) -> None:
    cluster = Cluster(folder / ("very-" * 20) / "postgres", durable=False)
    cluster.socket_folder.mkdir()
    cluster.socket_folder.chmod(0o777)
    try:
        with pytest.raises(StartProblem, match="somebody else"):
            creation.ensure_socket_folder(cluster, of_the_server())
    finally:
        cluster.socket_folder.rmdir()


def test_strange_letters_in_the_path_are_fine(folder: Path) -> None:
    odd = folder / "سجل, \"a\" 'b' c"
    odd.mkdir()
    cluster = Cluster(odd / "postgres", durable=False)
    with leased(cluster):
        assert query(cluster, "SELECT 1") == 1
    if cluster.socket_folder != cluster.home:
        shutil.rmtree(cluster.socket_folder)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root borrows another account")
def test_a_private_parent_of_root_stays_private(folder: Path) -> None:
    folder.chmod(0o700)
    cluster = Cluster(folder / "postgres", durable=False)
    with leased(cluster):
        assert query(cluster, "SELECT 1") == 1
        assert folder.stat().st_mode & 0o777 == 0o700
    data = cluster.home.resolve()
    assert cluster.home.is_symlink()
    assert folder not in data.parents
    assert data.stat().st_mode & 0o777 == 0o700
    with leased(cluster):
        assert cluster.home.resolve() == data
    shutil.rmtree(data)


def test_the_server_listens_on_no_network_and_shuts_others_out(cluster: Cluster) -> None:
    with leased(cluster):
        server = psutil.Process(cluster.postmaster())
        assert not server.net_connections("inet")
        assert cluster.socket_folder.stat().st_mode & 0o777 == 0o700
