"""The front page in versions, breaking news, and what readers see of both."""

from __future__ import annotations

from django.conf import settings
from django.db import migrations, models

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
LANGUAGES = [("en", "English"), ("ar", "Arabic")]

# Of a plan's pins those that readers may see: the story is live in this language, and the pin has
# not ended. What is not in the answer is in no page: not its headline, and not that it is pinned.
PINS = """
CREATE FUNCTION newsroom_live_pins(front text, pins jsonb) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT coalesce(jsonb_agg(pin.value ORDER BY pin.ordinality), '[]')
    FROM jsonb_array_elements(pins) WITH ORDINALITY pin
    JOIN articles_story s ON s.id = (pin.value ->> 'story')::bigint
    WHERE s.language = front AND NOT s.withdrawn
      AND coalesce((pin.value ->> 'until')::timestamptz > newsroom_now(), true)
$$
"""
NO_PINS = "DROP FUNCTION newsroom_live_pins(text, jsonb)"

VIEWS = """
CREATE VIEW articles_frontpage AS
    SELECT v.front_id AS language, v.id AS version_id,
           v.content || jsonb_build_object('pins', newsroom_live_pins(v.front_id, v.content -> 'pins')) AS plan
    FROM articles_front f
    CROSS JOIN LATERAL (
        SELECT version_id FROM articles_frontrelease
        WHERE front_id = f.language AND called_off_at IS NULL AND goes_live_at <= newsroom_now()
        ORDER BY goes_live_at DESC, id DESC LIMIT 1
    ) r
    JOIN articles_frontversion v ON v.id = r.version_id;
-- The last one that began, and no other: one that it took the place of does not come back.
CREATE VIEW articles_breaking AS
    SELECT f.language, b.text, b.ends_at, s.id AS story_id, s.slug, s.section_slug,
           s.first_published_at
    FROM articles_front f
    CROSS JOIN LATERAL (
        SELECT * FROM articles_breakingstrip
        WHERE language = f.language AND starts_at <= newsroom_now()
          AND (closed_at IS NULL OR closed_at > starts_at)
        ORDER BY starts_at DESC, id DESC LIMIT 1
    ) b
    LEFT JOIN articles_story s ON s.id = b.story_id AND NOT s.withdrawn
    WHERE b.ends_at > newsroom_now() AND (b.closed_at IS NULL OR b.closed_at > newsroom_now())
      -- What was taken down says nothing any more, and what was retracted cannot stand, here neither.
      AND NOT EXISTS (
          SELECT FROM articles_story gone WHERE gone.id = b.story_id AND gone.removal <> ''
      );
"""
NO_VIEWS = "DROP VIEW articles_breaking; DROP VIEW articles_frontpage"

# Seconds until a story, the front page or breaking news next changes what readers see.
TURNS = """
CREATE FUNCTION newsroom_seconds_to_next_change() RETURNS double precision
LANGUAGE sql STABLE AS $$
    SELECT extract(epoch FROM min(at) - newsroom_now())::double precision FROM (
        SELECT min(goes_live_at) AS at FROM articles_release WHERE goes_live_at > newsroom_now()
        UNION ALL
        SELECT min(goes_live_at) FROM articles_frontrelease
        WHERE goes_live_at > newsroom_now() AND called_off_at IS NULL
        UNION ALL
        SELECT min((pin ->> 'until')::timestamptz)
        FROM articles_frontpage, jsonb_array_elements(plan -> 'pins') pin
        UNION ALL
        SELECT min(turn) FROM articles_breakingstrip, unnest(ARRAY[starts_at, ends_at, closed_at]) turn
        WHERE ends_at > newsroom_now() AND turn > newsroom_now()
    ) changes
$$
"""
NO_TURNS = "DROP FUNCTION newsroom_seconds_to_next_change()"

KEPT = """
CREATE FUNCTION newsroom_only_call_off_a_front() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'called_off_at' IS DISTINCT FROM to_jsonb(OLD) - 'called_off_at'
       OR OLD.called_off_at IS NOT NULL THEN
        RAISE EXCEPTION 'a release is never rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION newsroom_only_close_a_strip() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'closed_at' IS DISTINCT FROM to_jsonb(OLD) - 'closed_at' THEN
        RAISE EXCEPTION 'what readers were told is never rewritten' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER front_version_is_kept BEFORE UPDATE OR DELETE ON articles_frontversion
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER front_act_is_kept BEFORE UPDATE OR DELETE ON articles_frontact
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER front_release_is_kept BEFORE DELETE ON articles_frontrelease
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER front_release_is_only_called_off BEFORE UPDATE ON articles_frontrelease
    FOR EACH ROW EXECUTE FUNCTION newsroom_only_call_off_a_front();
CREATE TRIGGER strip_is_kept BEFORE DELETE ON articles_breakingstrip
    FOR EACH ROW EXECUTE FUNCTION newsroom_refuse();
CREATE TRIGGER strip_is_only_closed BEFORE UPDATE ON articles_breakingstrip
    FOR EACH ROW EXECUTE FUNCTION newsroom_only_close_a_strip();
"""
NOT_KEPT = """
DROP TRIGGER strip_is_only_closed ON articles_breakingstrip;
DROP TRIGGER strip_is_kept ON articles_breakingstrip;
DROP TRIGGER front_release_is_only_called_off ON articles_frontrelease;
DROP TRIGGER front_release_is_kept ON articles_frontrelease;
DROP TRIGGER front_act_is_kept ON articles_frontact;
DROP TRIGGER front_version_is_kept ON articles_frontversion;
DROP FUNCTION newsroom_only_close_a_strip();
DROP FUNCTION newsroom_only_call_off_a_front();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_assignments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Front",
            fields=[
                (
                    "language",
                    models.CharField(
                        choices=LANGUAGES, max_length=2, primary_key=True, serialize=False
                    ),
                ),
            ],
            options={
                "verbose_name": "front page",
                "verbose_name_plural": "front page",
            },
        ),
        migrations.CreateModel(
            name="FrontVersion",
            fields=[
                ("id", KEY),
                (
                    "front",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="versions", to="articles.front"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("content", models.JSONField()),
                ("content_hash", models.CharField(max_length=64)),
                ("restores", models.PositiveIntegerField(null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("front", "number"), name="front_version_number_once"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="front",
            name="head",
            field=models.ForeignKey(
                null=True, on_delete=models.PROTECT, related_name="+", to="articles.frontversion"
            ),
        ),
        migrations.CreateModel(
            name="FrontRelease",
            fields=[
                ("id", KEY),
                (
                    "front",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="releases", to="articles.front"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=models.PROTECT,
                        related_name="releases",
                        to="articles.frontversion",
                    ),
                ),
                ("goes_live_at", models.DateTimeField()),
                ("called_off_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("called_off_at", None)),
                        fields=["front", "-goes_live_at", "-id"],
                        name="front_release_newest",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("called_off_at", None),
                            ("called_off_at__lt", models.F("goes_live_at")),
                            _connector="OR",
                        ),
                        name="front_called_off_before_its_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BreakingStrip",
            fields=[
                ("id", KEY),
                ("language", models.CharField(choices=LANGUAGES, max_length=2)),
                ("text", models.CharField(max_length=140)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "story",
                    models.ForeignKey(
                        null=True, on_delete=models.PROTECT, related_name="+", to="articles.article"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["language", "-ends_at"], name="strip_by_end"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                        name="strip_ends",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FrontAct",
            fields=[
                ("id", KEY),
                (
                    "front",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="acts", to="articles.front"
                    ),
                ),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("publish", "Publish"),
                            ("schedule", "Schedule"),
                            ("unschedule", "Cancel the schedule"),
                            ("discard", "Discard the changes"),
                            ("restore", "Restore"),
                            ("strip_up", "Put up breaking news"),
                            ("strip_down", "Take down breaking news"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="acts",
                        to="articles.frontversion",
                    ),
                ),
                (
                    "strip",
                    models.ForeignKey(
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="acts",
                        to="articles.breakingstrip",
                    ),
                ),
                ("note", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("at", models.DateTimeField()),
                ("day", models.DateField(null=True)),
                ("hour", models.TimeField(null=True)),
                ("zone", models.CharField(blank=True, max_length=64)),
                ("is_second", models.BooleanField(default=False)),
                ("moment", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-pk"],
                "indexes": [
                    models.Index(fields=["front", "-id"], name="front_act_newest"),
                ],
            },
        ),
        migrations.RunSQL(PINS, NO_PINS),
        migrations.RunSQL(VIEWS, NO_VIEWS),
        migrations.RunSQL(TURNS, NO_TURNS),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
