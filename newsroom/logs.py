"""Log lines: one line each, whatever a visitor put into it."""

from __future__ import annotations

import logging
import re
from typing import Any

#: Everything that moves a cursor, ends a line or turns text around.
UNSAFE = {
    code: f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
    for code in (
        *range(0x20),
        *range(0x7F, 0xA0),
        0x2028,
        0x2029,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    )
} | {ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}

#: Addresses that open something by themselves; whoever reads a log must not be able to use one.
SECRET = re.compile(r"(/(?:preview|readers/confirm|readers/unsubscribe)/)[^/\s\"?]{20,}")


class OneLine(logging.Formatter):
    """Formats a record, its traceback included, as one line without controls and secrets."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, `\\n` written out."""
        return SECRET.sub(r"\1…", super().format(record)).translate(UNSAFE)


def configuration(level: str, *, access: bool = False) -> dict[str, Any]:
    """A `dictConfig` that sends everything from `level` up to standard error.

    `access` adds a line for every request that gunicorn answers.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": "newsroom.logs.OneLine",
                "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
                "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"level": level, "handlers": ["stderr"]},
        "loggers": {
            "django": {"level": level, "handlers": ["stderr"], "propagate": False},
            # Scanners try foreign names all day; each is answered with 400 and not worth a line.
            "django.security.DisallowedHost": {"handlers": [], "propagate": False},
            # It warns of every HEAD answered with a body, which it drops: usual in WSGI.
            "gunicorn.http.wsgi": {"level": "ERROR", "handlers": ["stderr"], "propagate": False},
            "gunicorn.error": {"level": level, "handlers": ["stderr"], "propagate": False},
            "gunicorn.access": {
                "level": "INFO" if access else "CRITICAL",
                "handlers": ["stderr"],
                "propagate": False,
            },
        },
    }
