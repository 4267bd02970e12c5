"""Corrections, the printed paper, hours as they were typed; each kept once it is out."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import migrations, models
from django.utils import timezone

from articles.pagination import check_pages

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")

# What readers were told, of the stories that are live.
TOLD = """
CREATE VIEW articles_publiccorrection AS
    SELECT t.correction_id AS id, t.language, t.told_at, t.kind, t.text, t.story_id,
           r.slug, r.section_slug, r.headline, r.first_published_at
    FROM articles_correctionlisting t JOIN articles_release r ON r.id = t.release_id
    WHERE r.goes_live_at <= newsroom_now()
    AND (r.superseded_at IS NULL OR r.superseded_at > newsroom_now());
"""
NOT_TOLD = "DROP VIEW articles_publiccorrection"

# A correction is kept once readers have it, or will have it without a further act.
CORRECTIONS = """
CREATE FUNCTION newsroom_keep_a_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD THEN
        RETURN NEW;
    END IF;
    IF EXISTS (
        SELECT FROM articles_release r JOIN articles_revision v ON v.id = r.revision_id
        WHERE r.article_id = OLD.article_id AND r.superseded_at IS DISTINCT FROM r.goes_live_at
        AND (
            r.corrections @> jsonb_build_array(jsonb_build_object('id', OLD.id))
            OR NOT r.withdrawn AND v.content -> 'corrections'
                @> jsonb_build_array(jsonb_build_object('correction', OLD.id))
        )
    ) THEN
        RAISE EXCEPTION 'a correction that readers have is kept'
            USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER correction_is_kept BEFORE UPDATE OR DELETE ON articles_correction
    FOR EACH ROW EXECUTE FUNCTION newsroom_keep_a_correction();
"""
NO_CORRECTIONS = """
DROP TRIGGER correction_is_kept ON articles_correction;
DROP FUNCTION newsroom_keep_a_correction();
"""

# Only an act that opens the record changes what was printed.
PRINT = """
CREATE FUNCTION newsroom_keep_the_print_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('newsroom.print_record', true) = 'open'
        OR TG_OP = 'UPDATE' AND NEW IS NOT DISTINCT FROM OLD
    THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP <> 'INSERT' AND OLD.revision_id IS NOT NULL OR TG_OP <> 'DELETE' AND EXISTS (
        SELECT FROM articles_printedition WHERE id = NEW.edition_id AND printed_at IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'what was printed is kept' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER placement_is_kept BEFORE INSERT OR UPDATE OR DELETE ON articles_placement
    FOR EACH ROW EXECUTE FUNCTION newsroom_keep_the_print_record();
CREATE FUNCTION newsroom_keep_a_printed_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.printed_at IS NOT NULL
        AND (NEW.publication, NEW.date, NEW.name, NEW.printed_at)
            IS DISTINCT FROM (OLD.publication, OLD.date, OLD.name, OLD.printed_at)
        AND current_setting('newsroom.print_record', true) IS DISTINCT FROM 'open'
    THEN
        RAISE EXCEPTION 'a printed edition is kept' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER printed_edition_is_kept BEFORE UPDATE ON articles_printedition
    FOR EACH ROW EXECUTE FUNCTION newsroom_keep_a_printed_edition();
CREATE TRIGGER print_act_is_kept BEFORE UPDATE OR DELETE ON articles_printact
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
"""
NO_PRINT = """
DROP TRIGGER print_act_is_kept ON articles_printact;
DROP TRIGGER printed_edition_is_kept ON articles_printedition;
DROP FUNCTION newsroom_keep_a_printed_edition();
DROP TRIGGER placement_is_kept ON articles_placement;
DROP FUNCTION newsroom_keep_the_print_record();
"""

APPOINTMENTS = """
CREATE TRIGGER appointment_is_kept BEFORE UPDATE OR DELETE ON articles_appointment
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
"""
NO_APPOINTMENTS = "DROP TRIGGER appointment_is_kept ON articles_appointment"


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_what_is_being_written"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", KEY),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="corrections", to="articles.article"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("correction", "Correction"),
                            ("clarification", "Clarification"),
                            ("update", "Update"),
                            ("editors_note", "Editor’s note"),
                            ("retraction", "Retraction"),
                        ],
                        default="correction",
                        max_length=14,
                        verbose_name="kind",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="text for readers")),
                (
                    "internal_reason",
                    models.TextField(blank=True, max_length=2000, verbose_name="internal reason"),
                ),
                (
                    "medium",
                    models.CharField(
                        choices=[
                            ("web", "On the web"),
                            ("print", "In print"),
                            ("both", "On the web and in print"),
                        ],
                        db_default="web",
                        default="web",
                        max_length=5,
                        verbose_name="where it is told",
                    ),
                ),
                (
                    "print_date",
                    models.DateField(blank=True, null=True, verbose_name="to be printed on"),
                ),
                (
                    "print_page",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=8, verbose_name="on page"
                    ),
                ),
                (
                    "corrected_at",
                    models.DateTimeField(default=timezone.now, verbose_name="corrected at"),
                ),
                (
                    "corrected_by",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "correction",
                "verbose_name_plural": "corrections",
                "ordering": ["corrected_at", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("print_date__isnull", False)),
                        fields=["print_date", "id"],
                        name="correction_to_print",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("medium", "web"), ("print_date", None), ("print_page", "")),
                            models.Q(
                                models.Q(("medium", "web"), _negated=True),
                                ("print_date__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="printed_corrections_have_a_day",
                        violation_error_message="What is told in print needs a day, and only that.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CorrectionListing",
            fields=[
                ("id", KEY),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="told", to="articles.release"
                    ),
                ),
                ("story_id", models.BigIntegerField()),
                ("correction_id", models.BigIntegerField()),
                (
                    "language",
                    models.CharField(choices=[("en", "English"), ("ar", "Arabic")], max_length=2),
                ),
                ("told_at", models.DateTimeField()),
                ("kind", models.CharField(max_length=14)),
                ("text", models.TextField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["language", "-told_at", "-correction_id"], name="told_newest_first"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("release", "correction_id"),
                        name="correction_told_once_in_a_release",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicCorrection",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("language", models.CharField(max_length=2)),
                ("told_at", models.DateTimeField()),
                ("kind", models.CharField(max_length=14)),
                ("text", models.TextField()),
                ("story_id", models.BigIntegerField()),
                ("slug", models.CharField(max_length=80)),
                ("section_slug", models.CharField(max_length=40)),
                ("headline", models.CharField(max_length=160)),
                ("first_published_at", models.DateTimeField()),
            ],
            options={
                "db_table": "articles_publiccorrection",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PrintEdition",
            fields=[
                ("id", KEY),
                ("publication", models.CharField(max_length=80, verbose_name="newspaper")),
                ("date", models.DateField(verbose_name="date")),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="Early or late, where the day has several; may be empty.",
                        max_length=40,
                        verbose_name="edition",
                    ),
                ),
                (
                    "pagination",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="How many there are, such as 24, or runs: A1-A8, B1-B4. Empty ones show too.",
                        max_length=80,
                        validators=[check_pages],
                        verbose_name="pages",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=0, default=0, editable=False)),
                ("printed_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "print edition",
                "verbose_name_plural": "print editions",
                "ordering": ["-date", "publication", "name"],
                "indexes": [
                    models.Index(fields=["-date", "-id"], name="print_edition_by_date"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("publication", "date", "name"),
                        name="print_edition_once",
                        violation_error_message="This edition exists already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", KEY),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="placements", to="articles.article"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="placements",
                        to="articles.printedition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "page",
                    models.CharField(
                        help_text="As printed: 1 or A5.",
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
                (
                    "order",
                    models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
                ),
                (
                    "section",
                    models.CharField(blank=True, max_length=60, verbose_name="print section"),
                ),
                (
                    "headline",
                    models.CharField(blank=True, max_length=200, verbose_name="print headline"),
                ),
                (
                    "words",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="planned words"
                    ),
                ),
                (
                    "lines",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="planned lines"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        editable=False,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="printed",
                        to="articles.revision",
                    ),
                ),
            ],
            options={
                "verbose_name": "print placement",
                "verbose_name_plural": "print placements",
                "ordering": ["edition__date", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "edition", "page"),
                        name="placement_once_per_page",
                        violation_error_message="The story stands twice on the same page.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintAct",
            fields=[
                ("id", KEY),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="acts", to="articles.printedition"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("place", "Put into the plan"),
                            ("move", "Move"),
                            ("detail", "Change the details"),
                            ("take_off", "Take off the plan"),
                            ("print", "Mark as printed"),
                            ("unprint", "Take the mark back"),
                            ("correct", "Correct the record"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "article",
                    models.ForeignKey(
                        null=True, on_delete=models.PROTECT, related_name="+", to="articles.article"
                    ),
                ),
                ("details", models.JSONField(default=dict)),
                ("reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "act on an edition",
                "verbose_name_plural": "acts on editions",
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "number"), name="one_print_act_at_a_time"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", KEY),
                (
                    "transition",
                    models.OneToOneField(
                        on_delete=models.PROTECT,
                        related_name="appointment",
                        to="articles.transition",
                    ),
                ),
                ("day", models.DateField()),
                ("hour", models.TimeField()),
                ("zone", models.CharField(max_length=64)),
                ("is_second", models.BooleanField(default=False)),
                ("moment", models.DateTimeField()),
            ],
            options={
                "verbose_name": "appointment",
                "verbose_name_plural": "appointments",
            },
        ),
        migrations.RunSQL(TOLD, NOT_TOLD),
        migrations.RunSQL(CORRECTIONS, NO_CORRECTIONS),
        migrations.RunSQL(PRINT, NO_PRINT),
        migrations.RunSQL(APPOINTMENTS, NO_APPOINTMENTS),
    ]
