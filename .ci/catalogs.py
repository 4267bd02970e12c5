"""Whether every compiled catalog says what its source says, with nothing left untranslated."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import cast

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def faults(source: Path) -> list[str]:
    """What is wrong with the catalog `source` and the compiled one beside it."""
    compiled = source.with_suffix(".mo")
    with source.open("rb") as file:
        catalog = read_po(file, locale=source.parts[-3])
    open_ones = [message.id for message in catalog if message.id and not message.string]
    fuzzy = [message.id for message in catalog if message.id and message.fuzzy]
    found = [f"{source}: not translated: {text!r}" for text in open_ones]
    found += [f"{source}: to be confirmed (fuzzy): {text!r}" for text in fuzzy]
    if not compiled.exists():
        return [*found, f"{compiled} is missing"]
    with compiled.open("rb") as file:
        if texts(read_mo(file)) != texts(catalog):
            found.append(f"{compiled} is older than its source; compile it again")
    return found


def texts(catalog: Catalog) -> dict[object, object]:
    """What a program sees: context and text, and what stands for it."""
    return {
        (message.context, _plain(message.id)): _plain(message.string)
        for message in catalog
        if message.id and message.string and not message.fuzzy
    }


def _plain(text: object) -> object:
    """A text, or the forms of a plural as a tuple whichever way they were read."""
    return text if isinstance(text, str) else tuple(cast("Iterable[str]", text))


def main() -> None:
    """Check all catalogs; end with status 1 when one has a fault."""
    found = [fault for source in sorted(LOCALE.rglob("*.po")) for fault in faults(source)]
    sys.exit("\n".join(found) or 0)


if __name__ == "__main__":
    main()
