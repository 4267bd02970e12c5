"""A portrait is public once readers have a story by its contributor, not before."""

from importlib import import_module

from django.db import migrations

BEFORE = import_module("articles.migrations.0016_portraits_are_public").VIEW
NAMED = "FROM articles_contributor c\n"
# Newest first, so that the index of lists is walked in its order, however many stories there are.
KNOWN = """FROM articles_contributor c
    CROSS JOIN unnest(ARRAY['en', 'ar']) AS edition
    CROSS JOIN LATERAL (
        SELECT r.superseded_at
        FROM articles_listing l JOIN articles_release r ON r.id = l.release_id
        WHERE l.key = edition || ':by:' || c.id
        AND r.goes_live_at <= newsroom_now()
        AND (r.superseded_at IS NULL OR r.superseded_at > newsroom_now())
        AND NOT r.withdrawn
        ORDER BY l.first_published_at DESC, l.story_id DESC LIMIT 1
    ) AS newest
"""
RIGHTS = "(p.rights_end + 1)::timestamp AT TIME ZONE 'UTC'\n"
EITHER = "least((p.rights_end + 1)::timestamp AT TIME ZONE 'UTC', newest.superseded_at)\n"
VIEW = BEFORE.replace(NAMED, KNOWN).replace(RIGHTS, EITHER, 1)


class Migration(migrations.Migration):
    dependencies = [("articles", "0019_old_addresses")]

    operations = [migrations.RunSQL(VIEW, BEFORE)]
