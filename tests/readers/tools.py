"""What the tests of the readers share."""

from __future__ import annotations

import re
from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory

from readers.confirmation import Asked, ask
from readers.delivery import message
from readers.models import Letter, Reader
from readers.session import COOKIE, HERE, start_session

FOREIGN = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
OWN = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}
LINK = re.compile(r"https?://\S+?(/readers/confirm/[^/\s]+/)")


def asked(email: str = "nadia@example.com", subject: str = "7", **more: Any) -> Asked:
    """Ask an address for the purpose "test"."""
    values: dict[str, Any] = {"name": "Nadia", "language": "en", "purpose": "test"} | more
    with transaction.atomic():
        return ask(email=email, subject=subject, request=RequestFactory().get("/"), **values)


def link() -> str:
    """The path in the newest letter, as its recipient sees it."""
    found = LINK.search(str(message(Letter.objects.latest("pk")).body))
    assert found
    return found[1]


def press(path: str, client: Client | None = None, **headers: str) -> Any:
    """Press the button on the page behind a link, in a browser of its own."""
    return (client or Client()).post(path, headers=headers or OWN)


def signed_in(client: Client, reader: Reader) -> Client:
    """The client with a session of the reader."""
    response = HttpResponse()
    start_session(RequestFactory().get("/"), response, reader)
    for name in (COOKIE, HERE):
        client.cookies[name] = response.cookies[name].value
    return client
