"""Settings of the product, but for a page cache that never finds a page."""

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
