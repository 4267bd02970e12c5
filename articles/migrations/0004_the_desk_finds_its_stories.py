"""Indexes for the lists and searches of the desk, and the mark that makes a new story one story."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0003_readers_see_only_what_is_live"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="begun_with",
            field=models.UUIDField(editable=False, null=True, unique=True),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("first_published_at__isnull", True)),
                fields=["-modified_at", "-id"],
                name="article_unpublished",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", False)),
                fields=["-modified_at", "-id"],
                name="article_withdrawn",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=models.Index(
                condition=models.Q(
                    ("published_revision__isnull", False),
                    models.Q(("head_revision", models.F("published_revision")), _negated=True),
                ),
                fields=["-modified_at", "-id"],
                name="article_changed",
            ),
        ),
        migrations.AddIndex(
            model_name="article",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("headline", config="simple"),
                name="article_words",
            ),
        ),
        migrations.AddIndex(
            model_name="contributor",
            index=models.Index(fields=["name", "id"], name="contributor_by_name"),
        ),
        migrations.AddIndex(
            model_name="contributor",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("name", "name_ar", config="simple"),
                name="contributor_words",
            ),
        ),
        migrations.AddIndex(
            model_name="photo",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    "caption", "credit", "photographer", config="simple"
                ),
                name="photo_words",
            ),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(fields=["name", "id"], name="place_by_name"),
        ),
        migrations.AddIndex(
            model_name="place",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("name", "name_ar", config="simple"),
                name="place_words",
            ),
        ),
        migrations.AddIndex(
            model_name="printedition",
            index=models.Index(fields=["-date", "-id"], name="print_edition_by_date"),
        ),
    ]
