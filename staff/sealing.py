"""Short secrets in the database, readable only with the site's own secret."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


def seal(text: str) -> str:
    """The text, encrypted and signed."""
    return _lock().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str | None:
    """The text again; None where it was sealed under another SECRET_KEY or changed."""
    try:
        return _lock().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return None


def _lock() -> Fernet:
    digest = hashlib.sha256(f"staff.sealing:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
