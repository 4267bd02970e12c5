"""Static files, collected only when one of them changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect_if_changed() -> bool:
    """Collect into STATIC_ROOT when the sources differ from the last time; whether it did."""
    root = Path(settings.STATIC_ROOT)
    mark = root / ".sources"
    sources = fingerprint()
    if mark.exists() and mark.read_text() == sources and (root / "staticfiles.json").exists():
        return False
    call_command("collectstatic", interactive=False, clear=root.exists(), verbosity=0)
    mark.write_text(sources)
    return True


def fingerprint() -> str:
    """A digest over name, size and time of every static file, and how they are stored."""
    digest = hashlib.sha256(f"{django.__version__} {settings.STORAGES['staticfiles']}".encode())
    for line in sorted(_lines()):
        digest.update(line.encode())
    return digest.hexdigest()


def _lines() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list([]):
            status = Path(storage.path(path)).stat()
            yield f"{path} {status.st_size} {status.st_mtime_ns}\n"
