from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from articles.languages import Language
from readers.addresses import email_key, masked


class ReaderQuerySet(models.QuerySet["Reader"]):
    def with_address(self, email: str) -> Self:
        """The reader, or nobody, with a cleaned address."""
        return self.filter(email_key=email_key(email))


class Reader(models.Model):
    """Somebody who has shown that an email address is theirs. Never a member of the staff's table.

    A row is made when an address is confirmed, not before. Erasure empties it and keeps it, so
    that what other people wrote or counted around it stays in place.
    """

    email = models.EmailField(_("email address"), max_length=254, blank=True)
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    name = models.CharField(_("name"), max_length=60, blank=True)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH
    )
    verified_at = models.DateTimeField(_("address confirmed"), db_default=Now())
    created_at = models.DateTimeField(_("first seen"), db_default=Now())
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True)

    objects = ReaderQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="reader_is_known_or_erased",
                condition=(models.Q(erased_at__isnull=True) & ~models.Q(email_key=""))
                | models.Q(erased_at__isnull=False, email_key="", email="", name=""),
            ),
            models.UniqueConstraint(
                fields=["email_key"],
                name="one_reader_an_address",
                condition=~models.Q(email_key=""),
            ),
        ]
        indexes = [models.Index(fields=["name"], name="readers_by_name")]
        verbose_name = _("reader")
        verbose_name_plural = _("readers")

    def __str__(self) -> str:
        return self.name or str(_("Erased reader"))

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @property
    def masked_email(self) -> str:
        return masked(self.email)
