"""Notes between colleagues, and the points asked before publication."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

KEPT = """
CREATE FUNCTION newsroom_only_resolve_a_note() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'resolved_at' - 'resolved_by_id'
        IS DISTINCT FROM to_jsonb(OLD) - 'resolved_at' - 'resolved_by_id'
    THEN
        RAISE EXCEPTION 'a note is never rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER note_is_kept BEFORE DELETE ON articles_note
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER note_is_only_resolved BEFORE UPDATE ON articles_note
    FOR EACH ROW EXECUTE FUNCTION newsroom_only_resolve_a_note();
CREATE TRIGGER mention_is_kept BEFORE DELETE ON articles_mention
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER point_levels_are_kept BEFORE UPDATE OR DELETE ON articles_pointlevels
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
"""
NOT_KEPT = """
DROP TRIGGER point_levels_are_kept ON articles_pointlevels;
DROP TRIGGER mention_is_kept ON articles_mention;
DROP TRIGGER note_is_only_resolved ON articles_note;
DROP TRIGGER note_is_kept ON articles_note;
DROP FUNCTION newsroom_only_resolve_a_note();
"""
# Stories that wait already have waited since their last step to the editors.
SINCE = """
UPDATE articles_article a SET submitted_at = t.at
FROM (
    SELECT article_id, max(at) AS at FROM articles_transition
    WHERE verb = 'submit' GROUP BY article_id
) t
WHERE a.id = t.article_id AND a.editorial = 'submitted';
"""

PK = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
ABOUT = [
    ("headline", "Headline"),
    ("deck", "Deck"),
    ("datelines", "Dateline"),
    ("bylines", "Bylines"),
    ("body", "Body"),
    ("illustrations", "Photos"),
    ("placements", "Print placements"),
    ("tags", "Tags"),
]
LINK_STATES = [
    ("answers", "answers"),
    ("unclear", "cannot be told from here"),
    ("fails", "does not answer"),
]


def _to(model: str, name: str = "+", **more: Any) -> Any:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=name, to=model, **more
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0004_shared_previews")]

    operations = [
        migrations.AddField(
            model_name="article",
            name="no_byline",
            field=models.BooleanField(
                db_default=False,
                default=False,
                editable=False,
                verbose_name="no byline, on purpose",
            ),
        ),
        migrations.AddField(
            model_name="article",
            name="submitted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.RunSQL(SINCE, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("editorial", "submitted")),
                fields=["submitted_at", "id"],
                name="article_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("editorial", "approved"), ("published_revision__isnull", True)),
                fields=["-modified_at", "-id"],
                name="article_ready",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                django.db.models.functions.text.MD5(
                    django.db.models.functions.text.Left("body", 300)
                ),
                models.OrderBy(models.F("goes_live_at"), descending=True),
                name="article_opening",
            ),
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", PK),
                (
                    "field",
                    models.CharField(
                        blank=True, choices=ABOUT, max_length=16, verbose_name="about"
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="note")),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("written_with", models.UUIDField(unique=True)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                ("answer_to", _to("articles.note", "answers", blank=True, null=True)),
                ("article", _to("articles.article", "notes")),
                ("by", _to(settings.AUTH_USER_MODEL)),
                ("resolved_by", _to(settings.AUTH_USER_MODEL, blank=True, null=True)),
                ("revision", _to("articles.revision")),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["article", "id"], name="note_by_article")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("resolved_at", None), ("resolved_by", None)),
                            models.Q(
                                ("answer_to__isnull", True),
                                ("resolved_at__isnull", False),
                                ("resolved_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="note_resolved_whole",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", PK),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
                ("note", _to("articles.note", "mentions")),
                ("user", _to(settings.AUTH_USER_MODEL, "mentions")),
            ],
            options={
                "verbose_name": "mention",
                "verbose_name_plural": "mentions",
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("seen_at__isnull", True)),
                        fields=["user", "-id"],
                        name="mention_waiting",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("note", "user"), name="mention_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="PointLevels",
            fields=[
                ("id", PK),
                ("levels", models.JSONField()),
                (
                    "at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="in force since"
                    ),
                ),
                ("by", _to(settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "points before publication",
                "verbose_name_plural": "points before publication",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="CheckedLink",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("url", models.TextField()),
                ("state", models.CharField(choices=LINK_STATES, max_length=8)),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("fault", models.CharField(blank=True, max_length=12)),
                ("checked_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "checked link",
                "verbose_name_plural": "checked links",
                "indexes": [models.Index(fields=["checked_at"], name="checked_link_by_age")],
            },
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
