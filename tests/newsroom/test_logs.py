"""Whatever a visitor sends, a log record is one harmless line."""

from __future__ import annotations

import logging
import sys

from newsroom.logs import OneLine


def line(message: str, fault: BaseException | None = None) -> str:
    info = (type(fault), fault, fault.__traceback__) if fault else None
    return OneLine().format(logging.LogRecord("x", 40, "", 0, message, None, info))


def test_control_characters_are_written_out() -> None:
    said = line("GET /\r\nforged 200 \x1b[2J\x00\u202egnp.exe\u2028end")
    assert said == "GET /\\r\\nforged 200 \\x1b[2J\\x00\\u202egnp.exe\\u2028end"


def test_a_traceback_is_one_line() -> None:
    try:
        int("nothing")
    except ValueError:
        said = line("failed", sys.exception())
    assert "\n" not in said
    assert "ValueError: invalid literal" in said


def test_arabic_stays_readable() -> None:
    assert line("سجل الأرز") == "سجل الأرز"
