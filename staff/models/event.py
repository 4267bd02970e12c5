from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from staff.models.user import User


class AccessEvent(models.Model):
    """Something that happened to the ways into an account. Rows are only added."""

    class Kind(models.TextChoices):
        NEW_DEVICE = "new_device", _("Signed in from a new device")
        PASSWORD = "password", _("The password was changed")
        APP_ON = "app_on", _("An authenticator app was set up")
        APP_OFF = "app_off", _("The authenticator app was removed")
        PASSKEY_ON = "passkey_on", _("A passkey was added")
        PASSKEY_OFF = "passkey_off", _("A passkey was removed")
        CODES = "codes", _("New recovery codes were made")
        CODE_USED = "code_used", _("A recovery code was used")
        RESET = "reset", _("The second factor was reset")
        SESSIONS_ENDED = "sessions_ended", _("All sessions were ended")

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="access_events")
    kind = models.CharField(max_length=20, choices=Kind)
    #: Nobody for what was done at the server's own console.
    by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    detail = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["user", "-at", "-id"], name="access_events_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind="reset") | ~models.Q(reason=""),
                name="a_reset_has_its_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.kind}"
