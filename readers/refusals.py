"""What a mail server's failure means for a letter. Pure.

Codes as in RFC 5321: 4xx may pass, 5xx will not. A 5xx is final only where it speaks about the
letter or its recipient; about our greeting, password or sender it is the site's trouble, which
somebody can repair while the letters wait.
"""

from __future__ import annotations

import smtplib
from dataclasses import dataclass

PERMANENT = range(500, 600)
CLOSING = 421


@dataclass(frozen=True)
class Answer:
    """What was answered, in the server's words.

    Args:
        for_good: there is no use in another attempt.
        nobody_there: no letter would have got through.
    """

    words: str
    for_good: bool = False
    nobody_there: bool = False


def understand(error: Exception) -> Answer:
    """Read the answer out of what the mail backend raised."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            code, words = next(iter(error.recipients.values()))
            return _about_the_letter(code, words)
        case smtplib.SMTPDataError():
            return _about_the_letter(error.smtp_code, error.smtp_error)
        case smtplib.SMTPResponseException():
            return Answer(_said(error.smtp_code, error.smtp_error), nobody_there=True)
        case smtplib.SMTPException() | OSError():
            return Answer(_shortened(f"{type(error).__name__}: {error}"), nobody_there=True)
        case _:  # the letter cannot be put into the form of a mail
            return Answer(_shortened(f"{type(error).__name__}: {error}"), for_good=True)


def _about_the_letter(code: int, words: bytes | str) -> Answer:
    return Answer(_said(code, words), for_good=code in PERMANENT, nobody_there=code == CLOSING)


def _said(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return _shortened(f"{code} {text}")


def _shortened(text: str) -> str:
    """One printable line that fits the column."""
    line = " ".join(text.split())
    return "".join(char if char.isprintable() else "?" for char in line)[:500]
