"""Letters to colleagues about their own accounts, sent by the worker."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused

from django_tasks import task

from staff.mail import access_letter
from staff.models import AccessEvent


@task()
def tell_of_access(*, event: int) -> None:
    """Send the letter about an event. A second copy, after a fault, has the same Message-ID."""
    row = AccessEvent.objects.select_related("user", "by").get(pk=event)
    if not row.user.email:
        return
    try:
        access_letter(row).send()
    except SMTPRecipientsRefused as fault:
        if all(code >= 500 for code, _words in fault.recipients.values()):
            raise Undeliverable(str(fault)) from fault
        raise


class Undeliverable(Exception):
    """A letter that another attempt would not deliver either."""

    permanent = True
