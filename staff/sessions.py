"""``SESSION_ENGINE``: where Django finds the class that keeps sessions."""

from __future__ import annotations

from staff.models.session import SessionStore

__all__ = ["SessionStore"]
