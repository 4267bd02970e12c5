"""Related stories picked by the desk, earlier versions told to readers, facts of people and places."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

BEFORE = import_module("articles.migrations.0008_corrections_are_kept").VIEWS
# Columns are only added at the end.
VIEWS = BEFORE.replace("r.removal", "r.removal, r.related, r.updates, r.earlier")
NO_VIEWS = "DROP VIEW articles_listedstory; DROP VIEW articles_story;"


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_schedules_and_embargoes")]

    operations = [
        migrations.AddField(
            model_name="contributor",
            name="portrait",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="articles.photo",
                verbose_name="portrait",
            ),
        ),
        migrations.AddField(
            model_name="contributor",
            name="role",
            field=models.CharField(
                blank=True,
                help_text="As readers are told it, such as Beirut correspondent.",
                max_length=80,
                verbose_name="position",
            ),
        ),
        migrations.AddField(
            model_name="contributor",
            name="role_ar",
            field=models.CharField(blank=True, max_length=80, verbose_name="Arabic position"),
        ),
        migrations.AddField(
            model_name="place",
            name="country_ar",
            field=models.CharField(blank=True, max_length=60, verbose_name="Arabic country"),
        ),
        migrations.AddField(
            model_name="release", name="earlier", field=models.JSONField(default=list)
        ),
        migrations.AddField(
            model_name="release", name="related", field=models.JSONField(default=list)
        ),
        migrations.AddField(
            model_name="release",
            name="updates",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.CreateModel(
            name="RelatedStory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="order")),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="related_stories",
                        to="articles.article",
                    ),
                ),
                (
                    "story",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="articles.article",
                        verbose_name="story",
                    ),
                ),
            ],
            options={
                "verbose_name": "related story",
                "verbose_name_plural": "related stories",
                "ordering": ["order", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("article", "story"),
                        name="related_story_once",
                        violation_error_message=(
                            "The same story stands twice among the related ones."
                        ),
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("article", models.F("story")), _negated=True),
                        name="related_to_another_story",
                        violation_error_message="A story is not related to itself.",
                    ),
                ],
            },
        ),
        migrations.RunSQL(VIEWS, NO_VIEWS + BEFORE.replace("CREATE OR REPLACE", "CREATE")),
    ]
