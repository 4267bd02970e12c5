"""Letters to colleagues about their own accounts, sent by the worker."""

from __future__ import annotations

from django_tasks import task

from staff.delivery import deliver
from staff.mail import access_letter
from staff.models import AccessEvent


@task()
def tell_of_access(*, event: int) -> None:
    """Send the letter about an event. A second copy, after a fault, has the same Message-ID."""
    row = AccessEvent.objects.select_related("user", "by").get(pk=event)
    if row.user.email:
        deliver(access_letter(row))
