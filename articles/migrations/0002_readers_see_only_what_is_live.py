"""The readers' side in the database: its clock, its views, and what may never be rewritten."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
# What a finished story consists of; the views show it as the release keeps it.
FINISHED: list[Any] = [
    ("language", models.CharField(choices=[("en", "English"), ("ar", "Arabic")], max_length=2)),
    ("group_id", models.BigIntegerField()),
    ("slug", models.CharField(max_length=80)),
    ("section_id", models.BigIntegerField()),
    ("section_slug", models.CharField(max_length=40)),
    ("section_name", models.CharField(max_length=60)),
    ("kicker", models.CharField(blank=True, max_length=40)),
    ("headline", models.CharField(max_length=160)),
    ("deck", models.TextField(blank=True)),
    ("body_html", models.TextField(blank=True)),
    ("words", models.PositiveIntegerField(default=0)),
    ("bylines", models.JSONField(default=list)),
    ("dateline", models.JSONField(default=list)),
    ("dateline_text", models.TextField(blank=True)),
    ("pictures", models.JSONField(default=list)),
    ("corrections", models.JSONField(default=list)),
    ("placements", models.JSONField(default=list)),
    ("tags", models.JSONField(default=list)),
    ("first_published_at", models.DateTimeField()),
    ("updated_at", models.DateTimeField(null=True)),
    ("withdrawn", models.BooleanField(default=False)),
    ("notice", models.TextField(blank=True)),
    ("removal", models.CharField(blank=True, db_default="", default="", max_length=10)),
    ("goes_live_at", models.DateTimeField()),
    ("superseded_at", models.DateTimeField(null=True)),
    ("related", models.JSONField(default=list)),
    ("updates", models.PositiveIntegerField(db_default=0, default=0)),
    ("earlier", models.JSONField(default=list)),
]

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
"""
NO_CLOCK = """
DROP FUNCTION newsroom_named(jsonb);
DROP FUNCTION newsroom_now();
"""

# Whether any name is withheld is asked once and not for each row.
PUBLISHED = """
    r.language, r.group_id, r.slug, r.section_id, r.section_slug, r.section_name, r.kicker,
    r.headline, r.deck, r.body_html, r.words,
    CASE WHEN EXISTS (SELECT FROM articles_contributor WHERE withheld)
    THEN newsroom_named(r.bylines) ELSE r.bylines END AS bylines,
    r.dateline, r.dateline_text, r.pictures,
    r.corrections, r.placements, r.tags, r.first_published_at, r.updated_at, r.withdrawn, r.notice,
    r.goes_live_at, r.superseded_at, r.removal, r.related, r.updates, r.earlier
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

# A picture is public while a release that shows it is live, as words are. A portrait is public
# once readers have a story by its contributor, while the name is and the newspaper has the right
# to it. Newest first, so that the index of lists is walked in its order, however many stories
# there are.
FILES = f"""
CREATE VIEW articles_publicfile AS
    SELECT s.file, r.superseded_at AS ends
    FROM articles_shownfile s JOIN articles_release r ON r.id = s.release_id
    WHERE {LIVE}
    UNION ALL
    SELECT (copy ->> 'file')::varchar(200),
           least((p.rights_end + 1)::timestamp AT TIME ZONE 'UTC', newest.superseded_at)
    FROM articles_contributor c
    CROSS JOIN unnest(ARRAY['en', 'ar']) AS edition
    CROSS JOIN LATERAL (
        SELECT r.superseded_at
        FROM articles_listing l JOIN articles_release r ON r.id = l.release_id
        WHERE l.key = edition || ':by:' || c.id AND {LIVE} AND NOT r.withdrawn
        ORDER BY l.first_published_at DESC, l.story_id DESC LIMIT 1
    ) AS newest
    JOIN articles_photo p ON p.id = c.portrait_id
    CROSS JOIN jsonb_array_elements(p.renditions) AS copy
    WHERE c.portrait_id IS NOT NULL AND NOT c.withheld AND (
        p.rights_end IS NULL
        OR (p.rights_end + 1)::timestamp AT TIME ZONE 'UTC' > newsroom_now()
    );
"""
NO_FILES = "DROP VIEW articles_publicfile"

PLANS = """
-- The few that are withheld, and the few that have a portrait, whatever the number of contributors.
CREATE INDEX contributor_withheld ON articles_contributor (id) WHERE withheld;
CREATE INDEX contributor_with_portrait ON articles_contributor (portrait_id)
    WHERE portrait_id IS NOT NULL AND NOT withheld;
-- A list is read newest first and not to its end. So that a plan made for any list walks the
-- index in its order, and sorts none that turns out to be long, all are taken for long.
ALTER TABLE articles_listing ALTER key SET (n_distinct = 20);
"""
NO_PLANS = """
ALTER TABLE articles_listing ALTER key RESET (n_distinct);
DROP INDEX contributor_with_portrait;
DROP INDEX contributor_withheld;
"""

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
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", KEY),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="releases", to="articles.article"
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="releases", to="articles.revision"
                    ),
                ),
                *FINISHED,
            ],
            options={
                "indexes": [
                    models.Index(fields=["article", "-goes_live_at"], name="release_by_story"),
                    models.Index(fields=["group_id"], name="release_by_group"),
                    models.Index(fields=["goes_live_at"], name="release_by_start"),
                    models.Index(
                        condition=models.Q(("superseded_at__isnull", False)),
                        fields=["superseded_at"],
                        name="release_by_end",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at", None)),
                        fields=("article",),
                        name="one_open_release_per_story",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at", None),
                            ("superseded_at__gte", models.F("goes_live_at")),
                            _connector="OR",
                        ),
                        name="release_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", KEY),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="listings", to="articles.release"
                    ),
                ),
                ("story_id", models.BigIntegerField()),
                ("key", models.CharField(max_length=120)),
                ("first_published_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["key", "-first_published_at", "-story_id"],
                        name="listing_newest_first",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("release", "key"), name="listed_once_per_list"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShownFile",
            fields=[
                ("id", KEY),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=models.CASCADE, related_name="shown", to="articles.release"
                    ),
                ),
                ("file", models.CharField(max_length=200)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("file", "release"), name="file_shown_once_in_a_release"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("release_id", models.BigIntegerField()),
                *FINISHED,
            ],
            options={
                "db_table": "articles_story",
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="ListedStory",
            fields=[
                ("key", models.CharField(max_length=120)),
                ("listed_at", models.DateTimeField()),
                ("listed_id", models.BigIntegerField()),
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("release_id", models.BigIntegerField()),
                *FINISHED,
            ],
            options={
                "db_table": "articles_listedstory",
                "managed": False,
            },
        ),
        migrations.RunSQL(CLOCK, NO_CLOCK),
        migrations.RunSQL(VIEWS, NO_VIEWS),
        migrations.RunSQL(FILES, NO_FILES),
        migrations.RunSQL(PLANS, NO_PLANS),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
