"""What the moderators had said about a reader's trust at a moment."""

from __future__ import annotations

from datetime import datetime

from comments.models.standing import StandingDecision
from comments.standing import ABOUT_TRUST
from readers.models import Reader


def said_about_trust(reader: Reader, at: datetime) -> str:
    """The word in force then: ``trust``, ``revoke_trust``, or nothing."""
    rows = StandingDecision.objects.filter(reader=reader, verb__in=ABOUT_TRUST, at__lt=at)
    return rows.order_by("-pk").values_list("verb", flat=True).first() or ""
