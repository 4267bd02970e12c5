"""A load generator: a few connections kept alive, each with one request under way."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsroom.problem import StartProblem

SIZE = 262_144  # bytes read at once


@dataclass(frozen=True)
class Request:
    """What is sent and what must come back."""

    path: str
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    compressed: bool = True

    def wire(self) -> bytes:
        head = [f"GET {self.path} HTTP/1.1", "Host: 127.0.0.1"]
        head += ["Accept-Encoding: gzip"] if self.compressed else []
        head += [f"{name}: {value}" for name, value in self.headers]
        return ("\r\n".join(head) + "\r\n\r\n").encode()


@dataclass(frozen=True)
class Response:
    """An answer, its body as it came over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Measured:
    """What one run saw; times in seconds."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)


class Connection:
    """A connection with one request under way."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = b""
        self.began = 0.0
        self.request: Request | None = None

    def fileno(self) -> int:
        return self._socket.fileno()

    def send(self, wire: bytes) -> None:
        self._buffer = b""
        self.began = time.perf_counter()
        self._socket.sendall(wire)

    def receive(self) -> Response | None:
        """Read what has come; the response when it is complete."""
        chunk = self._socket.recv(SIZE)
        if not chunk:
            raise StartProblem(f"the server on port {self._port} closed a connection")
        self._buffer += chunk
        head, blank, body = self._buffer.partition(b"\r\n\r\n")
        if not blank:
            return None
        first, *lines = head.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        headers = {name.lower(): value.strip() for name, _colon, value in pairs}
        status = int(first.split(" ", 2)[1])
        if status == 304:  # its Content-Length is that of the page that is not sent
            return Response(status, headers, b"")
        if "content-length" not in headers:
            raise StartProblem(f"the server on port {self._port} gives no Content-Length")
        if len(body) < int(headers["content-length"]):
            return None
        return Response(status, headers, body)

    def close(self) -> None:
        self._socket.close()


def fetch(port: int, request: Request) -> Response:
    """One request on a connection of its own."""
    connection = Connection(port)
    try:
        connection.send(request.wire())
        while (response := connection.receive()) is None:
            pass
        check(response, request)
        return response
    finally:
        connection.close()


class Run:
    """Requests sent in turn, over so many connections, for some seconds."""

    def __init__(self, port: int, requests: Sequence[Request], connections: int) -> None:
        self._port = port
        self._requests = [(request.wire(), request) for request in requests]
        self._connections = connections
        self._sent = 0

    def go(self, seconds: float) -> Measured:
        """Send until the time is over, then wait for what is under way.

        Raises:
            StartProblem: a response has another status than its request expects.
        """
        measured = Measured()
        began = time.perf_counter()
        with selectors.DefaultSelector() as selector:
            for _ in range(self._connections):
                self._begin(selector)
            while selector.get_map():
                for key, _events in selector.select(30):
                    self._read(selector, key.data, measured, began + seconds)
        measured.seconds = time.perf_counter() - began
        return measured

    def _begin(self, selector: selectors.BaseSelector) -> None:
        connection = Connection(self._port)
        selector.register(connection, selectors.EVENT_READ, connection)
        self._send(connection)

    def _send(self, connection: Connection) -> None:
        wire, connection.request = self._requests[self._sent % len(self._requests)]
        self._sent += 1
        connection.send(wire)

    def _read(
        self,
        selector: selectors.BaseSelector,
        connection: Connection,
        measured: Measured,
        end: float,
    ) -> None:
        response = connection.receive()
        if response is None:
            return
        now = time.perf_counter()
        measured.times.append(now - connection.began)
        check(response, connection.request)
        is_over = now >= end
        if not is_over and response.headers.get("connection") != "close":
            self._send(connection)
            return
        selector.unregister(connection)
        connection.close()
        # A worker that has served its number of requests takes its leave.
        if not is_over:
            self._begin(selector)


def check(response: Response, request: Request | None) -> None:
    """Raise ``StartProblem`` where the status is not the one that was expected."""
    if request and response.status != request.status:
        raise StartProblem(f"{request.path} answered {response.status}, not {request.status}")
