"""How often stories were read in an hour, and what is read most."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("articles", "0010_related_stories_and_earlier_versions")]

    operations = [
        migrations.CreateModel(
            name="MostRead",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "language",
                        "section_id",
                        "rank",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("language", models.CharField(max_length=2)),
                ("section_id", models.BigIntegerField()),
                ("rank", models.PositiveSmallIntegerField()),
                ("story_id", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Reading",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "hour",
                        "story_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("hour", models.DateTimeField()),
                ("story_id", models.BigIntegerField()),
                ("count", models.PositiveIntegerField()),
            ],
        ),
    ]
