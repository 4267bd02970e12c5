"""How often a process that makes pages looks for garbage."""

from __future__ import annotations

import gc


def look_rarely() -> None:
    """Spare what stays for good, all that is loaded by now, and look at the rest less often.

    A request makes thousands of small objects and nearly no cycles; without this every tenth page
    pays for a look through all modules and templates.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
