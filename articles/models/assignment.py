"""Assignments: stories that are planned, until they are written."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from articles.languages import Language
from articles.models.article import Article
from articles.models.edition import Placement, PrintEdition
from articles.models.section import Section
from articles.planning import Act, Stage
from articles.walltime import Typed
from articles.workflow import Editorial

NOT_BEGUN = models.Q(article=None, dropped_at=None)
NAME_TAKEN = _("An open assignment has this slug line already; choose another.")
LONGEST = 20_000


class Assignment(models.Model):
    """A planned story: what, by whom, until when, how long, where in print.

    It moves by the verbs of ``articles.assignments``. Its stage is derived; see ``stage``.
    """

    slug_line = models.CharField(
        _("slug line"),
        max_length=60,
        help_text=_("What the desk calls it: two or three words that no other open story has."),
    )
    brief = models.TextField(
        _("brief"),
        max_length=4000,
        blank=True,
        help_text=_("What the story is, whom to ask, what it must answer."),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.ENGLISH
    )
    section = models.ForeignKey(Section, verbose_name=_("section"), on_delete=models.PROTECT)
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        through="Assignee",
        related_name="assignments",
        blank=True,
        help_text=_("One colleague or several; nobody yet is an answer too."),
    )
    # When it is due, as it was typed, beside the moment that counts (``articles.walltime``).
    due_day = models.DateField(_("due on"))
    due_hour = models.TimeField(_("at, by the desk’s clock"))
    due_zone = models.CharField(max_length=64, editable=False)
    due_is_second = models.BooleanField(default=False, editable=False)
    due_at = models.DateTimeField(_("due"), editable=False)
    length = models.PositiveIntegerField(
        _("length in words"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST)],
    )
    photo_wanted = models.BooleanField(_("photo wanted"), default=False)
    must_run = models.BooleanField(
        _("must run"), default=False, help_text=_("The paper does not come out without it.")
    )
    embargo_note = models.CharField(
        _("embargo"),
        max_length=200,
        blank=True,
        help_text=_("Whose and until when, in words. The story itself is put under it later."),
    )
    planned_day = models.DateField(_("publish on"), null=True, blank=True)
    planned_hour = models.TimeField(_("publish at"), null=True, blank=True)
    edition = models.ForeignKey(
        PrintEdition,
        verbose_name=_("print edition"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assignments",
    )
    page = models.CharField(
        _("page"),
        max_length=6,
        blank=True,
        help_text=_("As printed: 1 or A5. May stay open."),
        validators=Placement._meta.get_field("page").validators[:1],
    )

    is_proposal = models.BooleanField(default=False, editable=False)
    article = models.OneToOneField(
        Article, on_delete=models.PROTECT, null=True, editable=False, related_name="assignment"
    )
    dropped_at = models.DateTimeField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    # The form that planned it: sent twice, it still makes one assignment.
    planned_with = models.UUIDField(unique=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                Upper("slug_line"),
                "language",
                condition=NOT_BEGUN,
                name="assignment_one_open_of_a_name",
            ),
            models.CheckConstraint(
                condition=models.Q(page="") | models.Q(edition__isnull=False),
                name="assignment_page_in_an_edition",
                violation_error_message=_("A page needs its print edition."),
            ),
            models.CheckConstraint(
                condition=models.Q(planned_hour=None) | models.Q(planned_day__isnull=False),
                name="assignment_hour_of_a_day",
                violation_error_message=_("An hour of publication needs its day."),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], name="assignment_by_due"),
            models.Index(fields=["section", "due_at", "id"], name="assignment_by_section"),
            models.Index(fields=["due_at", "id"], name="assignment_to_begin", condition=NOT_BEGUN),
            GinIndex(SearchVector("slug_line", "brief", config="simple"), name="assignment_words"),
        ]
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    def __str__(self) -> str:
        return self.slug_line

    @property
    def typed(self) -> Typed:
        """When it is due, as it was typed."""
        wall = datetime.combine(self.due_day, self.due_hour)
        return Typed(wall, self.due_zone, self.due_at, self.due_is_second)

    @property
    def stage(self) -> Stage:
        """Where it stands; asks for its people where they were not fetched with it."""
        if self.dropped_at is not None:
            return Stage.DROPPED
        story: Article | None = self.article
        if story is not None:
            if is_done(story):
                return Stage.DONE
            return Stage.DROPPED if story.editorial == Editorial.SPIKED else Stage.BEGUN
        if self.is_proposal:
            return Stage.PROPOSED
        return Stage.ASSIGNED if self.assignees.all() else Stage.PLANNED

    def is_overdue(self, now: datetime) -> bool:
        """Whether it should have been done by a moment (aware)."""
        return self.due_at < now and self.stage not in {Stage.DONE, Stage.DROPPED}


def is_done(story: Article) -> bool:
    """Whether the desk has what was assigned: an approved text, or one that readers got."""
    return story.editorial == Editorial.APPROVED or story.first_published_at is not None


class Assignee(models.Model):
    """A colleague who has an assignment."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="assignees")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["assignment", "user"], name="assigned_once")]
        verbose_name = _("colleague")
        verbose_name_plural = _("colleagues")

    def __str__(self) -> str:
        return str(self.user)


class AssignmentStep(models.Model):
    """One act on an assignment: who, what, when, why. Append-only, held by the database.

    An act that sets when it is due has the hour as it was typed.
    """

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10, choices=Act.choices)
    note = models.TextField(blank=True)  # the reason, or the names of those who have it
    due_day = models.DateField(null=True)
    due_hour = models.TimeField(null=True)
    due_zone = models.CharField(max_length=64, blank=True)
    due_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["assignment", "-id"], name="step_by_assignment")]
        verbose_name = _("step")
        verbose_name_plural = _("steps")

    def __str__(self) -> str:
        return f"{self.assignment_id}: {self.get_act_display()}"


class Errand(models.TextChoices):
    """What a letter about an assignment says."""

    ASSIGNED = "assigned", _("It is yours")
    RELIEVED = "relieved", _("It is no longer yours")
    DUE = "due", _("It is due at another time")
    DROPPED = "dropped", _("It is dropped")


class AssignmentLetter(models.Model):
    """A letter to a colleague about a step, so that it leaves once."""

    step = models.ForeignKey(AssignmentStep, on_delete=models.PROTECT, related_name="letters")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    errand = models.CharField(max_length=8, choices=Errand.choices)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["step", "user"], name="assignment_letter_once")
        ]
        verbose_name = _("letter about an assignment")
        verbose_name_plural = _("letters about assignments")

    def __str__(self) -> str:
        return f"{self.get_errand_display()}: {self.user_id}"
