"""The newspaper light or dark, whatever the visitor's machine and browser prefer."""

from __future__ import annotations

import re

from django.templatetags.static import static

SCHEMES = ("light", "dark")
SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)


def without_scripts(html: str) -> str:
    """A reader's page for a frame of the desk, which lets no script run and complains of each."""
    return SCRIPT.sub("", html)


def in_scheme(html: str, scheme: str) -> str:
    """A reader's page that shows a scheme as if its reader had chosen it.

    Args:
        scheme: one of ``SCHEMES``; anything else leaves the page to the visitor's choice.
    """
    if scheme not in SCHEMES:
        return html
    # The script would put the visitor's own choice in its place.
    html = html.replace(f'<script src="{static("js/paper.js")}"></script>', "", 1)
    return html.replace("<html ", f'<html data-theme="{scheme}" ', 1)
