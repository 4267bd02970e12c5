"""Sessions in rows that know whose they are, so that they can be listed and ended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from staff.models.user import User

#: What the session itself holds of the row: number, beginning, agent, network, proof.
ABOUT = "desk"


class DeskSession(AbstractBaseSession):
    """A browser's session, with what its person needs to know it again in a list.

    Deleting the row ends the session: the next request of that browser is signed out.
    """

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    #: Stands for the session in forms; the key itself is never shown. Not unique: while a session
    #: gets another key there are two rows of it for a moment.
    number = models.UUIDField(null=True)
    since = models.DateTimeField(default=timezone.now)
    last_seen = models.DateTimeField(default=timezone.now)
    agent = models.CharField(max_length=300, blank=True)
    network = models.CharField(max_length=60, blank=True)
    #: How the second factor was proved; empty without one.
    proof = models.CharField(max_length=10, blank=True)

    @classmethod
    def get_session_store_class(cls) -> type[SessionStore]:
        return SessionStore

    def __str__(self) -> str:
        return f"{self.user_id}, {self.since:%Y-%m-%d}"


class SessionStore(db.SessionStore):
    """Django's sessions in the database, in rows of ``DeskSession``."""

    seen_at: datetime | None = None  # as the row had it when it was read

    @classmethod
    def get_model_class(cls) -> type[Any]:
        return DeskSession

    def load(self) -> dict[str, Any]:
        rows = DeskSession.objects.filter(session_key=self.session_key)
        row = rows.filter(expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
            return {}
        self.seen_at = row.last_seen
        return self.decode(row.session_data)

    def create_model_instance(self, data: dict[str, Any]) -> DeskSession:
        user = data.get(SESSION_KEY)
        about = _about(data) if user else {}
        row = cast("DeskSession", super().create_model_instance(data))
        if user:
            row.user_id, row.number = int(user), UUID(about["number"])
            row.since = datetime.fromisoformat(about["since"])
            row.agent, row.network = about.get("agent", ""), about.get("network", "")
            row.proof = about.get("proof", "")
        return row


def _about(data: dict[str, Any]) -> Mapping[str, str]:
    """What the session says of itself; begun with the first save after somebody signed in."""
    about: dict[str, str] = data.setdefault(ABOUT, {})
    about.setdefault("number", str(uuid4()))
    about.setdefault("since", timezone.now().isoformat())
    return about
