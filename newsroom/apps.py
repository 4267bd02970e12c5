from __future__ import annotations

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    """The project itself: operations commands and the worker's heartbeat."""

    name = "newsroom"
    default_auto_field = "django.db.models.BigAutoField"
