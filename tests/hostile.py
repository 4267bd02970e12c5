"""Values that nobody types by accident, and requests made of them for every address of the site."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

from django.urls import URLResolver, get_resolver

VALUES = (
    "\0",
    "",
    "-1",
    "9" * 10,
    "9" * 18,
    "9" * 19,
    "9" * 5000,
    "٣",
    "²",
    "1e309",
    "NaN",
    "0001-01-01",
    "9999-12-31T23:59:59+23:59",
    "2026-02-30 25:61",
    "a\r\nBcc: b@example.org",
    "<script>alert(1)</script>'\"\\",
    "' & | ! :* <-> (",
    "{{ 7|add:7 }} %s %(x)s {0}",
    "\u202e\ufeff\U0010ffff\ud7ff",
    "㌖" * 400,
    "🇱🇧" * 600,
    "[" * 3000,
    '{"a": [1, null]}',
    "//evil.example/\\",
    "javascript:alert(1)",
    "../../etc/passwd",
    "x" * 70_000,
)
ASKED = tuple(
    "q after before at old new take revision width scheme status publication contributor place tag "
    "section__id__exact language__exact published_from published_to page older show story lang "
    "next e o p _to_field _popup _changelist_filters term app_label model_name field_name done "
    "batch reader rule state reason sort days".split()
)
_FIELD = re.compile(r"""<(?:input|textarea|select|button)\b[^>]*?\bname="([^"]+)"([^>]*)>""")
_VALUE = re.compile(r"""\bvalue="([^"]*)\"""")
_MACHINERY = re.compile(r"_FORMS$|^csrf|journal_pass|journal_tab|begun_with|^seen|key$|-id$")


def patterns() -> dict[str, str]:
    """Every address of the site by its whole name, with its pattern."""
    found: dict[str, str] = {}

    def walk(resolver: URLResolver, before: str, space: str) -> None:
        for entry in resolver.url_patterns:
            pattern = before + str(entry.pattern)
            if isinstance(entry, URLResolver):
                inner = f"{space}{entry.namespace}:" if entry.namespace else space
                walk(entry, pattern, inner)
            elif entry.name:
                found[f"{space}{entry.name}"] = pattern

    walk(get_resolver(), "", "")
    return found


def arguments(pattern: str) -> list[str]:
    """The names of an address's variable parts."""
    named = re.findall(r"\(\?P<(\w+)>", pattern)
    return named or re.findall(r"<(?:\w+:)?(\w+)>", pattern)


def spoiled(path: str, parts: list[str], value: str) -> str:
    """The address with a hostile value in the place of its variable parts."""
    for part in parts:
        path = re.sub(rf"(?<=/){re.escape(part)}(?=[/.-]|$)", _in_address(value), path, count=1)
    return path


def _in_address(value: str) -> str:
    return quote(value[:600], safe="").replace("\\", "\\\\")


def fields(html: str) -> dict[str, str]:
    """What the forms of a page would send, nothing typed."""
    found: dict[str, str] = {}
    for name, more in _FIELD.findall(html):
        value = _VALUE.search(more)
        found.setdefault(unescape(name), unescape(value[1]) if value else "")
    return found


def is_typed(name: str) -> bool:
    """Whether a person fills this field, and not the page."""
    return not _MACHINERY.search(name) and "__prefix__" not in name
