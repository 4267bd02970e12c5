"""Letters as files, for a machine without a mail server."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

UNSAFE = re.compile(r"[^a-z0-9.@+-]+")


class FileBackend(BaseEmailBackend):
    """Writes each letter as one `.eml` file into `EMAIL_FILE_PATH`.

    A file appears under its name only when it is complete. Its name begins with the time in
    UTC, so that names sort by age, and goes on with the first recipient.
    """

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently, **kwargs)
        self.folder = Path(settings.EMAIL_FILE_PATH or ".")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the letters; the number written. Raises `OSError` unless told to be silent."""
        sent = 0
        for message in email_messages:
            if not message.recipients():
                continue
            try:
                self._write(message)
            except OSError:
                if not self.fail_silently:
                    raise
            else:
                sent += 1
        return sent

    def _write(self, message: EmailMessage) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.folder / file_name(message, datetime.now(UTC))
        staging = path.with_name(f".{path.name}")
        try:
            descriptor = os.open(staging, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(descriptor, "wb") as file:
                file.write(message.message().as_bytes())
                file.flush()
                os.fsync(descriptor)
            staging.replace(path)
        finally:
            staging.unlink(missing_ok=True)


def file_name(message: EmailMessage, now: datetime) -> str:
    """A name of at most 100 characters that no recipient can bend into a path."""
    first = UNSAFE.sub("-", message.recipients()[0].lower()).strip(".-")[:60]
    return f"{now:%Y%m%dT%H%M%S.%f}-{first or 'nobody'}-{secrets.token_hex(3)}.eml"
