"""The four roles of the desk. Each is a Django group of the same name, made by a migration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    JOURNALIST = "journalist", _("Journalist")
    EDITOR = "editor", _("Editor")
    MODERATOR = "moderator", _("Moderator")
    CHIEF = "chief", _("Chief editor")
