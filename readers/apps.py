from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class ReadersConfig(AppConfig):
    """Readers: a verified email address and a display name, never staff accounts."""

    name = "readers"
    verbose_name = _("Readers")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let addresses be confirmed for signing in and for a change of address."""
        import_string("readers.own_purposes.register")()
