from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ArticlesConfig(AppConfig):
    """The newspaper: from the working copy to the story that readers see."""

    name = "articles"
    verbose_name = _("Newspaper")
    default_auto_field = "django.db.models.BigAutoField"
