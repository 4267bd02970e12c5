"""Corrections: their medium, kept once public; stories retracted and taken down."""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

before = import_module("articles.migrations.0007_plans_for_readers")
BEFORE = before.REPLACE.replace(before.EACH_ROW, before.ONCE)
# The views of what is live say how a story was withdrawn; columns are only added at the end.
VIEWS = BEFORE.replace(
    "r.goes_live_at, r.superseded_at", "r.goes_live_at, r.superseded_at, r.removal"
)
NO_VIEWS = "DROP VIEW articles_listedstory; DROP VIEW articles_story;"

TOLD = """
INSERT INTO articles_correctionlisting
    (release_id, story_id, correction_id, language, told_at, kind, text)
SELECT r.id, r.article_id, (told ->> 'correction')::bigint, r.language,
       (told ->> 'at')::timestamptz, told ->> 'kind', told ->> 'text'
FROM articles_release r
JOIN articles_revision v ON v.id = r.revision_id
CROSS JOIN jsonb_array_elements(v.content -> 'corrections') AS told
WHERE NOT r.withdrawn AND (r.superseded_at IS NULL OR r.superseded_at > now());
CREATE VIEW articles_publiccorrection AS
    SELECT t.correction_id AS id, t.language, t.told_at, t.kind, t.text, t.story_id,
           r.slug, r.section_slug, r.headline, r.first_published_at
    FROM articles_correctionlisting t JOIN articles_release r ON r.id = t.release_id
    WHERE r.goes_live_at <= newsroom_now()
    AND (r.superseded_at IS NULL OR r.superseded_at > newsroom_now());
"""
NOT_TOLD = "DROP VIEW articles_publiccorrection"

# Readers have it, or will have it without a further act.
KEPT = """
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
NOT_KEPT = """
DROP TRIGGER correction_is_kept ON articles_correction;
DROP FUNCTION newsroom_keep_a_correction();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0007_plans_for_readers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
            name="CorrectionListing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
        ),
        migrations.CreateModel(
            name="WithheldFile",
            fields=[
                ("file", models.CharField(max_length=200, primary_key=True, serialize=False)),
            ],
        ),
        migrations.AddField(
            model_name="article",
            name="removal",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=10
            ),
        ),
        migrations.AddField(
            model_name="correction",
            name="medium",
            field=models.CharField(
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
        migrations.AddField(
            model_name="correction",
            name="print_date",
            field=models.DateField(blank=True, null=True, verbose_name="to be printed on"),
        ),
        migrations.AddField(
            model_name="correction",
            name="print_page",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=8, verbose_name="on page"
            ),
        ),
        migrations.AddField(
            model_name="release",
            name="removal",
            field=models.CharField(blank=True, db_default="", default="", max_length=10),
        ),
        migrations.AlterField(
            model_name="correction",
            name="kind",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="transition",
            name="publication_after",
            field=models.CharField(
                choices=[
                    ("unpublished", "Not published"),
                    ("scheduled", "Scheduled"),
                    ("live", "Live"),
                    ("withdrawn", "Withdrawn"),
                    ("retracted", "Retracted"),
                    ("taken_down", "Taken down"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="transition",
            name="publication_before",
            field=models.CharField(
                choices=[
                    ("unpublished", "Not published"),
                    ("scheduled", "Scheduled"),
                    ("live", "Live"),
                    ("withdrawn", "Withdrawn"),
                    ("retracted", "Retracted"),
                    ("taken_down", "Taken down"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="transition",
            name="verb",
            field=models.CharField(
                choices=[
                    ("submit", "Send to the editors"),
                    ("send_back", "Send back"),
                    ("approve", "Approve"),
                    ("amend", "Amend"),
                    ("publish", "Publish"),
                    ("withdraw", "Withdraw"),
                    ("retract", "Retract"),
                    ("take_down", "Take down"),
                    ("reinstate", "Lift the takedown"),
                    ("spike", "Spike"),
                    ("revive", "Bring back"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="correction",
            index=models.Index(
                condition=models.Q(("print_date__isnull", False)),
                fields=["print_date", "id"],
                name="correction_to_print",
            ),
        ),
        migrations.AddConstraint(
            model_name="correction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("medium", "web"), ("print_date", None), ("print_page", "")),
                    models.Q(
                        models.Q(("medium", "web"), _negated=True), ("print_date__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="printed_corrections_have_a_day",
                violation_error_message="What is told in print needs a day, and only that.",
            ),
        ),
        migrations.AddField(
            model_name="correctionlisting",
            name="release",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="told",
                to="articles.release",
            ),
        ),
        migrations.AddField(
            model_name="withheldfile",
            name="article",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.article"
            ),
        ),
        migrations.AddIndex(
            model_name="correctionlisting",
            index=models.Index(
                fields=["language", "-told_at", "-correction_id"], name="told_newest_first"
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionlisting",
            constraint=models.UniqueConstraint(
                fields=("release", "correction_id"), name="correction_told_once_in_a_release"
            ),
        ),
        migrations.RunSQL(VIEWS, NO_VIEWS + BEFORE.replace("CREATE OR REPLACE", "CREATE")),
        migrations.RunSQL(TOLD, NOT_TOLD),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
