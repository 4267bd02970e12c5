"""Email addresses: which are accepted, and when two of them are the same. Pure.

Two addresses are the same when their keys are. A key is never made by folding look-alikes
together: an address that would need folding (full-width letters, a Kelvin sign for K, a German
sharp s that older rules read as ss) is refused, so it can never meet somebody else's.
"""

from __future__ import annotations

import hashlib
import hmac
import string

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

LONGEST = 254
SMALL_LETTERS = str.maketrans(string.ascii_uppercase, string.ascii_lowercase)
_well_formed = EmailValidator(allowlist=["localhost"])


class BadAddress(ValueError):
    """An address that cannot be written to; the message is for the reader."""


def clean_email(text: str) -> str:
    """The address as it is stored and written to: trimmed, its domain in small ASCII letters.

    Raises:
        BadAddress: it is not an address, or one that cannot be told from another.
    """
    local, at, domain = text.strip().rpartition("@")
    if not at or not local or local.startswith('"') or not domain or domain.startswith("["):
        raise BadAddress(_("This is not an email address. It should look like name@example.com."))
    if not local.isascii():
        raise BadAddress(
            _("The part before the @ has letters that our mail cannot carry. Use a–z and digits.")
        )
    address = f"{local}@{_ascii_domain(domain)}"
    try:
        _well_formed(address)
    except ValidationError:
        raise BadAddress(
            _("This is not an email address. It should look like name@example.com.")
        ) from None
    if len(address) > LONGEST or len(local) > 64:
        raise BadAddress(_("This address is too long to be one."))
    return address


def email_key(email: str) -> str:
    """What two spellings of one cleaned address have in common."""
    return email.translate(SMALL_LETTERS)


def fingerprint(email: str) -> str:
    """A keyed hash (64 hexadecimal digits) that stands for a cleaned address."""
    key = f"readers.address:{settings.SECRET_KEY}".encode()
    return hmac.new(key, email_key(email).encode(), hashlib.sha256).hexdigest()


def domain_of(email: str) -> str:
    """The domain of a cleaned address."""
    return email.rpartition("@")[2]


def masked(email: str) -> str:
    """Enough of an address for its owner to know it: ``m•••@example.com``."""
    local, at, domain = email.rpartition("@")
    return f"{local[:1]}•••{at}{domain}"


def _ascii_domain(domain: str) -> str:
    """The domain as the name servers know it.

    The way there must lead back to what was typed. Where it does not, letters were folded.
    """
    small = domain.translate(SMALL_LETTERS)
    if small.isascii():
        return small
    try:
        encoded = small.encode("idna").decode("ascii")
        kept = encoded.encode("ascii").decode("idna") == small
    except UnicodeError:
        kept = False
    if not kept:
        raise BadAddress(
            _("The part after the @ has letters that look like others. Write it in small letters.")
        )
    return encoded
