"""Every string of the pages, letters and forms has its Arabic."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import read_mo
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
APPS = ("articles", "comments", "newsroom", "readers", "staff")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "gettext_noop": None,
}


def strings(path: Path) -> Iterator[str]:
    """What a module or a template wants translated; of plurals the singular."""
    source = path.read_text()
    if path.suffix != ".py":
        lines = templatize(source, origin=str(path)).splitlines()
        source = "\n".join(line.strip() for line in lines)
    for _line, message, _comments, _context in extract(
        "python", io.BytesIO(source.encode()), keywords=KEYWORDS
    ):
        found = message[0] if isinstance(message, tuple) else message
        if found:
            yield found


def sources() -> Iterator[Path]:
    """All modules and templates."""
    for app in APPS:
        yield from (ROOT / app).rglob("*.py")
    yield from (path for path in (ROOT / "templates").rglob("*.*") if path.is_file())


def test_every_string_has_its_arabic() -> None:
    with (ROOT / "locale/ar/LC_MESSAGES/django.mo").open("rb") as file:
        known = {
            message.id if isinstance(message.id, str) else message.id[0]
            for message in read_mo(file)
            if message.string
        }
    missing = {text for path in sources() for text in strings(path)} - known
    assert sorted(missing) == []
