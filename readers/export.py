"""Everything the site holds about a reader, for that reader."""

from __future__ import annotations

from readers.models import Letter, Reader
from readers.registry import exports


def everything_about(reader: Reader) -> dict[str, object]:
    """A document of plain values and dates; other apps' parts under their own keys."""
    about: dict[str, object] = {
        "reader": {
            "email": reader.email,
            "name": reader.name,
            "language": reader.language,
            "address_confirmed_at": reader.verified_at,
            "first_seen_at": reader.created_at,
        },
        "browsers": list(
            reader.sessions.order_by("created_at").values(
                "created_at", "last_seen_at", "revoked_at"
            )
        ),
        "follows": list(
            reader.subscriptions.order_by("created_at").values("kind", "subject", "created_at")
        ),
        "letters": list(
            Letter.objects.filter(to__iexact=reader.email)
            .order_by("created_at")
            .values("kind", "subject", "created_at", "sent_at")
        ),
    }
    return about | {key: part(reader) for key, part in exports().items()}
