"""The browser of the journeys: found on this machine, or installed where that is allowed.

`python -m tests.chromium` is run by `make test` before the tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

#: The first is the same browser without windows, which takes a fifth less of the processor.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
)
PACKAGES = ("chromium-headless-shell", "chromium")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
#: Nothing of the browser's own traffic; no sandbox for root, where it cannot start; and nothing
#: that only pays on pages that are open for longer than a test looks at them.
OPTIONS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--in-process-gpu",
    "--js-flags=--no-opt,--no-maglev",
    "--no-first-run",
    *(("--no-sandbox",) if os.geteuid() == 0 else ()),
)
MISSING = "NO CHROMIUM: the journeys in a real browser (tests marked `browser`) are left out"


def executable() -> str | None:
    """The path of a Chromium; CHROMIUM names one explicitly."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    found = filter(None, map(shutil.which, NAMES))
    return next(found, str(MAC) if MAC.exists() else None)


def required() -> bool:
    """Whether a missing browser is a failure: on a build machine, where CI=true."""
    return os.environ.get("CI", "").lower() in ("1", "true")


def install() -> None:
    """Install a Chromium of Debian's; only root with apt may."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    sys.stdout.write("Installing Debian's chromium for the browser tests ...\n")
    if not _apt("update"):
        return
    for package in PACKAGES:
        if _apt("install", "-y", "--no-install-recommends", package):
            return


def _apt(*arguments: str) -> bool:
    command = ["apt-get", "-qq", *arguments]
    done = subprocess.run(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0


def main() -> None:
    """Provide a browser or say what is missing; status 1 where it is required."""
    if executable() is None:
        install()
    if executable() is None:
        if required():
            sys.exit("CI=true and there is no Chromium; install it or set CHROMIUM=/path/to/it")
        sys.stderr.write(f"\n{'*' * 78}\n{MISSING}\n{'*' * 78}\n\n")


if __name__ == "__main__":
    main()
