"""The measurement: every target for a moment, again and again, so that a busy machine hits all."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.cpu import Family
from bench.load import Measured, Request, Run


@dataclass
class Target:
    """Something to measure: requests in turn to one server, and what they cost so far."""

    name: str
    reference: str
    port: int
    requests: Sequence[Request]
    server: Family
    database: Family
    runs: list[Measured] = field(default_factory=list)
    server_cpu: float = 0.0
    database_cpu: float = 0.0

    def measure(self, connections: int, seconds: float) -> None:
        """One run, and the processor time that the server and the database spend on it."""
        server, database = self.server.cpu(), self.database.cpu()
        self.runs.append(Run(self.port, self.requests, connections).go(seconds))
        self.server_cpu += self.server.cpu() - server
        self.database_cpu += self.database.cpu() - database

    def result(self) -> Result:
        times = sorted(one for run in self.runs for one in run.times)
        return Result(
            name=self.name,
            reference=self.reference,
            requests=len(times),
            per_second=statistics.median(len(run.times) / run.seconds for run in self.runs),
            cpu_ms=1000 * (self.server_cpu + self.database_cpu) / len(times),
            database_ms=1000 * self.database_cpu / len(times),
            p50_ms=1000 * times[len(times) // 2],
            p99_ms=1000 * times[len(times) * 99 // 100],
        )


@dataclass(frozen=True)
class Result:
    """What a target costs; the median of its rounds, times over all of them."""

    name: str
    reference: str
    requests: int
    per_second: float
    cpu_ms: float
    database_ms: float  # of these, in the database
    p50_ms: float
    p99_ms: float


def warm_up(targets: Sequence[Target], connections: int, seconds: float) -> None:
    """Let every worker import, connect and fill its caches; not counted."""
    for target in targets:
        Run(target.port, target.requests, connections).go(seconds)


def measure(
    targets: Sequence[Target],
    *,
    rounds: int,
    connections: int,
    seconds: float,
    told: Callable[[int], None],
) -> list[Result]:
    """Run all targets in turn, round after round; ``told`` hears the number of each round done."""
    for number in range(rounds):
        for target in targets:
            target.measure(connections, seconds)
        told(number + 1)
    return [target.result() for target in targets]
