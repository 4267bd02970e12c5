#!/usr/bin/env python3
"""Django's commands and the newsroom's own, with the embedded database at hand."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext

from django.core.management import execute_from_command_line

from newsroom import environment
from newsroom.embedded.cluster import Cluster
from newsroom.embedded.lease import leased
from newsroom.problem import StartProblem

#: Commands that need no database, or that must work where none can run.
WITHOUT_DATABASE = frozenset(
    "check collectstatic compilemessages diffsettings findstatic help makemessages version".split()
)


def database(arguments: list[str]) -> AbstractContextManager[object]:
    """The embedded server for the time of the command, where it is the one to use."""
    env = environment.read_or_exit()
    command = arguments[1] if len(arguments) > 1 else "help"
    asks_for_help = bool({"-h", "--help", "--version"} & set(arguments))
    if env.database or asks_for_help or command in WITHOUT_DATABASE:
        return nullcontext()
    return leased(Cluster.under(env.var_dir))


def main() -> None:
    """Run the command of `sys.argv`; what prevents it is one line on standard error."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    # Migrations and imports may take their time; pages may not.
    os.environ.setdefault("STATEMENT_TIMEOUT", "0")
    try:
        with database(sys.argv):
            execute_from_command_line(sys.argv)
    except StartProblem as problem:
        sys.exit(f"newsroom: {problem}")


if __name__ == "__main__":
    main()
