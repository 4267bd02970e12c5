"""A reader's page in a frame of the desk: without scripts, and light or dark as it is asked for."""

from __future__ import annotations

import re

SCHEMES = ("light", "dark")
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)


def for_frame(html: str, scheme: str = "") -> str:
    """A reader's page for a frame, which lets no script run and complains of each.

    Args:
        scheme: one of ``SCHEMES``, shown as if its reader had chosen it; anything else leaves the
            page to what the visitor's machine prefers.
    """
    html = SCRIPT.sub("", html)
    if scheme in SCHEMES:
        return html.replace("<html ", f'<html data-theme="{scheme}" ', 1)
    return html
