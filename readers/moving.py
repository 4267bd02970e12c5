"""A reader's change of address: the new one is confirmed before the old one is let go."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from readers.letters import queue_letter
from readers.models import Confirmation, Reader
from readers.purposes import Stale


def move(confirmation: Confirmation) -> Reader:
    """Give the reader who asked the confirmed address; the old one hears of it by letter.

    Whatever was sent to the old address before is worthless from then on.

    Raises:
        Stale: the reader is gone, or the address is another reader's.
    """
    asker = confirmation.reader
    if asker is None:
        raise Stale
    reader = Reader.objects.select_for_update().get(pk=asker.pk)
    if reader.is_erased:
        raise Stale
    old, old_key = reader.email, reader.email_key
    reader.email, reader.email_key = confirmation.email, confirmation.email_key
    try:
        with transaction.atomic():
            reader.save(update_fields=["email", "email_key"])
    except IntegrityError:
        raise Stale(_("This address is in use by another reader's account.")) from None
    if old_key != reader.email_key:
        Confirmation.objects.filter(Q(reader=reader) | Q(email_key=old_key)).make_void()
        reader.sessions.all().revoke()
        queue_letter("moved", to=old, language=reader.language, context={"email": old})
    return reader
