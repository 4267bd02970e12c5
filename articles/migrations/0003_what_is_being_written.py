"""The journal of unsaved work, and who is at a story."""

from __future__ import annotations

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0002_readers_see_only_what_is_live"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="JournalEntry",
            fields=[
                ("id", KEY.clone()),
                ("tab", models.UUIDField()),
                ("begun_with", models.UUIDField(null=True)),
                ("seen_version", models.CharField(blank=True, max_length=9)),
                ("seen_revision", models.CharField(blank=True, max_length=9)),
                ("fields", models.JSONField()),
                ("stroke", models.PositiveIntegerField(default=0)),
                ("began_at", models.DateTimeField(auto_now_add=True)),
                ("saved_at", models.DateTimeField(auto_now_add=True)),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unsaved_work",
                        to="articles.article",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unsaved_work",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                ("id", KEY.clone()),
                ("tab", models.UUIDField()),
                ("field", models.CharField(blank=True, max_length=40)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("last_seen", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sittings",
                        to="articles.article",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "presence",
                "verbose_name_plural": "presence",
                "indexes": [
                    models.Index(fields=["article", "-last_seen"], name="sitting_by_story"),
                    models.Index(fields=["last_seen"], name="sitting_by_age"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "tab"), name="sitting_once")
                ],
            },
        ),
    ]
