"""Asking whether an address is somebody's, and acting once when its owner says yes.

Known and unknown addresses take the same way: the same queries, the same letter, the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.db import transaction
from django.db.models.functions import Now
from django.http import HttpRequest
from django.utils.translation import gettext as _

from readers.addresses import clean_email, email_key, fingerprint, masked
from readers.letters import queue_letter
from readers.limits import Limit, network_of, take
from readers.models.confirmation import Confirmation, hash_of, new_nonce
from readers.models.reader import Reader
from readers.purposes import Handler, Purpose, Stale, on_confirmed, purpose_of

__all__ = [
    "LIFETIME",
    "Asked",
    "Handler",
    "Purpose",
    "Stale",
    "TooMany",
    "ask",
    "confirm",
    "limits_for",
    "on_confirmed",
    "receipt_for",
    "resend",
    "verify_receipt",
    "void",
]

LIFETIME = Confirmation.LIFETIME
RECEIPT = "readers.receipt"


@dataclass(frozen=True)
class Asked:
    """What the page after a question shows.

    Args:
        receipt: stands for the question where its letter is asked for once more; opens nothing.
        masked: the address, as its owner will know it.
    """

    receipt: str
    masked: str


class TooMany(Exception):
    """Too many letters were asked for; the message is for the reader."""

    def __init__(self, limit: Limit) -> None:
        self.retry_after = limit.seconds
        super().__init__(
            _("Too many emails for this address or from your network already. Try again later.")
        )


def limits_for(email: str, request: HttpRequest) -> list[Limit]:
    """The limits that a letter to a cleaned address counts against, for `limits.take`."""
    address, network = fingerprint(email), network_of(request)
    return [
        Limit("letter to", address, 5, 3600),
        Limit("letter to", address, 12, 24 * 3600),
        Limit("letter from", network, 30, 3600),
        Limit("letter from", network, 100, 24 * 3600),
    ]


def ask(
    *,
    email: str,
    name: str,
    language: str,
    purpose: str,
    subject: str,
    request: HttpRequest,
    counted: bool = False,
    reader: Reader | None = None,
) -> Asked:
    """Send a letter that asks for confirmation, within the caller's transaction.

    Args:
        email: as typed or cleaned.
        name: for the reader that a newcomer becomes; cleaned.
        purpose: a registered purpose.
        subject: what of that purpose, at most 64 characters, such as a comment's number.
        counted: the caller has taken `limits_for` already.
        reader: whose question it is, where that does not follow from the address.

    Raises:
        readers.addresses.BadAddress: it cannot be written to.
        TooMany: a limit is exhausted.
    """
    email = clean_email(email)
    if not counted and (limit := take(*limits_for(email, request))):
        raise TooMany(limit)
    confirmation = Confirmation(
        nonce=new_nonce(),
        reader=reader or Reader.objects.with_address(email).first(),
        email=email,
        email_key=email_key(email),
        name=name,
        language=language,
        purpose=purpose,
        subject=subject,
        expires_at=Now() + LIFETIME,
    )
    confirmation.token_hash = hash_of(confirmation.token())
    confirmation.save(force_insert=True)
    _send(confirmation)
    return Asked(receipt_for(confirmation), masked(email))


def receipt_for(confirmation: Confirmation) -> str:
    """A signed reference to a question."""
    return signing.dumps(
        [confirmation.pk, confirmation.purpose, confirmation.subject], salt=RECEIPT
    )


def verify_receipt(receipt: str, purpose: str) -> str | None:
    """The subject that a receipt stands for, if it is for that purpose and at most 3 days old."""
    try:
        _pk, kept, subject = signing.loads(receipt, salt=RECEIPT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    return str(subject) if kept == purpose else None


def resend(receipt: str, request: HttpRequest) -> Asked:
    """Send the letter of a question once more, with the same link, and give it its full time again.

    Raises:
        Stale: the receipt is none, or its question is answered or void.
        TooMany: a limit is exhausted.
    """
    try:
        pk = signing.loads(receipt, salt=RECEIPT, max_age=10 * LIFETIME)[0]
    except signing.BadSignature:
        raise Stale from None
    rows = Confirmation.objects.filter(pk=pk, used_at__isnull=True, void_at__isnull=True)
    confirmation = rows.first()
    if confirmation is None:
        raise Stale
    if limit := take(*limits_for(confirmation.email, request)):
        raise TooMany(limit)
    with transaction.atomic():
        rows.update(expires_at=Now() + LIFETIME)
        _send(confirmation)
    return Asked(receipt_for(confirmation), masked(confirmation.email))


def confirm(token: str) -> tuple[Reader, str]:
    """Use a link: the reader, and the address to go on to. Within a transaction of the caller's.

    Of any number of attempts at the same time one succeeds: the first UPDATE of the row.

    Raises:
        Stale: roll back; nothing was done.
    """
    rows = Confirmation.objects.filter(token_hash=hash_of(token))
    if not rows.waiting().update(used_at=Now()):
        raise Stale
    confirmation = rows.get()
    purpose = purpose_of(confirmation.purpose)
    reader = purpose.claim(confirmation)
    onward = purpose.handler(reader, confirmation.subject)
    rows.update(reader=reader, led_to=onward[:500])
    return reader, onward


def void(purpose: str, subject: str) -> None:
    """Make the links for a subject worthless, as what they were for is gone."""
    Confirmation.objects.filter(purpose=purpose, subject=subject).make_void()


def _send(confirmation: Confirmation) -> None:
    purpose = purpose_of(confirmation.purpose)
    queue_letter(
        "confirm",
        to=confirmation.email,
        language=confirmation.language,
        context={"purpose": purpose, "email": confirmation.email},
        confirmation=confirmation,
    )
