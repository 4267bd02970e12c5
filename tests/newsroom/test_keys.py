"""Secrets that a local run makes for itself."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from newsroom import keys
from newsroom.environment import read
from newsroom.local import demo_password
from newsroom.problem import StartProblem


def test_a_secret_is_made_once_and_kept_private(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret-key"
    first = keys.kept(path, 64)
    assert len(first) == 64
    assert keys.kept(path, 64) == first
    assert path.stat().st_mode & 0o777 == 0o600
    assert [path] == list(path.parent.iterdir())


def test_an_empty_file_is_not_a_secret(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()
    assert len(keys.kept(tmp_path / "secret-key", 64)) == 64


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    together = Barrier(8)

    def begin(turn: int) -> str:
        together.wait()
        return keys.kept(tmp_path / f"secret-{turn // 8}", 64)

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(begin, range(160)))
    assert len(found) == 20


def test_a_folder_that_cannot_be_written_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "var").touch()
    with pytest.raises(StartProblem):
        keys.kept(tmp_path / "var" / "secret-key", 64)


def test_the_demonstration_password_is_given_kept_or_new(tmp_path: Path) -> None:
    env = read({"VAR_DIR": str(tmp_path)})
    made = demo_password.of(env)
    assert len(made) >= 12
    demo_password.remember(tmp_path, made)
    assert demo_password.of(env) == made
    assert (tmp_path / "demo-password").stat().st_mode & 0o777 == 0o600
    given = read({"VAR_DIR": str(tmp_path), "DEMO_PASSWORD": "open-sesame"})
    assert demo_password.of(given) == "open-sesame"
