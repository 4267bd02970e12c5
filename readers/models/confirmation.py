from __future__ import annotations

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from articles.languages import Language
from readers.models.reader import Reader


def new_nonce() -> str:
    return secrets.token_hex(32)


def hash_of(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def waiting(self) -> ConfirmationQuerySet:
        """Neither used nor void nor too old."""
        return self.filter(used_at__isnull=True, void_at__isnull=True, expires_at__gt=Now())

    def make_void(self) -> int:
        """Whatever was not used yet never will be; how many there were."""
        return self.filter(used_at__isnull=True, void_at__isnull=True).update(void_at=Now())


class Confirmation(models.Model):
    """A question sent to an address: is this yours, and did you want this?

    The token in the letter's link is computed from the row's nonce and the site's secret key and
    looked up by its hash. So a copy of the database opens nothing, while a letter that has to be
    sent again carries the same link.
    """

    LIFETIME: ClassVar[timedelta] = timedelta(days=3)

    nonce = models.CharField(max_length=64, default=new_nonce, editable=False)
    token_hash = models.CharField(max_length=64, unique=True)
    #: Whose address it was when the question was asked; nobody's yet for a newcomer.
    reader = models.ForeignKey(
        Reader, on_delete=models.CASCADE, null=True, related_name="confirmations"
    )
    email = models.EmailField(max_length=254)
    email_key = models.CharField(max_length=254, db_index=True)
    name = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=2, choices=Language.choices)
    purpose = models.CharField(max_length=20)
    subject = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)
    void_at = models.DateTimeField(null=True)
    #: Where its use led, for whoever comes back to the link.
    led_to = models.CharField(max_length=500, blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["purpose", "subject"])]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject}"

    def token(self) -> str:
        """The secret part of the link, 43 characters."""
        key = f"readers.confirmation:{settings.SECRET_KEY}".encode()
        digest = hmac.new(key, self.nonce.encode(), hashlib.sha256).digest()
        return urlsafe_b64encode(digest).rstrip(b"=").decode()
