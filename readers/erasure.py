"""Forgetting a reader, at once and for good."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now

from readers.models import Confirmation, Letter, Reader, ReaderSession, Subscription
from readers.registry import Keep, erasers


@transaction.atomic
def erase(reader: Reader, keep: Keep) -> None:
    """Erase a reader: address, name, sessions, follows, letters; texts as the reader chose.

    The emptied row stays, so that replies and counts of other people keep their place. A second
    call does nothing.
    """
    found = Reader.objects.select_for_update().get(pk=reader.pk)
    if found.is_erased:
        return
    for eraser in erasers():
        eraser(found, keep)
    Subscription.objects.filter(reader=found).delete()
    ReaderSession.objects.filter(reader=found).delete()
    Letter.objects.filter(to__iexact=found.email).delete()
    Confirmation.objects.filter(Q(reader=found) | Q(email_key=found.email_key)).delete()
    Reader.objects.filter(pk=found.pk).update(email="", email_key="", name="", erased_at=Now())
