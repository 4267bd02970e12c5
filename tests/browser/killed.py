"""A browser of its own that can be killed, as a machine's crash would."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path
from types import TracebackType

from playwright.sync_api import Browser, BrowserType, Page

from tests import chromium

PATIENCE = 20.0  # seconds until it must have started


class OwnBrowser:
    """A Chromium with a profile folder: started again, it finds what it has stored there."""

    def __init__(self, kind: BrowserType, profile: Path) -> None:
        self.kind, self.profile = kind, profile
        self.browser: Browser | None = None

    def __enter__(self) -> OwnBrowser:
        port_file = self.profile / "DevToolsActivePort"
        port_file.unlink(missing_ok=True)
        program = chromium.executable() or "chromium"
        own = (f"--user-data-dir={self.profile}", "--remote-debugging-port=0", "about:blank")
        self.process = subprocess.Popen(
            [program, "--headless", *chromium.OPTIONS, *own],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + PATIENCE
        while not (port_file.exists() and port_file.read_text().strip()):
            assert time.monotonic() < until, "the browser did not start"
            time.sleep(0.05)
        port = port_file.read_text().split()[0]
        self.browser = self.kind.connect_over_cdp(f"http://127.0.0.1:{port}")
        return self

    def page(self) -> Page:
        """A new page."""
        assert self.browser is not None
        return self.browser.contexts[0].new_page()

    def kill(self) -> None:
        """SIGKILL to all its processes: it writes nothing and says nothing any more."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.kill()
