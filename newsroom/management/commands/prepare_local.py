from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand

from newsroom.environment import Environment
from newsroom.local import demo_password
from newsroom.local.statics import collect_if_changed


class Command(BaseCommand):
    """The steps of `make run` before the servers start; each is skipped when it is done."""

    help = "Bring database, demonstration newspaper and static files up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate, fill an empty database, collect static files."""
        call_command("migrate", verbosity=0, interactive=False)
        env: Environment = settings.ENV
        password = demo_password.of(env)
        if not apps.get_model("articles", "Article")._default_manager.exists():
            self.fill()
        elif env.database is None and password != demo_password.in_force(env.var_dir):
            self.change_password(password)
        demo_password.remember(env.var_dir, password)
        collect_if_changed()

    def fill(self) -> None:
        """Load the demonstration newspaper."""
        if "load_demo" in get_commands():
            call_command("load_demo")

    def change_password(self, password: str) -> None:
        """Give the demonstration sign-ins another password; only in the embedded database."""
        for user in get_user_model().objects.filter(username__in=demo_password.SIGN_INS):
            user.set_password(password)
            user.save(update_fields=["password"])
