"""A mail server on the loopback: it takes letters, or fails in the ways that real ones do."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


class Sink(socketserver.ThreadingTCPServer):
    """Set `rcpt`, `data` or `greeting` to what shall be answered at that point.

    `slow` seconds pass after a letter was taken and before that is said. `silent` accepts
    connections and says nothing.
    """

    allow_reuse_address = daemon_threads = True

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Session)
        self.greeting, self.rcpt, self.data = "220 sink", "250 ok", "250 taken"
        self.slow = 0.0
        self.silent = False
        self.taken: list[bytes] = []
        self.connections = 0
        self.got_one = threading.Event()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def letters(self) -> list[EmailMessage]:
        return [message_from_bytes(raw, policy=policy.default) for raw in self.taken]


class Session(socketserver.StreamRequestHandler):
    """One connection."""

    server: Sink

    def handle(self) -> None:
        self.server.connections += 1
        if self.server.silent:
            time.sleep(3)
            return
        self.say(self.server.greeting)
        for line in self.rfile:
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                self.take()
            elif verb == b"RCPT":
                self.say(self.server.rcpt)
            elif verb == b"QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def take(self) -> None:
        self.say("354 go on")
        lines: list[bytes] = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
        if self.server.data.startswith("250"):
            self.server.taken.append(b"".join(lines))
            self.server.got_one.set()
            time.sleep(self.server.slow)
        self.say(self.server.data)

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def listening(port: int = 0) -> Iterator[Sink]:
    """A sink that listens until the block ends."""
    with Sink(port) as sink:
        thread = threading.Thread(target=sink.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield sink
        finally:
            sink.shutdown()
            thread.join()


def send_to(settings: Any, port: int) -> None:
    """Let the site's letters go to a sink."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 0.5
