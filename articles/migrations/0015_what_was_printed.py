"""Plans of the printed paper, and the record of what was printed."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import articles.pagination

# What counted as printed so far is bound to the text that was approved, or else live, or newest.
BOUND = """
UPDATE articles_placement p
SET revision_id = coalesce(a.approved_revision_id, a.published_revision_id, a.head_revision_id)
FROM articles_article a WHERE a.id = p.article_id AND p.state = 'printed';
UPDATE articles_printedition e
SET printed_at = least(now(), (e.date + time '03:00') AT TIME ZONE 'UTC')
WHERE EXISTS (
    SELECT FROM articles_placement p WHERE p.edition_id = e.id AND p.revision_id IS NOT NULL
);
-- Else the tables could not be altered in this transaction.
SET CONSTRAINTS ALL IMMEDIATE;
"""
UNBOUND = """
UPDATE articles_placement SET state = 'printed' WHERE revision_id IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
"""

KEPT = """
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
NOT_KEPT = """
DROP TRIGGER print_act_is_kept ON articles_printact;
DROP TRIGGER printed_edition_is_kept ON articles_printedition;
DROP FUNCTION newsroom_keep_a_printed_edition();
DROP TRIGGER placement_is_kept ON articles_placement;
DROP FUNCTION newsroom_keep_the_print_record();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_assignments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="printedition",
            name="pagination",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="How many there are, such as 24, or runs: A1-A8, B1-B4."
                " Empty ones show too.",
                max_length=80,
                validators=[articles.pagination.check_pages],
                verbose_name="pages",
            ),
        ),
        migrations.AddField(
            model_name="printedition",
            name="version",
            field=models.PositiveIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name="printedition",
            name="printed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="printedition",
            name="name",
            field=models.CharField(
                blank=True,
                help_text="Early or late, where the day has several; may be empty.",
                max_length=40,
                verbose_name="edition",
            ),
        ),
        migrations.AddField(
            model_name="placement",
            name="order",
            field=models.PositiveSmallIntegerField(db_default=0, default=0, editable=False),
        ),
        migrations.AddField(
            model_name="placement",
            name="words",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="planned words"),
        ),
        migrations.AddField(
            model_name="placement",
            name="lines",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="planned lines"),
        ),
        migrations.AddField(
            model_name="placement",
            name="revision",
            field=models.ForeignKey(
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="printed",
                to="articles.revision",
            ),
        ),
        migrations.RunSQL(BOUND, UNBOUND),
        migrations.RemoveField(model_name="placement", name="state"),
        migrations.CreateModel(
            name="PrintAct",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
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
                ("details", models.JSONField(default=dict)),
                ("reason", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.article",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="articles.printedition",
                    ),
                ),
            ],
            options={
                "verbose_name": "act on an edition",
                "verbose_name_plural": "acts on editions",
                "ordering": ["-number"],
            },
        ),
        migrations.AddConstraint(
            model_name="printact",
            constraint=models.UniqueConstraint(
                fields=("edition", "number"), name="one_print_act_at_a_time"
            ),
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
