"""Letters to readers: written into the caller's transaction, sent by the worker afterwards.

A letter exists if and only if what it tells of happened. Its templates are
`mail/<kind>.subject.txt`, `.txt` and `.html`.
"""

from __future__ import annotations

from email.utils import make_msgid
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from articles.languages import direction
from readers.addresses import clean_email
from readers.models.confirmation import Confirmation
from readers.models.letter import Letter

#: Stands in a letter's text for the token of its confirmation, which no row holds.
LATER = "put-in-when-it-is-sent"
LONGEST_SUBJECT = 150


def queue_letter(
    kind: str,
    *,
    to: str,
    language: str,
    context: dict[str, object],
    unsubscribe: str | None = None,
    confirmation: Confirmation | None = None,
) -> Letter:
    """Write a letter within the running transaction; the worker sends it once that is committed.

    Args:
        kind: the name of its templates.
        to: a cleaned address.
        context: for the templates; they escape what they print.
        unsubscribe: the absolute address that ends such letters at one click (RFC 8058).
        confirmation: gives the templates `link`, the way to its page.

    Raises:
        readers.addresses.BadAddress: `to` is not an address.
    """
    with translation.override(language):
        values = _values(language, unsubscribe, confirmation) | context
        subject, text, html = (
            render_to_string(f"mail/{kind}.{part}", values)
            for part in ("subject.txt", "txt", "html")
        )
    return Letter.objects.create(
        to=clean_email(to),
        kind=kind,
        language=language,
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        text=text.strip() + "\n",
        html=html.strip() + "\n",
        headers=_headers(language, unsubscribe),
        confirmation=confirmation,
    )


def _values(
    language: str, unsubscribe: str | None, confirmation: Confirmation | None
) -> dict[str, object]:
    values: dict[str, object] = {
        "language": language,
        "direction": direction(language),
        "paper_name": settings.NEWSPAPER_NAME[language],
        "site_url": settings.SITE_URL,
        "unsubscribe": unsubscribe,
    }
    if confirmation is not None:
        path = reverse("readers:confirm", args=[LATER])
        values |= {"link": f"{settings.SITE_URL}{path}", "days": Confirmation.LIFETIME.days}
    return values


def _headers(language: str, unsubscribe: str | None) -> dict[str, str]:
    """The letter's own headers. Its Message-ID is fixed here: a second copy is known as one."""
    headers = {
        "Message-ID": make_msgid(domain=urlsplit(settings.SITE_URL).hostname or "localhost"),
        "Content-Language": language,
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if unsubscribe:
        headers["List-Unsubscribe"] = f"<{unsubscribe}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers
