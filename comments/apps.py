from django.apps import AppConfig
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _


class CommentsConfig(AppConfig):
    """Readers' comments under the stories."""

    name = "comments"
    verbose_name = _("Comments")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the readers' app what comments add to a reader's own page and letters."""
        import_string("comments.belonging.register")()
