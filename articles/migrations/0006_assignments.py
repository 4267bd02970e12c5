"""Assignments: planned stories, their steps and the letters about them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import migrations, models
from django.db.models.functions import Upper

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")

KEPT = """
CREATE TRIGGER assignment_step_is_kept BEFORE UPDATE OR DELETE ON articles_assignmentstep
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER assignment_letter_is_kept BEFORE DELETE ON articles_assignmentletter
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
"""
NOT_KEPT = """
DROP TRIGGER assignment_letter_is_kept ON articles_assignmentletter;
DROP TRIGGER assignment_step_is_kept ON articles_assignmentstep;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_finding_and_search"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", KEY),
                (
                    "slug_line",
                    models.CharField(
                        help_text="What the desk calls it: two or three words that no other open story has.",
                        max_length=60,
                        verbose_name="slug line",
                    ),
                ),
                (
                    "brief",
                    models.TextField(
                        blank=True,
                        help_text="What the story is, whom to ask, what it must answer.",
                        max_length=4000,
                        verbose_name="brief",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("ar", "Arabic")],
                        default="en",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=models.PROTECT, to="articles.section", verbose_name="section"
                    ),
                ),
                ("due_day", models.DateField(verbose_name="due on")),
                ("due_hour", models.TimeField(verbose_name="at, by the desk’s clock")),
                ("due_zone", models.CharField(editable=False, max_length=64)),
                ("due_is_second", models.BooleanField(default=False, editable=False)),
                ("due_at", models.DateTimeField(editable=False, verbose_name="due")),
                (
                    "length",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[MinValueValidator(1), MaxValueValidator(20000)],
                        verbose_name="length in words",
                    ),
                ),
                ("photo_wanted", models.BooleanField(default=False, verbose_name="photo wanted")),
                (
                    "must_run",
                    models.BooleanField(
                        default=False,
                        help_text="The paper does not come out without it.",
                        verbose_name="must run",
                    ),
                ),
                (
                    "embargo_note",
                    models.CharField(
                        blank=True,
                        help_text="Whose and until when, in words. The story itself is put under it later.",
                        max_length=200,
                        verbose_name="embargo",
                    ),
                ),
                ("planned_day", models.DateField(blank=True, null=True, verbose_name="publish on")),
                (
                    "planned_hour",
                    models.TimeField(blank=True, null=True, verbose_name="publish at"),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="assignments",
                        to="articles.printedition",
                        verbose_name="print edition",
                    ),
                ),
                (
                    "page",
                    models.CharField(
                        blank=True,
                        help_text="As printed: 1 or A5. May stay open.",
                        max_length=6,
                        validators=[
                            RegexValidator(
                                "^[A-Za-z]{0,2}[1-9][0-9]{0,2}[A-Za-z]?\\Z",
                                "A page is a number with or without letters, such as 1, A5 or 12b.",
                            )
                        ],
                        verbose_name="page",
                    ),
                ),
                ("is_proposal", models.BooleanField(default=False, editable=False)),
                (
                    "article",
                    models.OneToOneField(
                        editable=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="assignment",
                        to="articles.article",
                    ),
                ),
                ("dropped_at", models.DateTimeField(editable=False, null=True)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("planned_with", models.UUIDField(editable=False, unique=True)),
                (
                    "created_by",
                    models.ForeignKey(
                        editable=False,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "ordering": ["due_at", "pk"],
                "indexes": [
                    models.Index(fields=["due_at", "id"], name="assignment_by_due"),
                    models.Index(fields=["section", "due_at", "id"], name="assignment_by_section"),
                    models.Index(
                        condition=models.Q(("article", None), ("dropped_at", None)),
                        fields=["due_at", "id"],
                        name="assignment_to_begin",
                    ),
                    GinIndex(
                        SearchVector("slug_line", "brief", config="simple"), name="assignment_words"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        Upper("slug_line"),
                        models.F("language"),
                        condition=models.Q(("article", None), ("dropped_at", None)),
                        name="assignment_one_open_of_a_name",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("page", ""), ("edition__isnull", False), _connector="OR"
                        ),
                        name="assignment_page_in_an_edition",
                        violation_error_message="A page needs its print edition.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_hour", None), ("planned_day__isnull", False), _connector="OR"
                        ),
                        name="assignment_hour_of_a_day",
                        violation_error_message="An hour of publication needs its day.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignee",
            fields=[
                ("id", KEY),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="assignees", to="articles.assignment"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name": "colleague",
                "verbose_name_plural": "colleagues",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("assignment", "user"), name="assigned_once"),
                ],
            },
        ),
        migrations.AddField(
            model_name="assignment",
            name="people",
            field=models.ManyToManyField(
                blank=True,
                help_text="One colleague or several; nobody yet is an answer too.",
                related_name="assignments",
                through="articles.Assignee",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who",
            ),
        ),
        migrations.CreateModel(
            name="AssignmentStep",
            fields=[
                ("id", KEY),
                (
                    "assignment",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="steps", to="articles.assignment"
                    ),
                ),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("propose", "Propose"),
                            ("plan", "Plan"),
                            ("accept", "Accept the proposal"),
                            ("assign", "Assign"),
                            ("change_due", "Change when it is due"),
                            ("revise", "Change"),
                            ("begin", "Begin writing"),
                            ("drop", "Drop"),
                            ("revive", "Bring back"),
                        ],
                        max_length=10,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("due_day", models.DateField(null=True)),
                ("due_hour", models.TimeField(null=True)),
                ("due_zone", models.CharField(blank=True, max_length=64)),
                ("due_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "step",
                "verbose_name_plural": "steps",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["assignment", "-id"], name="step_by_assignment"),
                ],
            },
        ),
        migrations.CreateModel(
            name="AssignmentLetter",
            fields=[
                ("id", KEY),
                (
                    "step",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="letters",
                        to="articles.assignmentstep",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "errand",
                    models.CharField(
                        choices=[
                            ("assigned", "It is yours"),
                            ("relieved", "It is no longer yours"),
                            ("due", "It is due at another time"),
                            ("dropped", "It is dropped"),
                        ],
                        max_length=8,
                    ),
                ),
                ("mailed_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "letter about an assignment",
                "verbose_name_plural": "letters about assignments",
                "constraints": [
                    models.UniqueConstraint(fields=("step", "user"), name="assignment_letter_once"),
                ],
            },
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
