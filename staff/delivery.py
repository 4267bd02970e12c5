"""Letters to colleagues on their way out."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage


class Undeliverable(Exception):
    """A letter that another attempt would not deliver either."""

    permanent = True


def deliver(letter: EmailMessage) -> None:
    """Send a letter now; for tasks, which are tried again after any other fault.

    Raises:
        Undeliverable: the address was refused for good.
    """
    try:
        letter.send()
    except SMTPRecipientsRefused as fault:
        if all(code >= 500 for code, _words in fault.recipients.values()):
            raise Undeliverable(str(fault)) from fault
        raise
