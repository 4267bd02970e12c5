from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.models.comment import Comment
from comments.models.rule import RuleVersion
from comments.models.thread import Thread
from comments.workflow import Reason, Verb
from readers.models import Reader


class RuleName(models.TextChoices):
    """The rules that hold a comment; the sentence is what the desk reads."""

    POLICY = "policy", _("Every comment on this story waits")
    CONFLICT = "conflict", _("Conflict mode is on")
    NEWCOMER = "newcomer", _("A reader's first comment")
    LINK = "link", _("Has a web address")
    DISPOSABLE = "disposable", _("Written from a throw-away address")
    EDITED = "edited", _("Changed after a moderator had approved it")
    ALIAS = "alias", _("From a variant of a banned address")
    STANDING = "standing", _("Its author may not write")
    CLOSED = "closed", _("Confirmed after replies there had been closed")
    # Written by moderators; the same values as the kinds of rules.
    WORDS = "words", _("Has words or a phrase")
    DOMAINS = "domains", _("Leads to an address")
    LINKS = "links", _("Has many web addresses")
    CAPS = "caps", _("Is written in capitals")
    SCRIPT = "script", _("Is written in another script")
    REPETITION = "repetition", _("Repeats the same words")
    SPEED = "speed", _("One of many in a short time")
    NEWCOMERS = "newcomers", _("By a reader with few approved comments")
    FLAGS = "flags", _("Reported by several readers")
    SCORER = "scorer", _("Resembles what was refused")


class HoldManager(models.Manager["Hold"]):
    def get_queryset(self) -> models.QuerySet[Hold]:
        """With the version of the rule: whoever reads a hold says its name."""
        return super().get_queryset().select_related("version")


class Hold(models.Model):
    """Why a comment waits: the rule, and what in the text it found (characters, end excluded)."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="holds")
    rule = models.CharField(max_length=12, choices=RuleName.choices)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    detail = models.CharField(max_length=200, blank=True)
    # Of a rule that moderators wrote; the fixed ones have none.
    version = models.ForeignKey(
        RuleVersion, on_delete=models.PROTECT, null=True, related_name="holds"
    )
    score = models.FloatField(null=True)  # chance of a refusal, 0 to 1
    scorer = models.CharField(max_length=40, blank=True)  # the model that gave the score
    at = models.DateTimeField()

    objects = HoldManager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["rule", "comment"], name="hold_by_rule")]
        verbose_name = _("hold")
        verbose_name_plural = _("holds")

    def __str__(self) -> str:
        label = self.get_rule_display()
        return f"{label} – {self.version}" if self.version else label


class Decision(models.Model):
    """One use of a verb on a comment or a thread: who, what, when, why. Append-only."""

    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="decisions")
    verb = models.CharField(max_length=10, choices=Verb.choices)
    before = models.CharField(max_length=14, blank=True)
    after = models.CharField(max_length=14, blank=True)
    reason = models.CharField(max_length=16, choices=Reason.choices, blank=True)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    reader = models.ForeignKey(Reader, on_delete=models.PROTECT, null=True, related_name="+")
    rule = models.ForeignKey(
        RuleVersion, on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    undoes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="undone"
    )
    # Decisions about many comments at once share a number and are undone together.
    batch = models.UUIDField(null=True, editable=False)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["batch"],
                name="decision_by_batch",
                condition=models.Q(batch__isnull=False),
            ),
            models.Index(fields=["comment", "-id"], name="decision_by_comment"),
            models.Index(fields=["at"], include=["verb", "reason"], name="decision_by_time"),
            models.Index(fields=["by", "-id"], name="decision_by_person"),
        ]
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.get_verb_display()}, {self.at:%Y-%m-%d %H:%M}"
