"""`python -m bench`: measure, print a table, write JSON under `var/bench/`."""

from __future__ import annotations

import argparse
import json
import re
import signal
import sys
from pathlib import Path
from types import FrameType

import psycopg2

from bench import report
from bench.bare import file_name
from bench.cpu import Family
from bench.load import Request, fetch
from bench.rounds import Target, measure, warm_up
from bench.servers import (
    Server,
    Servers,
    environ,
    figures_of,
    manage,
    new_database,
)
from newsroom import environment
from newsroom.embedded.cluster import Cluster
from newsroom.embedded.lease import leased
from newsroom.local.guards import alone
from newsroom.problem import StartProblem

STORIES = 20  # story pages asked for in turn
COMMENTS = 1_000  # all under the newest story
STORY = re.compile(rb'href="(/[a-z-]+/\d{4}/[a-z]{3}-\d\d/\d+-[^"]+/)"')


class Bench:
    """One benchmark, from an empty database to the report."""

    def __init__(self, options: argparse.Namespace, folder: Path) -> None:
        self.options = options
        self.folder = folder
        self.cluster = Cluster.under(folder)
        self.block = self.desk = ""

    def go(self) -> None:
        """Prepare, measure, report; everything that was started is stopped."""
        with alone(self.folder), leased(self.cluster):
            say("Making a small archive ...")
            variables = environ(self.cluster, self.folder)
            new_database(self.cluster)
            manage(variables, "migrate", "--verbosity", "0")
            size = ("--stories", str(self.options.stories), "--comments", str(COMMENTS))
            manage(variables, "make_archive", *size)
            manage(variables, "collectstatic", "--noinput", "--clear", "--verbosity", "0")
            self.block = figures_of(variables, "bench.block")
            self.desk = figures_of(variables, "bench.desk")
            servers = Servers(variables, self.folder)
            try:
                self.measure(servers)
            finally:
                servers.stop()

    def measure(self, servers: Servers) -> None:
        options = self.options
        product = servers.start("product")
        first = servers.start("first", DJANGO_SETTINGS_MODULE="bench.first")
        afresh = servers.start("afresh", DJANGO_SETTINGS_MODULE="bench.afresh")
        newest, *stories = story_paths(product)
        pages = self.keep_pages(product, ["/", newest, *stories])
        bare = servers.start("bare", "bench.bare:application", BENCH_PAGES=str(pages))
        database = self.cluster.postmaster()
        if database is None:
            raise StartProblem("the database ended by itself")
        targets = [
            target
            for what, paths in (
                ("story", stories),
                ("story, 1,000 comments", [newest]),
                ("front", ["/"]),
            )
            for target in targets_of(what, paths, bare, first, afresh, product, Family(database))
        ]
        warm_up(targets, options.connections, 1.0)
        say(f"{options.rounds} rounds, {options.connections} connections, 2 workers x 4 threads")
        results = measure(
            targets,
            rounds=options.rounds,
            connections=options.connections,
            seconds=options.seconds,
            told=lambda number: say(f"round {number} of {options.rounds}"),
        )
        facts: dict[str, object] = {
            "stories": options.stories,
            "connections": options.connections,
            "bytes": {path: len(product.page(path)) for path in ("/", newest, stories[0])},
            "comments_block": json.loads(self.block),
            "desk": json.loads(self.desk),
            "memory_mib": Family(product.process.pid).memory(),
        }
        print(report.table(results))
        print("first: nothing of the page is kept but the menu and wording of its edition")
        print("afresh: as after a comment or a publication, with the parts its release gave before")
        print(f"comments under a story, within a process: {self.block}")
        print(
            f"a story of 2,000 words with 40 revisions at the desk, within a process: {self.desk}"
        )
        print(f"written to {report.write(self.folder, results, facts)}")

    def keep_pages(self, product: Server, paths: list[str]) -> Path:
        """Keep the product's bytes for the bare view to return."""
        folder = self.folder / "pages"
        folder.mkdir(exist_ok=True)
        for file in folder.iterdir():
            file.unlink()
        for path in paths:
            (folder / file_name(path)).write_bytes(product.page(path))
        return folder


def story_paths(product: Server) -> list[str]:
    """Addresses of stories from the front page, that of the newest story first."""
    front = fetch(product.port, Request("/", 200, compressed=False)).body
    found = list(dict.fromkeys(path.decode() for path in STORY.findall(front)))
    if len(found) < 2:
        raise StartProblem("the front page has no stories to measure")
    found.sort(key=lambda path: int(path.split("/")[4].partition("-")[0]))
    return found[: STORIES + 1]


def targets_of(
    what: str,
    paths: list[str],
    bare: Server,
    first: Server,
    afresh: Server,
    product: Server,
    database: Family,
) -> list[Target]:
    """A page in five ways: by the bare view, made for the first time, made afresh, kept, as 304."""
    reference = f"{what}, bare view"
    requests = [Request(path, 200) for path in paths]
    known = [Request(path, 304, (("If-None-Match", etag(product, path)),)) for path in paths]
    return [
        Target(reference, reference, bare.port, requests, Family(bare.process.pid), database),
        *(
            Target(
                f"{what}, {way}",
                reference,
                server.port,
                asked,
                Family(server.process.pid),
                database,
            )
            for way, server, asked in (
                ("first", first, requests),
                ("afresh", afresh, requests),
                ("from the cache", product, requests),
                ("not modified", product, known),
            )
        ),
    ]


def etag(server: Server, path: str) -> str:
    return fetch(server.port, Request(path, 200)).headers["etag"]


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--stories", type=int, default=2000, help="size of the archive")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.5, help="of each target in a round")
    parser.add_argument("--connections", type=int, default=8)
    return parser.parse_args()


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def main() -> None:
    """Measure; what prevents it is one line on standard error and status 1."""
    options = arguments()
    # So that a SIGTERM, like Ctrl-C, passes through every `finally`.
    signal.signal(signal.SIGTERM, _end)
    folder = environment.read_or_exit().var_dir / "bench"
    folder.mkdir(mode=0o755, parents=True, exist_ok=True)
    try:
        Bench(options, folder).go()
    except KeyboardInterrupt:
        sys.exit(130)
    except (StartProblem, OSError, psycopg2.Error) as problem:
        sys.exit(f"bench: {problem}")


if __name__ == "__main__":
    main()
