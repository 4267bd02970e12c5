"""What somebody has beside the password: an authenticator app, passkeys, codes for a bad day."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Now

from staff.models.user import User


class AuthenticatorApp(models.Model):
    """An app that shows a new code every half minute."""

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, primary_key=True, related_name="authenticator_app"
    )
    #: Encrypted (``staff.sealing``): a copy of the database is no second factor.
    sealed_secret = models.TextField()
    #: The half minute of the last code that was used; it and those before it are spent.
    last_step = models.BigIntegerField()
    created_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return str(self.user_id)


class Passkey(models.Model):
    """A key in a phone, a computer or a security key. Nothing in its row is secret."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.CharField(max_length=1400, unique=True)
    #: AAGUID, number and public key, as WebAuthn lays them out.
    credential = models.BinaryField()
    sign_count = models.BigIntegerField()
    name = models.CharField(max_length=60)
    created_at = models.DateTimeField(db_default=Now())
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class RecoveryCode(models.Model):
    """A code that signs somebody in once, without app and passkey. Only its hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "digest"], name="a_recovery_code_once")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}, {'used' if self.used_at else 'unused'}"
