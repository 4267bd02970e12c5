"""Finding stories at the desk, and saved views."""

from __future__ import annotations

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from articles.finding import keep_all

BATCH = 500
VERBS = [
    ("submit", "Send to the editors"),
    ("send_back", "Send back"),
    ("approve", "Approve"),
    ("amend", "Amend"),
    ("publish", "Publish"),
    ("withdraw", "Withdraw"),
    ("spike", "Spike"),
    ("revive", "Bring back"),
]
ROLES = [
    ("journalist", "Journalist"),
    ("editor", "Editor"),
    ("moderator", "Moderator"),
    ("chief", "Chief editor"),
]
# The numbers of some stories with these words, always by the index: the planner would rather read
# the whole table where it expects many, and then finds few.
FIND = """
    CREATE FUNCTION articles_find(wanted tsquery, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE SET enable_seqscan = off
    AS 'SELECT article_id FROM articles_findable WHERE words @@ wanted LIMIT most'
"""


def find_what_is_there(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    stories = apps.get_model("articles", "Article").objects.exclude(head_revision=None)
    after = 0
    while True:
        rows = stories.filter(pk__gt=after).order_by("pk")
        batch = list(rows.values_list("pk", "head_revision__content")[:BATCH])
        if not batch:
            return
        keep_all(batch)
        after = batch[-1][0]


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0005_notes_and_points"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AlterField("transition", "verb", models.CharField(choices=VERBS, max_length=10)),
        migrations.CreateModel(
            name="Findable",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="findable",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("words", django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["words"], name="findable_words"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(max_length=600)),
                (
                    "shared_with",
                    models.CharField(
                        blank=True, choices=ROLES, max_length=10, verbose_name="shared with"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "indexes": [models.Index(fields=["shared_with", "name"], name="view_by_role")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "name"),
                        name="view_name_once",
                        violation_error_message="You have a view of that name.",
                    )
                ],
            },
        ),
        migrations.RunSQL(FIND, "DROP FUNCTION articles_find(tsquery, integer)"),
        migrations.RunPython(find_what_is_there, migrations.RunPython.noop),
        migrations.RemoveIndex("article", "article_words"),
    ]
