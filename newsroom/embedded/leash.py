"""Children that do not outlive their parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def dies_with_parent(sign: signal.Signals) -> Callable[[], None] | None:
    """A `preexec_fn` that has the kernel send `sign` to the child when its parent dies.

    Linux only; elsewhere `None`, and the next start ends what was left behind. `subprocess`
    calls it after the change of user, which would clear the setting.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def arrange() -> None:
        prctl(PR_SET_PDEATHSIG, int(sign), 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)

    return arrange
