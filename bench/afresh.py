"""Settings of the product, but for a page cache that never finds a page.

What all pages of an edition share (``articles.memory``) stays in the memory of each process, as it
does on a running site.
"""

from __future__ import annotations

from newsroom.settings import *
from newsroom.settings import CACHES, VAR_DIR

CACHES = {
    "default": {
        **CACHES["default"],
        "BACKEND": "bench.forgetful.ForgetfulCache",
        "LOCATION": VAR_DIR / "cache-afresh",
    }
}
