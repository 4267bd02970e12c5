from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client

from readers import names, purposes, registry, subscriptions
from readers.confirmation import Purpose, on_confirmed
from readers.models import Reader
from tests.readers.tools import signed_in


@pytest.fixture(autouse=True)
def no_other_apps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that the apps above have registered: these tests are about readers alone."""
    monkeypatch.setattr(names, "_checks", [])
    monkeypatch.setattr(registry, "_panels", {})
    monkeypatch.setattr(registry, "_exports", {})
    monkeypatch.setattr(registry, "_erasers", [])
    monkeypatch.setattr(subscriptions, "_kinds", {})


@pytest.fixture
def acted() -> Iterator[list[tuple[str, str]]]:
    """A purpose "test"; the list tells for whom and for what its handler was called."""
    calls: list[tuple[str, str]] = []

    def handler(reader: Reader, subject: str) -> str:
        calls.append((reader.email, subject))
        return f"/done/{subject}/"

    on_confirmed(Purpose("test", handler, "A test was made.", "Test?", "It is one.", "Yes, a test"))
    yield calls
    del purposes._purposes["test"]


@pytest.fixture
def reader(db: None) -> Reader:
    return Reader.objects.create(
        email="Hala@example.com", email_key="hala@example.com", name="Hala"
    )


@pytest.fixture
def at_home(client: Client, reader: Reader) -> Client:
    """A browser in which the reader's address was confirmed."""
    return signed_in(client, reader)
