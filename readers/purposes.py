"""What an address can be confirmed for. Apps register their purposes when they are ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from readers.models.confirmation import Confirmation
from readers.models.reader import Reader

Text = str | Promise
Handler = Callable[[Reader, str], str]
Claim = Callable[[Confirmation], Reader]


class Stale(Exception):
    """A link that has no use any more; the message, if any, tells the reader why."""


def owner_of_address(confirmation: Confirmation) -> Reader:
    """The reader whose address it is, made on first sight; locked until the transaction ends.

    Raises:
        Stale: it was the address of somebody who has since changed it.
    """
    reader, _made = Reader.objects.select_for_update().get_or_create(
        email_key=confirmation.email_key,
        defaults={
            "email": confirmation.email,
            "name": confirmation.name,
            "language": confirmation.language,
        },
    )
    if confirmation.reader_id not in (None, reader.pk):
        raise Stale
    if confirmation.name and not reader.name:  # so far only signed in
        reader.name = confirmation.name
        reader.save(update_fields=["name"])
    return reader


@dataclass(frozen=True)
class Purpose:
    """Something that waits for an address to be confirmed.

    Args:
        key: its name, at most 20 characters.
        handler: does what waited, given the reader and the subject, within the confirming
            transaction; answers the address to go on to.
        letter: one sentence for the mail that says what was done. It reaches people who did
            nothing, so it holds no word that somebody typed.
        heading, explanation, button: the page behind the letter's link.
        claim: settles whose address it is from now on, or raises `Stale`.
    """

    key: str
    handler: Handler
    letter: Text
    heading: Text
    explanation: Text
    button: Text
    claim: Claim = owner_of_address


_purposes: dict[str, Purpose] = {}


def on_confirmed(purpose: Purpose) -> None:
    """Let addresses be confirmed for a purpose; for `AppConfig.ready`."""
    _purposes[purpose.key] = purpose


def purpose_of(key: str) -> Purpose:
    """The purpose of that name.

    Raises:
        KeyError: no app has registered it.
    """
    return _purposes[key]
