"""`python -m newsroom.local.run [--with-parent]`: what `make run` starts.

Starts the embedded database (unless DATABASE_URL is set), brings everything up to date, runs
web server and worker, and stops all of it on Ctrl-C, SIGTERM, SIGHUP or when one of them ends.
"""

from __future__ import annotations

import http.client
import os
import sys
import time
from contextlib import AbstractContextManager, nullcontext

from newsroom import environment
from newsroom.embedded.cluster import Cluster
from newsroom.embedded.lease import Lease, leased
from newsroom.environment import BASE_DIR, LOCAL_RUN, Environment
from newsroom.local import children, demo_password, welcome
from newsroom.local.children import Child
from newsroom.local.guards import alone, check_port
from newsroom.local.signals import Ending
from newsroom.problem import StartProblem
from newsroom.values import is_everywhere

#: Seconds until the web server must have answered for the first time.
FIRST_ANSWER = 60.0
MANAGE = (sys.executable, str(BASE_DIR / "manage.py"))
GUNICORN = (sys.executable, "-m", "gunicorn", "--config", str(BASE_DIR / "gunicorn.conf.py"))


class Run:
    """One local run, from start to end."""

    def __init__(self, env: Environment, ending: Ending) -> None:
        self.env = env
        self.ending = ending
        self.notes = env.var_dir / "run"
        self.password = demo_password.of(env)
        self.children: list[Child] = []

    def go(self) -> None:
        """Run until the end is asked for; raises `StartProblem` when a part fails."""
        with alone(self.notes):
            children.end_leftovers(self.notes)
            check_port(self.env.host, self.env.port)
            with self._database() as lease:
                try:
                    self._serve(lease)
                finally:
                    children.stop(self.children)

    def _database(self) -> AbstractContextManager[Lease | None]:
        if self.env.database:
            return nullcontext()
        return leased(Cluster.under(self.env.var_dir))

    def _serve(self, lease: Lease | None) -> None:
        if self.ending.requested() or not self._prepare():
            return
        self._start("worker", *MANAGE, "worker")
        self._start("web", *GUNICORN)
        if self._await_first_answer():
            sys.stdout.write(welcome.text(self.env, self.password))
            sys.stdout.flush()
        while not self.ending.wait(1.0):
            self._check(lease)

    def _prepare(self) -> bool:
        """Bring database and files up to date; `False` when the end was asked for meanwhile."""
        step = self._start("prepare", *MANAGE, "prepare_local")
        while step.process.poll() is None:
            if self.ending.wait(0.5):
                return False
        if step.process.returncode:
            raise StartProblem("the preparation failed, see above")
        children.stop([step])
        self.children.remove(step)
        return not self.ending.requested()

    def _start(self, name: str, *command: str) -> Child:
        environ = {**os.environ, LOCAL_RUN: "true", "DEMO_PASSWORD": self.password}
        child = Child.start(name, command, environ, self.notes)
        self.children.append(child)
        return child

    def _await_first_answer(self) -> bool:
        """Whether the web server answered before the end was asked for."""
        deadline = time.monotonic() + FIRST_ANSWER
        while not self.ending.wait(0.1):
            if _answers(self.env):
                return True
            self._check(None)
            if time.monotonic() > deadline:
                raise StartProblem("the web server does not answer")
        return False

    def _check(self, lease: Lease | None) -> None:
        """Raise `StartProblem` when a part has ended by itself."""
        for child in self.children:
            if (status := child.process.poll()) is not None:
                raise StartProblem(f"{child.name} ended by itself (status {status})")
        if lease is not None and not lease.is_kept():
            raise StartProblem("the embedded database ended by itself")


def _answers(env: Environment) -> bool:
    host = "localhost" if is_everywhere(env.host) else env.host
    connection = http.client.HTTPConnection(host, env.port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def main(*arguments: str) -> None:
    """Run; a problem is one line on standard error and status 1."""
    env = environment.read_or_exit()
    ending = Ending(with_parent="--with-parent" in arguments)
    try:
        Run(env, ending).go()
    except StartProblem as problem:
        sys.exit(f"newsroom: {problem}")


if __name__ == "__main__":
    main(*sys.argv[1:])
