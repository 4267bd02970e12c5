"""The worker's part in a journey, and the letters that it leaves as files."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from newsroom.sweeps import SWEEPS
from newsroom.worker.loop import Worker

LINK = re.compile(r"https?://[^/\s]+/\S+")


def work() -> None:
    """Let a worker run every sweep and every task until nothing is left to do."""
    while Worker(SWEEPS).step():
        pass


def post(folder: Path) -> list[EmailMessage]:
    """Every letter that was sent, the oldest first. Runs the worker."""
    work()
    files = sorted(folder.glob("*.eml"))
    return [message_from_bytes(file.read_bytes(), policy=policy.default) for file in files]


def newest(folder: Path, to: str) -> EmailMessage:
    """The newest letter to an address. Runs the worker."""
    return [letter for letter in post(folder) if letter["To"] == to][-1]


def words(letter: EmailMessage, kind: str = "plain") -> str:
    """The text of a letter, in its plain or its HTML part."""
    part = letter.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def link(letter: EmailMessage) -> str:
    """The first address in a letter’s plain text that leads further than the front page."""
    found = LINK.search(words(letter))
    assert found is not None
    return found[0]
