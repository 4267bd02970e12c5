"""What visitors see when something breaks on our side."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.test import Client, override_settings

pytestmark = pytest.mark.urls("tests.newsroom.urls")


@pytest.fixture
def visitor() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("path", ["/down", "/lost"])
@pytest.mark.parametrize("debug", [False, True])
def test_a_database_fault_asks_to_come_back(visitor: Client, path: str, debug: bool) -> None:
    with override_settings(DEBUG=debug):
        response = visitor.get(path)
    assert response.status_code == 503
    assert response["Retry-After"] == "10"
    assert response["Cache-Control"] == "no-store"
    assert b"<h1" in response.content
    assert b"hush" not in response.content
    assert b"Traceback" not in response.content


def test_a_session_that_cannot_be_stored_is_a_database_fault_too(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise OperationalError("down")

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.create", fail)
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.save", fail)
    response = visitor.get("/session")
    assert (response.status_code, response["Retry-After"]) == (503, "10")


def test_a_mistake_of_ours_is_admitted_without_details(visitor: Client) -> None:
    response = visitor.get("/mistake")
    assert response.status_code == 500
    assert b"hush" not in response.content
    assert b"ZeroDivisionError" not in response.content
    assert "Retry-After" not in response


def test_a_page_for_faults_that_is_itself_at_fault_is_replaced(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(template: str) -> str:
        raise OSError(template)

    monkeypatch.setattr("newsroom.faults.render_to_string", fail)
    response = visitor.get("/down")
    assert response.status_code == 503
    assert b"<h1>The newspaper is unavailable for a moment</h1>" in response.content
