"""Letters as files."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, get_connection
from pytest_django import Settings


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path / "mail"


def deliver(*messages: EmailMessage) -> int:
    return get_connection("newsroom.mail.FileBackend").send_messages(list(messages)) or 0


def test_each_letter_is_one_complete_file(folder: Path) -> None:
    letter = EmailMultiAlternatives("Salām سلام", "plain", to=["reader@example.org"])
    letter.attach_alternative("<p>rich</p>", "text/html")
    assert deliver(letter, EmailMessage("Second", "text", to=["two@example.org"])) == 2
    first, second = sorted(folder.iterdir())
    assert (first.suffix, second.suffix) == (".eml", ".eml")
    assert "-reader@example.org-" in first.name
    read = email.message_from_bytes(first.read_bytes(), policy=email.policy.default)
    assert read["Subject"] == "Salām سلام"
    assert read.is_multipart()
    assert first.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize(
    "recipient",
    ["../../etc/x@y.example", "a/b@c.example", "x" * 200 + "@y.example", "سلام@y.example"],
)
def test_no_recipient_bends_the_path(folder: Path, recipient: str) -> None:
    assert deliver(EmailMessage("Subject", "text", to=[recipient])) == 1
    [file] = folder.iterdir()
    assert len(file.name) <= 110
    assert file.name.isascii()


def test_a_letter_to_nobody_is_not_written(folder: Path) -> None:
    assert deliver(EmailMessage("Subject", "text")) == 0
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_an_error(folder: Path) -> None:
    folder.write_text("a file")
    with pytest.raises(OSError, match="mail"):
        deliver(EmailMessage("Subject", "text", to=["reader@example.org"]))
    assert [folder] == list(folder.parent.iterdir())
