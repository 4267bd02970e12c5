"""Secrets that a local run makes for itself, once."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from newsroom.problem import StartProblem


def kept(path: Path, length: int) -> str:
    """The secret in `path`, made when absent: readable by its owner only.

    Two processes that start together agree: the file appears whole, and only once.
    """
    try:
        return path.read_text().strip() or _made(path, length)
    except FileNotFoundError:
        return _made(path, length)
    except OSError as error:
        raise StartProblem(f"{path} cannot be read: {error.strerror}") from None


def _made(path: Path, length: int) -> str:
    staging = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(staging, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(length)[:length])
        if path.exists() and not path.stat().st_size:
            path.unlink()
        os.link(staging, path)
    except FileExistsError:
        pass
    except OSError as error:
        raise StartProblem(f"{path.parent} is not writable: {error.strerror}") from None
    finally:
        staging.unlink(missing_ok=True)
    return path.read_text().strip()
