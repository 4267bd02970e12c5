"""XML written piece by piece: every value is escaped, and cleaned of what XML cannot hold."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from articles.plain import clean

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def element(name: str, text: str = "", **attributes: object) -> str:
    """An element with a text; attributes that are empty are left out."""
    start = f"{name}{attributes_of(attributes)}"
    return f"<{start}>{escape(clean(text), quote=False)}</{name}>" if text else f"<{start}/>"


def around(name: str, inner: Iterable[str], start: str = "") -> str:
    """An element with elements.

    Args:
        start: its attributes, written.
    """
    return f"<{name}{start}>{''.join(inner)}</{name}>\n"


def whole(html: str) -> str:
    """HTML within an element, as it is."""
    return f"<![CDATA[{clean(html).replace(']]>', ']]]]><![CDATA[>')}]]>"


def attributes_of(attributes: dict[str, object]) -> str:
    """Attributes as they stand after an element's name; those that are empty are left out."""
    return "".join(
        f' {name}="{escape(clean(str(value)))}"'
        for name, value in attributes.items()
        if value != ""
    )
