"""Codes of authenticator apps (RFC 6238: SHA-1, six digits, thirty seconds). Pure."""

from __future__ import annotations

import base64
import hmac
import secrets
from urllib.parse import quote, urlencode

STEP = 30  # seconds
DRIFT = 1  # steps by which the clock of a phone may be wrong
DIGITS = 6
SECRET_BYTES = 20  # the length of a SHA-1, as RFC 4226 recommends


def new_secret() -> str:
    """A secret for a new app, in base32 as apps take it."""
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()


def code_at(secret: str, step: int) -> str:
    """The code of one half minute.

    Args:
        step: the number of half minutes since the epoch.
    """
    mac = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), "sha1")
    place = mac[-1] & 0x0F
    number = int.from_bytes(mac[place : place + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: str, code: str, now: float, *, after: int = -1) -> int | None:
    """The half minute that a code belongs to, or None where it is wrong, too old or too early.

    Args:
        now: seconds since the epoch.
        after: the half minute of the last code that was used: it and those before are spent.
    """
    current = int(now) // STEP
    found = None
    for step in range(current - DRIFT, current + DRIFT + 1):
        if hmac.compare_digest(code_at(secret, step), code) and step > after:
            found = step
    return found


def setup_address(secret: str, account: str, issuer: str) -> str:
    """What the QR code for an app holds."""
    label = quote(f"{issuer}:{account}", safe="")
    values = {"secret": secret, "issuer": issuer, "digits": DIGITS, "period": STEP}
    return f"otpauth://totp/{label}?{urlencode(values, quote_via=quote)}"
