"""Finding stories at the desk, saved views, and readers' search among what is live alone."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import migrations, models

KEY = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")

# The numbers of some stories with these words, always by the index: the planner would rather read
# the whole table where it expects many, and then finds few.
FIND = """
    CREATE FUNCTION articles_find(wanted tsquery, most integer) RETURNS SETOF bigint
    LANGUAGE sql STABLE SET enable_seqscan = off
    AS 'SELECT article_id FROM articles_findable WHERE words @@ wanted LIMIT most'
"""
NO_FIND = "DROP FUNCTION articles_find(tsquery, integer)"

# The words are kept beside the row, so that many rows can be put in order of time without them.
THIN = "ALTER TABLE articles_searchdocument SET (toast_tuple_target = 128)"
NOT_THIN = "ALTER TABLE articles_searchdocument RESET (toast_tuple_target)"

# The newest stories of an edition that are live and have these words. A common word stands in half
# of the archive, so it is looked for month by month and then year by year until there are enough:
# the index has a mark for each month and each year, and reads no more of a common word than of it.
# A story with a name that was withheld since is found, judged and ranked by its other words only;
# words to be left out would else tell of the name, so such stories are looked for without these.
SEARCH = """
CREATE FUNCTION articles_search(
    edition text, wanted tsquery, ranked tsquery, since timestamptz, until timestamptz,
    asked timestamptz, before_at timestamptz, before_id bigint, most integer
) RETURNS TABLE (
    story_id bigint, published_at timestamptz, score double precision, asked_at timestamptz
)
LANGUAGE plpgsql STABLE SET enable_seqscan = off AS $$
DECLARE
    moment timestamptz := coalesce(asked, newsroom_now());
    upper_end timestamptz := least(newsroom_now(), asked, until, before_at);
    lower_end timestamptz := greatest(since, (
        SELECT l.first_published_at FROM articles_listing l WHERE l.key = edition || ':all'
        ORDER BY l.first_published_at, l.story_id LIMIT 1
    ));
    begins timestamp := date_trunc('month', upper_end AT TIME ZONE 'UTC');
    months integer := 0;
    mark text;
    sought tsquery := querytree(wanted)::tsquery;
    hidden tsquery := string_agg(quote_literal('#b' || c.id), ' | ')::tsquery
        FROM articles_contributor c WHERE c.withheld;
    got integer := 0;
    added integer;
BEGIN
    IF hidden IS NOT NULL AND sought <> wanted THEN
        sought := wanted || (sought && hidden);
    ELSE
        sought := wanted;
    END IF;
    WHILE lower_end <= upper_end AND got < most LOOP
        months := months + 1;
        IF months > 6 AND extract(month FROM begins) = 12 THEN
            begins := date_trunc('year', begins);
            mark := '#y' || to_char(begins, 'YYYY');
        ELSE
            mark := '#m' || to_char(begins, 'YYYYMM');
        END IF;
        RETURN QUERY
            SELECT d.story_id, d.first_published_at, CASE WHEN ranked IS NULL THEN 0 ELSE
                ts_rank('{0.05, 0.2, 0.45, 1.0}', told.words, ranked)::double precision
                * (1 + 1 / (1 + extract(epoch FROM moment - d.first_published_at) / 1209600))
            END, moment
            FROM (
                SELECT c.* FROM articles_searchdocument c
                WHERE c.words @@ (sought && quote_literal(mark)::tsquery)
                AND c.goes_live_at <= newsroom_now()
                AND c.first_published_at BETWEEN lower_end AND upper_end
                AND (before_at IS NULL
                     OR (c.first_published_at, c.story_id) < (before_at, before_id))
                ORDER BY c.first_published_at DESC, c.story_id DESC LIMIT most - got + 100
            ) d
            CROSS JOIN LATERAL (
                -- The limit keeps this a look at one row of the index for each.
                SELECT one.* FROM articles_release one WHERE one.id = d.release_id LIMIT 1
            ) r
            CROSS JOIN LATERAL (
                SELECT hidden IS NOT NULL AND newsroom_named(r.bylines) <> r.bylines AS in_part
            ) named
            CROSS JOIN LATERAL (
                SELECT CASE WHEN named.in_part THEN ts_filter(d.words, '{a,b,d}')
                    ELSE d.words END AS words
            ) told
            WHERE (r.superseded_at IS NULL OR r.superseded_at > newsroom_now()) AND NOT r.withdrawn
            AND (NOT named.in_part OR told.words @@ wanted)
            ORDER BY d.first_published_at DESC, d.story_id DESC LIMIT most - got;
        GET DIAGNOSTICS added = ROW_COUNT;
        got := got + added;
        -- The month before the period; a year begins in January, so it is a December.
        begins := begins - interval '1 month';
        EXIT WHEN begins + interval '1 month' <= lower_end AT TIME ZONE 'UTC';
    END LOOP;
END $$;
"""
NO_SEARCH = """
DROP FUNCTION articles_search(
    text, tsquery, tsquery, timestamptz, timestamptz, timestamptz, timestamptz, bigint, integer
);
"""

# Names under which a reader finds a story now. One look at the newest row of each name's list.
NAMES = """
CREATE VIEW articles_livename AS
    SELECT n.key, n.language, n.kind, n.subject, n.name, n.slug, n.folded, n.words
    FROM articles_searchname n CROSS JOIN LATERAL (
        SELECT FROM articles_listedstory l WHERE l.key = n.key
        ORDER BY l.listed_at DESC, l.listed_id DESC LIMIT 1
    ) live
    WHERE n.kind <> 'by' OR NOT EXISTS (
        SELECT FROM articles_contributor c WHERE c.id = n.subject AND c.withheld
    );
"""
NO_NAMES = "DROP VIEW articles_livename"


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0004_corrections_print_and_appointments"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Findable",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=models.CASCADE,
                        primary_key=True,
                        related_name="findable",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("words", SearchVectorField()),
            ],
            options={
                "indexes": [
                    GinIndex(fields=["words"], name="findable_words"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedView",
            fields=[
                ("id", KEY),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=models.CASCADE,
                        related_name="saved_views",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("query", models.CharField(max_length=600)),
                (
                    "shared_with",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("journalist", "Journalist"),
                            ("editor", "Editor"),
                            ("moderator", "Moderator"),
                            ("chief", "Chief editor"),
                        ],
                        max_length=10,
                        verbose_name="shared with",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
                "indexes": [
                    models.Index(fields=["shared_with", "name"], name="view_by_role"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "name"),
                        name="view_name_once",
                        violation_error_message="You have a view of that name.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NameAlias",
            fields=[
                ("id", KEY),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="our spelling")),
                ("name_ar", models.CharField(blank=True, max_length=80, verbose_name="in Arabic")),
                (
                    "variants",
                    models.CharField(
                        blank=True,
                        help_text="Separated by commas. Whoever searches for one finds all.",
                        max_length=600,
                        verbose_name="other spellings",
                    ),
                ),
                (
                    "lookalikes",
                    models.CharField(
                        blank=True,
                        help_text="Separated by commas. Whoever searches for one is asked “Did you mean …?”.",
                        max_length=600,
                        verbose_name="spellings that may mean something else",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="note for colleagues"
                    ),
                ),
            ],
            options={
                "verbose_name": "spelling of a name",
                "verbose_name_plural": "spellings of names",
                "ordering": ["name"],
                "indexes": [
                    GinIndex(
                        SearchVector("name", "name_ar", config="simple"), name="name_alias_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchDocument",
            fields=[
                (
                    "release",
                    models.OneToOneField(
                        on_delete=models.CASCADE,
                        primary_key=True,
                        related_name="search_document",
                        serialize=False,
                        to="articles.release",
                    ),
                ),
                ("story_id", models.BigIntegerField()),
                ("first_published_at", models.DateTimeField()),
                ("goes_live_at", models.DateTimeField()),
                ("words", SearchVectorField()),
            ],
            options={
                "indexes": [
                    GinIndex(fields=["words"], name="search_words"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchName",
            fields=[
                ("key", models.CharField(max_length=120, primary_key=True, serialize=False)),
                ("language", models.CharField(max_length=2)),
                ("kind", models.CharField(max_length=5)),
                ("subject", models.BigIntegerField(null=True)),
                ("name", models.CharField(max_length=120)),
                ("slug", models.CharField(max_length=120)),
                ("folded", models.CharField(max_length=200)),
                ("words", SearchVectorField()),
            ],
            options={
                "indexes": [
                    GinIndex(fields=["words"], name="search_name_words"),
                    models.Index(fields=["language", "kind", "slug"], name="search_name_slug"),
                    models.Index(fields=["language", "kind", "folded"], name="search_name_folded"),
                ],
            },
        ),
        migrations.RunSQL(FIND, NO_FIND),
        migrations.RunSQL(THIN, NOT_THIN),
        migrations.RunSQL(SEARCH, NO_SEARCH),
        migrations.RunSQL(NAMES, NO_NAMES),
    ]
