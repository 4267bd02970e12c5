"""The months of the archive for sitemaps, found without reading it."""

from django.db import migrations

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
    dependencies = [("articles", "0012_pictures_are_had_with_their_story")]

    operations = [migrations.RunSQL(MONTHS, NO_MONTHS)]
