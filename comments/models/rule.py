from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.languages import Language
from comments.workflow import Reason


class Kind(models.TextChoices):
    """What a rule looks at."""

    WORDS = "words", _("Words and phrases")
    DOMAINS = "domains", _("Web addresses of somebody")
    LINKS = "links", _("Too many web addresses")
    CAPS = "caps", _("Written in capitals")
    SCRIPT = "script", _("Written in another script")
    REPETITION = "repetition", _("The same words again")
    SPEED = "speed", _("Many comments in a short time")
    NEWCOMERS = "newcomers", _("Readers with few approved comments")
    FLAGS = "flags", _("Reported by several readers")
    SCORER = "scorer", _("Resembles what the desk refused")


TEXT_KINDS = frozenset({Kind.WORDS, Kind.DOMAINS, Kind.LINKS, Kind.CAPS, Kind.SCRIPT})


class Action(models.TextChoices):
    """What becomes of a comment that a rule finds."""

    HOLD = "hold", _("waits for a moderator")
    REJECT = "reject", _("is rejected, with a reason")
    SPAM = "spam", _("is set aside as spam")


class Rule(models.Model):
    """A rule of moderation, whatever it says at the time: its versions say that."""

    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("rule")
        verbose_name_plural = _("rules")

    def __str__(self) -> str:
        return f"#{self.pk}"


class RuleVersionQuerySet(models.QuerySet["RuleVersion"]):
    def newest(self) -> RuleVersionQuerySet:
        """The newest version of each rule."""
        newer = RuleVersion.objects.filter(
            rule=models.OuterRef("rule"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(newer.order_by()))

    def in_force(self) -> RuleVersionQuerySet:
        """What holds comments now."""
        return self.newest().filter(is_on=True).order_by("rule")


class RuleVersion(models.Model):
    """What a rule says from a moment on. Never changed: a change is a new version."""

    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("looks at"), max_length=12, choices=Kind.choices)
    action = models.CharField(
        _("what it finds"), max_length=6, choices=Action.choices, default=Action.HOLD
    )
    reason = models.CharField(_("reason"), max_length=16, choices=Reason.choices, blank=True)
    language = models.CharField(
        _("language of the story"), max_length=2, choices=Language.choices, blank=True
    )
    is_on = models.BooleanField(_("in force"), default=True)
    # Which of these count depends on the kind; see comments.rules.kinds.
    words = models.TextField(blank=True)
    prefixes = models.BooleanField(default=True)
    disguises = models.BooleanField(default=True)
    limit = models.PositiveIntegerField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    scripts = ArrayField(models.CharField(max_length=10), default=list, blank=True)

    must_find = models.TextField(blank=True)
    must_pass = models.TextField(blank=True)
    note = models.CharField(_("why"), max_length=300, blank=True)
    tried = models.PositiveIntegerField(null=True, editable=False)  # comments of the replay
    would_find = models.PositiveIntegerField(null=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = RuleVersionQuerySet.as_manager()

    class Meta:
        ordering = ["rule", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="rule_version_once"),
            models.CheckConstraint(
                name="rule_rejects_with_a_reason",
                condition=~models.Q(action=Action.REJECT) | ~models.Q(reason=""),
            ),
        ]
        verbose_name = _("version of a rule")
        verbose_name_plural = _("versions of rules")

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    def said(self) -> dict[str, Any]:
        """What the version says, as plain values: what a new version of the same begins with."""
        return {name: getattr(self, name) for name in SAID}


SAID = (
    "name kind action reason language is_on words prefixes disguises limit minutes scripts "
    "must_find must_pass note"
).split()
