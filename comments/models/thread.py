from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from articles.languages import Language


class Policy(models.TextChoices):
    OPEN = "open", _("open: published once the address is confirmed")
    HOLD = "hold", _("every comment waits for a moderator")
    CLOSED = "closed", _("closed")


class SitePolicy(models.Model):
    """Who may comment where a story says nothing else. Never edited: the newest is in force."""

    policy = models.CharField(_("policy"), max_length=6, choices=Policy.choices)
    hold_newcomers = models.BooleanField(_("hold a reader's first comment"), default=True)
    hold_links = models.BooleanField(_("hold comments with web addresses"), default=True)
    note = models.CharField(_("why"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    at = models.DateTimeField(_("in force since"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("policy of the site")
        verbose_name_plural = _("policies of the site")

    def __str__(self) -> str:
        return self.get_policy_display()


def _in_force(field: str) -> models.Subquery:
    return models.Subquery(SitePolicy.objects.order_by("-pk").values(field)[:1])


class ThreadQuerySet(models.QuerySet["Thread"]):
    def with_site_policy(self) -> ThreadQuerySet:
        """With ``in_force`` alone, for reading."""
        return self._with_policy({"site_policy": Policy.OPEN.value})

    def with_policy(self) -> ThreadQuerySet:
        """With ``in_force``, ``hold_newcomers`` and ``hold_links``, in the same query."""
        site = {"site_policy": Policy.OPEN.value}
        return self._with_policy({**site, "hold_newcomers": True, "hold_links": True})

    def _with_policy(self, defaults: dict[str, Any]) -> ThreadQuerySet:
        """With fields of the site's newest policy, or the defaults where there is none."""
        fields = {
            name: Coalesce(_in_force(name.removeprefix("site_")), models.Value(default))
            for name, default in defaults.items()
        }
        return self.annotate(**fields)


class Thread(models.Model):
    """The comments under one story, known by the story's stable number."""

    story_id = models.PositiveBigIntegerField(_("story"), unique=True, null=True)
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    policy = models.CharField(
        _("policy"),
        max_length=6,
        choices=Policy.choices,
        blank=True,
        help_text=_("Empty: the site's."),
    )
    published = models.PositiveIntegerField(_("published comments"), default=0, editable=False)
    last_at = models.DateTimeField(_("latest comment"), null=True, editable=False)
    featured = models.ForeignKey(
        "comments.Comment",
        verbose_name=_("featured comment"),
        on_delete=models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ThreadQuerySet.as_manager()

    # Set by with_policy().
    site_policy: str
    hold_newcomers: bool
    hold_links: bool

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("thread")
        verbose_name_plural = _("threads")

    def __str__(self) -> str:
        return f"#{self.story_id}"

    @property
    def in_force(self) -> str:
        """The policy that counts: the thread's own, else the site's."""
        return self.policy or self.site_policy
