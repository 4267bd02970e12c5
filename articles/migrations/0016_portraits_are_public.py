"""A portrait is public while its contributor's name is, and the newspaper has the right to it."""

from importlib import import_module

from django.db import migrations

STORIES = import_module("articles.migrations.0012_pictures_are_had_with_their_story").VIEW
VIEW = (
    STORIES.replace("CREATE VIEW", "CREATE OR REPLACE VIEW").rstrip().removesuffix(";")
    + """
    UNION ALL
    SELECT (copy ->> 'file')::varchar(200), (p.rights_end + 1)::timestamp AT TIME ZONE 'UTC'
    FROM articles_contributor c
    JOIN articles_photo p ON p.id = c.portrait_id
    CROSS JOIN jsonb_array_elements(p.renditions) AS copy
    WHERE c.portrait_id IS NOT NULL AND NOT c.withheld AND (
        p.rights_end IS NULL
        OR (p.rights_end + 1)::timestamp AT TIME ZONE 'UTC' > newsroom_now()
    );
"""
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0015_what_was_printed")]

    operations = [
        # The few that have one, whatever the number of contributors.
        migrations.RunSQL(
            "CREATE INDEX contributor_with_portrait ON articles_contributor (portrait_id)"
            " WHERE portrait_id IS NOT NULL AND NOT withheld",
            "DROP INDEX contributor_with_portrait",
        ),
        migrations.RunSQL(VIEW, f"DROP VIEW articles_publicfile; {STORIES}"),
    ]
