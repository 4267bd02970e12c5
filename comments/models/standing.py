from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from comments.standing import Standing, StandingVerb
from comments.workflow import Reason
from readers.addresses import fingerprint
from readers.aliases import alias_fingerprint
from readers.models import Reader


class StandingDecision(models.Model):
    """One use of a verb on a reader: who, what, when, why. Append-only."""

    reader = models.ForeignKey(Reader, on_delete=models.PROTECT, related_name="+")
    verb = models.CharField(max_length=12, choices=StandingVerb.choices)
    before = models.CharField(max_length=7, choices=Standing.choices)
    after = models.CharField(max_length=7, choices=Standing.choices)
    until = models.DateTimeField(null=True)  # of a mute
    reason = models.CharField(max_length=16, choices=Reason.choices, blank=True)
    # Of a mute and a ban the reader is told these words; of the others they are for the record.
    note = models.CharField(max_length=500, blank=True)
    # Nobody where the ban of an erased reader met the same address again.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="standing_ban_has_a_reason",
                condition=~models.Q(verb__in=["ban", "mute"]) | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="standing_mute_ends",
                condition=models.Q(verb="mute", until__isnull=False)
                | (~models.Q(verb="mute") & models.Q(until=None)),
            ),
        ]
        indexes = [models.Index(fields=["reader", "-id"], name="standing_by_reader")]
        verbose_name = _("decision about a reader")
        verbose_name_plural = _("decisions about readers")

    def __str__(self) -> str:
        return f"{self.get_verb_display()}, {self.at:%Y-%m-%d %H:%M}"


class ReaderStanding(models.Model):
    """Which decisions about a reader are in force; no row while there never was one."""

    reader = models.OneToOneField(
        Reader, on_delete=models.PROTECT, primary_key=True, related_name="standing"
    )
    restricted_by = models.ForeignKey(
        StandingDecision, on_delete=models.PROTECT, null=True, related_name="+"
    )
    trust_by = models.ForeignKey(
        StandingDecision, on_delete=models.PROTECT, null=True, related_name="+"
    )
    latest = models.ForeignKey(
        StandingDecision, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")

    def __str__(self) -> str:
        return f"{self.reader_id}"


class BannedAddressManager(models.Manager["BannedAddress"]):
    def mark(self, reader: Reader, reason: str) -> None:
        """Remember a banned reader's address as it is now, beyond the reader."""
        given = {"alias": alias_fingerprint(reader.email), "reader": reader, "reason": reason}
        self.update_or_create(
            exact=fingerprint(reader.email), defaults={**given, "kept_until": None}
        )


class BannedAddress(models.Model):
    """Keyed hashes of an address whose reader is banned; they outlive the reader's erasure."""

    exact = models.CharField(max_length=64, unique=True)
    alias = models.CharField(max_length=64, db_index=True)
    # Nobody once the reader is erased: the hash leads to no row.
    reader = models.ForeignKey(
        Reader, on_delete=models.SET_NULL, null=True, related_name="banned_addresses"
    )
    reason = models.CharField(max_length=16, choices=Reason.choices)
    at = models.DateTimeField(db_default=Now())
    kept_until = models.DateTimeField(null=True, db_index=True)  # from the erasure on

    objects = BannedAddressManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="banned_address_of_nobody_is_swept",
                condition=models.Q(reader__isnull=False) | models.Q(kept_until__isnull=False),
            ),
        ]
        verbose_name = _("banned address")
        verbose_name_plural = _("banned addresses")

    def __str__(self) -> str:
        return self.exact[:8]


class SweepState(models.TextChoices):
    RUNNING = "running", _("is under way")
    DONE = "done", _("is finished")
    UNDOING = "undoing", _("is being undone")
    UNDONE = "undone", _("was undone")


class BanSweep(models.Model):
    """With a ban, everything that the reader wrote in the days before is rejected, one by one.

    Its decisions share ``batch``. ``last_id`` is how far it has come; it is written together with
    each decision, so whoever goes on after an interruption finds nothing half-done.
    """

    decision = models.OneToOneField(
        StandingDecision, on_delete=models.PROTECT, related_name="sweep"
    )
    batch = models.UUIDField(unique=True)
    since = models.DateTimeField()
    state = models.CharField(max_length=7, choices=SweepState.choices, default=SweepState.RUNNING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    last_id = models.BigIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    undone = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sweep after a ban")
        verbose_name_plural = _("sweeps after bans")

    def __str__(self) -> str:
        return f"{self.batch}: {self.get_state_display()}"
