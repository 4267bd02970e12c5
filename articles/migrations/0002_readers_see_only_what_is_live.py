"""The readers' side in the database: its clock, its views, and what may never be rewritten."""

from django.db import migrations

CLOCK = """
CREATE FUNCTION newsroom_now() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(current_setting('newsroom.now', true), '')::timestamptz, now())
$$;
-- A name withheld for somebody's safety leaves every page at once, not when next published.
CREATE FUNCTION newsroom_named(bylines jsonb) RETURNS jsonb LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN NOT EXISTS (
            SELECT FROM jsonb_array_elements(bylines) one
            JOIN articles_contributor c ON c.id = (one ->> 'id')::bigint AND c.withheld
        ) THEN bylines
        ELSE coalesce((
            SELECT jsonb_agg(one.value ORDER BY one.ordinality)
            FROM jsonb_array_elements(bylines) WITH ORDINALITY one
            WHERE NOT EXISTS (
                SELECT FROM articles_contributor c
                WHERE c.id = (one.value ->> 'id')::bigint AND c.withheld
            )
        ), '[]') END
$$;
CREATE FUNCTION newsroom_seconds_to_next_change() RETURNS double precision LANGUAGE sql STABLE AS $$
    SELECT extract(epoch FROM min(goes_live_at) - newsroom_now())::double precision
    FROM articles_release WHERE goes_live_at > newsroom_now()
$$;
"""
NO_CLOCK = """
DROP FUNCTION newsroom_seconds_to_next_change();
DROP FUNCTION newsroom_named(jsonb);
DROP FUNCTION newsroom_now();
"""

PUBLISHED = """
    r.language, r.group_id, r.slug, r.section_id, r.section_slug, r.section_name, r.kicker,
    r.headline, r.deck, r.body_html, r.words, newsroom_named(r.bylines) AS bylines, r.dateline,
    r.dateline_text, r.pictures,
    r.corrections, r.placements, r.tags, r.first_published_at, r.updated_at, r.withdrawn, r.notice,
    r.goes_live_at, r.superseded_at
"""
LIVE = """
    r.goes_live_at <= newsroom_now()
    AND (r.superseded_at IS NULL OR r.superseded_at > newsroom_now())
"""
VIEWS = f"""
CREATE VIEW articles_story AS
    SELECT r.article_id AS id, r.id AS release_id, {PUBLISHED}
    FROM articles_release r WHERE {LIVE};
CREATE VIEW articles_listedstory AS
    SELECT l.key, l.first_published_at AS listed_at, l.story_id AS listed_id,
           r.article_id AS id, r.id AS release_id, {PUBLISHED}
    FROM articles_listing l JOIN articles_release r ON r.id = l.release_id
    WHERE {LIVE} AND NOT r.withdrawn;
"""
NO_VIEWS = "DROP VIEW articles_listedstory; DROP VIEW articles_story;"

KEPT = """
CREATE FUNCTION newsroom_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION newsroom_only_end_a_release() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'superseded_at' IS DISTINCT FROM to_jsonb(OLD) - 'superseded_at' THEN
        RAISE EXCEPTION 'a release is never rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER revision_is_kept BEFORE UPDATE OR DELETE ON articles_revision
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER transition_is_kept BEFORE UPDATE OR DELETE ON articles_transition
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER wording_is_kept BEFORE UPDATE OR DELETE ON articles_wording
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER release_is_kept BEFORE DELETE ON articles_release
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER release_is_only_ended BEFORE UPDATE ON articles_release
    FOR EACH ROW EXECUTE FUNCTION newsroom_only_end_a_release();
"""
NOT_KEPT = """
DROP TRIGGER release_is_only_ended ON articles_release;
DROP TRIGGER release_is_kept ON articles_release;
DROP TRIGGER wording_is_kept ON articles_wording;
DROP TRIGGER transition_is_kept ON articles_transition;
DROP TRIGGER revision_is_kept ON articles_revision;
DROP FUNCTION newsroom_only_end_a_release();
DROP FUNCTION newsroom_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_nouns")]

    operations = [
        migrations.RunSQL(CLOCK, NO_CLOCK),
        migrations.RunSQL(VIEWS, NO_VIEWS),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
