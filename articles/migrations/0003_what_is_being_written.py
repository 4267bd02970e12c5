"""Unsaved work, who is at a story, previews, notes between colleagues, points before publication."""

from __future__ import annotations

from django.conf import settings
from django.db import migrations, models
from django.utils import timezone

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")

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


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_readers_see_only_what_is_live"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                ("id", KEY),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="unsaved_work",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("tab", models.UUIDField()),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=models.CASCADE,
                        related_name="unsaved_work",
                        to="articles.article",
                    ),
                ),
                ("begun_with", models.UUIDField(null=True)),
                ("seen_version", models.CharField(blank=True, max_length=9)),
                ("seen_revision", models.CharField(blank=True, max_length=9)),
                ("fields", models.JSONField()),
                ("stroke", models.PositiveIntegerField(default=0)),
                ("began_at", models.DateTimeField(auto_now_add=True)),
                ("saved_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "unsaved work",
                "verbose_name_plural": "unsaved work",
                "ordering": ["-saved_at", "-pk"],
                "indexes": [
                    models.Index(fields=["owner", "-saved_at"], name="journal_by_owner"),
                    models.Index(fields=["saved_at"], name="journal_by_age"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "tab"), name="journal_once_per_form"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("article__isnull", False),
                            ("begun_with__isnull", False),
                            _connector="XOR",
                        ),
                        name="journal_story_or_new",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sitting",
            fields=[
                ("id", KEY),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("tab", models.UUIDField()),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=models.CASCADE,
                        related_name="sittings",
                        to="articles.article",
                    ),
                ),
                ("field", models.CharField(blank=True, max_length=40)),
                ("since", models.DateTimeField(default=timezone.now)),
                ("last_seen", models.DateTimeField(default=timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "presence",
                "verbose_name_plural": "presence",
                "indexes": [
                    models.Index(fields=["article", "-last_seen"], name="sitting_by_story"),
                    models.Index(fields=["last_seen"], name="sitting_by_age"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "tab"), name="sitting_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SharedPreview",
            fields=[
                ("id", KEY),
                ("key", models.CharField(editable=False, max_length=43, unique=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="shared_previews",
                        to="articles.article",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to="articles.revision"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("created_at", models.DateTimeField(default=timezone.now)),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "revoked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("opened", models.PositiveIntegerField(default=0)),
                ("last_opened_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "shared preview",
                "verbose_name_plural": "shared previews",
                "indexes": [
                    models.Index(fields=["article", "-id"], name="shared_preview_by_story"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at", None), ("revoked_by", None)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="shared_preview_revoked_by_somebody",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", KEY),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="notes", to="articles.article"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to="articles.revision"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("headline", "Headline"),
                            ("deck", "Deck"),
                            ("datelines", "Dateline"),
                            ("bylines", "Bylines"),
                            ("body", "Body"),
                            ("illustrations", "Photos"),
                            ("placements", "Print placements"),
                            ("tags", "Tags"),
                        ],
                        max_length=16,
                        verbose_name="about",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="note")),
                (
                    "answer_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="answers",
                        to="articles.note",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField(default=timezone.now)),
                ("written_with", models.UUIDField(unique=True)),
                ("resolved_at", models.DateTimeField(blank=True, null=True)),
                (
                    "resolved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "note",
                "verbose_name_plural": "notes",
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["article", "id"], name="note_by_article"),
                ],
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
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                ("id", KEY),
                (
                    "note",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="mentions", to="articles.note"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="mentions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("seen_at", models.DateTimeField(blank=True, null=True)),
                ("mailed_at", models.DateTimeField(blank=True, null=True)),
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
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("note", "user"), name="mention_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="PointLevels",
            fields=[
                ("id", KEY),
                ("levels", models.JSONField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField(default=timezone.now, verbose_name="in force since")),
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
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("answers", "answers"),
                            ("unclear", "cannot be told from here"),
                            ("fails", "does not answer"),
                        ],
                        max_length=8,
                    ),
                ),
                ("status", models.PositiveSmallIntegerField(null=True)),
                ("fault", models.CharField(blank=True, max_length=12)),
                ("checked_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "checked link",
                "verbose_name_plural": "checked links",
                "indexes": [
                    models.Index(fields=["checked_at"], name="checked_link_by_age"),
                ],
            },
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
