"""Plans that stay good: for every list, and whether any name is withheld is asked once."""

from importlib import import_module

from django.db import migrations

views = import_module("articles.migrations.0002_readers_see_only_what_is_live").VIEWS
EACH_ROW = "newsroom_named(r.bylines) AS bylines"
ONCE = """
    CASE WHEN EXISTS (SELECT FROM articles_contributor WHERE withheld)
    THEN newsroom_named(r.bylines) ELSE r.bylines END AS bylines
"""
REPLACE = views.replace("CREATE VIEW", "CREATE OR REPLACE VIEW")


class Migration(migrations.Migration):
    dependencies = [("articles", "0006_finding_stories")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX contributor_withheld ON articles_contributor (id) WHERE withheld",
            "DROP INDEX contributor_withheld",
        ),
        # A list is read newest first and not to its end. So that a plan made for any list walks the
        # index in its order, and sorts none that turns out to be long, all are taken for long.
        migrations.RunSQL(
            "ALTER TABLE articles_listing ALTER key SET (n_distinct = 20)",
            "ALTER TABLE articles_listing ALTER key RESET (n_distinct)",
        ),
        migrations.RunSQL(REPLACE.replace(EACH_ROW, ONCE), REPLACE),
    ]
