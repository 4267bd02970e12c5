"""For machines: the months of the archive, what is read most, and addresses of earlier systems."""

from __future__ import annotations

from django.db import migrations, models

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")

MONTH = "date_trunc('month', first_published_at AT TIME ZONE 'UTC')"
# From one month to the next older one through the index of the list of everything: a step for each
# month, however many stories it has. A month has changed when a release of one of its stories
# began, that of a withdrawal too.
MONTHS = f"""
CREATE INDEX release_by_month ON articles_release (language, ({MONTH}), goes_live_at);
CREATE FUNCTION newsroom_months(edition text)
RETURNS TABLE (month date, changed timestamptz) LANGUAGE sql STABLE AS $$
    WITH RECURSIVE months (month) AS (
        (SELECT date_trunc('month', listed_at AT TIME ZONE 'UTC') FROM articles_listedstory
         WHERE key = edition || ':all' ORDER BY listed_at DESC, listed_id DESC LIMIT 1)
        UNION ALL
        SELECT older.month FROM months CROSS JOIN LATERAL (
            SELECT date_trunc('month', listed_at AT TIME ZONE 'UTC') AS month
            FROM articles_listedstory
            WHERE key = edition || ':all' AND listed_at < months.month AT TIME ZONE 'UTC'
            ORDER BY listed_at DESC, listed_id DESC LIMIT 1
        ) older
    )
    SELECT months.month::date, (
        SELECT goes_live_at FROM articles_release
        WHERE language = edition AND {MONTH} = months.month
        AND goes_live_at <= newsroom_now() AND superseded_at IS DISTINCT FROM goes_live_at
        ORDER BY goes_live_at DESC LIMIT 1
    ) FROM months
$$;
"""
NO_MONTHS = "DROP FUNCTION newsroom_months(text); DROP INDEX release_by_month"


class Migration(migrations.Migration):
    dependencies = [("articles", "0007_the_front_page")]

    operations = [
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
            name="OldAddress",
            fields=[
                ("id", KEY),
                ("path", models.CharField(max_length=500, unique=True)),
                ("number", models.BigIntegerField(db_index=True, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="old_addresses",
                        to="articles.article",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(MONTHS, NO_MONTHS),
    ]
