from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from staff.roles import Role


class User(AbstractUser):
    """Somebody who works for the newspaper. Readers never have a row here."""

    first_name = None  # type: ignore[assignment]  # one name: not every name has two parts
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(
        _("language of the desk"), max_length=7, choices=settings.LANGUAGES, default="en"
    )

    class Meta(AbstractUser.Meta):
        swappable = "AUTH_USER_MODEL"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name or self.username

    @cached_property
    def roles(self) -> frozenset[Role]:
        """The roles this person has; none while the account is inactive. A superuser is a chief."""
        if not self.is_active:
            return frozenset()
        known = set(Role.values)
        names: Iterable[str] | None = vars(self).get("held")  # found with the account
        if names is None:
            names = self.groups.values_list("name", flat=True)
        held = {Role(name) for name in names if name in known}
        if self.is_superuser:
            held.add(Role.CHIEF)
        return frozenset(held)
