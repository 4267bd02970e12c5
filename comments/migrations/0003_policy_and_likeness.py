"""Functions: since when comments wait, what counts for a story, which addresses are alike."""

from django.db import migrations

# Since when a comment waits: since the rules held it last, not since it was written. Each thread
# is looked at from its oldest comment on and not beyond some dozens; which threads have anything
# that waits is found by jumps along the index, so a long queue elsewhere costs nothing.
WAITING = """
CREATE FUNCTION comments_waits_since(comment bigint, sent timestamptz, written timestamptz)
RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT coalesce(
        (SELECT max(hold.at) FROM comments_hold hold WHERE hold.comment_id = comment), sent, written
    )
$$;
CREATE FUNCTION comments_waiting_in(thread bigint) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT min(comments_waits_since(oldest.id, oldest.sent_at, oldest.created_at)) FROM (
        SELECT id, sent_at, created_at FROM comments_comment one
        WHERE one.thread_id = thread AND one.state = 'pending'
        ORDER BY one.sent_at LIMIT 40
    ) oldest
$$;
CREATE FUNCTION comments_waiting_since(scope text, key text) RETURNS timestamptz
LANGUAGE plpgsql STABLE AS $$
BEGIN
    IF scope = 'story' THEN
        RETURN (SELECT comments_waiting_in(thread.id) FROM comments_thread thread
                WHERE thread.story_id = key::bigint);
    END IF;
    RETURN (
        WITH RECURSIVE busy (thread) AS (
            (SELECT thread_id FROM comments_comment WHERE state = 'pending'
             ORDER BY thread_id LIMIT 1)
            UNION ALL
            SELECT (SELECT next.thread_id FROM comments_comment next
                    WHERE next.state = 'pending' AND next.thread_id > busy.thread
                    ORDER BY next.thread_id LIMIT 1)
            FROM busy WHERE busy.thread IS NOT NULL
        )
        SELECT min(comments_waiting_in(thread.id))
        FROM busy JOIN comments_thread thread ON thread.id = busy.thread
        JOIN articles_story story ON story.id = thread.story_id
        WHERE story.tags @> jsonb_build_array(jsonb_build_object('slug', key))
    );
END $$;
"""
NOT_WAITING = """
DROP FUNCTION comments_waiting_since(text, text);
DROP FUNCTION comments_waiting_in(bigint);
DROP FUNCTION comments_waits_since(bigint, timestamptz, timestamptz);
"""

# Gathers; which of it counts is decided in comments/policy/resolve.py. In plpgsql, which keeps
# the plans: every story's page asks.
SITUATION = """
CREATE FUNCTION comments_situation(story bigint, moment timestamptz) RETURNS jsonb
LANGUAGE plpgsql STABLE AS $$
DECLARE
    clock timestamptz := coalesce(moment, newsroom_now());
    shown record;
    site jsonb;
    said jsonb;
    running jsonb;
BEGIN
    SELECT to_jsonb(newest) INTO site FROM (
        SELECT policy, newcomers, closes_after, hold_links, at
        FROM comments_sitepolicy ORDER BY id DESC LIMIT 1
    ) newest;
    SELECT one.section_id, one.section_name, one.tags, one.first_published_at INTO shown
    FROM articles_story one WHERE one.id = story;
    IF EXISTS (SELECT FROM comments_ownpolicy) THEN
        SELECT jsonb_agg(to_jsonb(place) || to_jsonb(newest)) INTO said
        FROM (
            SELECT 'story' AS scope, story::text AS key, '' AS name
            UNION ALL SELECT 'section', shown.section_id::text, shown.section_name
            UNION ALL SELECT 'tag', tag ->> 'slug', tag ->> 'name'
                      FROM jsonb_array_elements(shown.tags) tag
        ) place CROSS JOIN LATERAL (
            SELECT policy, newcomers, closes_after, at FROM comments_ownpolicy one
            WHERE one.scope = place.scope AND one.key = place.key ORDER BY one.id DESC LIMIT 1
        ) newest
        WHERE newest.policy <> '';
    END IF;
    IF EXISTS (SELECT FROM comments_conflictswitch) THEN
        SELECT jsonb_agg(to_jsonb(place) || to_jsonb(newest) || jsonb_build_object(
            'waiting_since', CASE WHEN newest.queue_minutes IS NOT NULL
                THEN comments_waiting_since(place.scope, place.key) END
        )) INTO running
        FROM (
            SELECT 'story' AS scope, story::text AS key, '' AS name
            UNION ALL SELECT 'tag', tag ->> 'slug', tag ->> 'name'
                      FROM jsonb_array_elements(shown.tags) tag
        ) place CROSS JOIN LATERAL (
            SELECT id, at, until, slow, queue_minutes, alert_en, alert_ar, is_on
            FROM comments_conflictswitch one
            WHERE one.scope = place.scope AND one.key = place.key
                AND (moment IS NULL OR one.at <= moment)
            ORDER BY one.id DESC LIMIT 1
        ) newest
        WHERE newest.is_on AND newest.until > clock;
    END IF;
    RETURN jsonb_build_object(
        'now', clock, 'site', site, 'own', said, 'modes', running,
        'published', shown.first_published_at
    );
END $$;
"""
NO_SITUATION = "DROP FUNCTION comments_situation(bigint, timestamptz);"

# The same as comments.matching.linked.address_pattern, for an index: an address without what one
# person varies.
PATTERN = r"""
CREATE FUNCTION newsroom_address_pattern(email text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT coalesce(nullif(regexp_replace(bare, '[0-9]+', '', 'g'), ''), bare) || '@'
        || CASE domain WHEN 'googlemail.com' THEN 'gmail.com' ELSE domain END
    FROM (SELECT translate(split_part(split_part(lower(email), '@', 1), '+', 1), '._-', ''),
                 split_part(lower(email), '@', 2)) AS parts (bare, domain)
$$;
CREATE INDEX readers_by_address_pattern ON readers_reader (newsroom_address_pattern(email_key))
    WHERE email_key <> '';
"""
NO_PATTERN = """
DROP INDEX readers_by_address_pattern;
DROP FUNCTION newsroom_address_pattern(text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("comments", "0002_what_is_kept"),
        ("readers", "0001_readers"),
        ("articles", "0002_readers_see_only_what_is_live"),
    ]

    operations = [
        migrations.RunSQL(WAITING, NOT_WAITING),
        migrations.RunSQL(SITUATION, NO_SITUATION),
        migrations.RunSQL(PATTERN, NO_PATTERN),
    ]
