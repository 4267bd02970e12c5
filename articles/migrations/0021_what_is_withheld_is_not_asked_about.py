"""A withheld name is nothing to search by, not even by leaving it out; breaking news of what was
taken down goes with it."""

from importlib import import_module

from django.db import migrations

SEARCH = import_module("articles.migrations.0017_readers_search").SEARCH
BREAKING = import_module("articles.migrations.0018_the_front_page").VIEWS.partition(
    "CREATE VIEW articles_breaking"
)


def _changed(sql: str, *changes: tuple[str, str]) -> str:
    for before, after in changes:
        if sql.count(before) != 1:
            raise ValueError(before)
        sql = sql.replace(before, after)
    return sql


# Words that must not be in a story would tell of a name that only its byline has, and so would the
# order of what was found. So stories by somebody withheld are looked for by the words that must be
# there, and judged by those that are not names.
CREATE = ("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
JUDGED = _changed(
    SEARCH,
    CREATE,
    (
        "    mark text;\n",
        "    mark text;\n"
        "    sought tsquery := querytree(wanted)::tsquery;\n"
        "    hidden tsquery := string_agg(quote_literal('#b' || c.id), ' | ')::tsquery\n"
        "        FROM articles_contributor c WHERE c.withheld;\n",
    ),
    (
        "BEGIN\n",
        "BEGIN\n"
        "    IF hidden IS NOT NULL AND sought <> wanted THEN\n"
        "        sought := wanted || (sought && hidden);\n"
        "    ELSE\n"
        "        sought := wanted;\n"
        "    END IF;\n",
    ),
    ("d.words, ranked)::double", "told.words, ranked)::double"),
    (
        "c.words @@ (wanted && quote_literal(mark)::tsquery)\n",
        "c.words @@ (sought && quote_literal(mark)::tsquery)\n",
    ),
    (
        """            ) r
            WHERE""",
        """            ) r
            CROSS JOIN LATERAL (
                SELECT hidden IS NOT NULL AND newsroom_named(r.bylines) <> r.bylines AS in_part
            ) named
            CROSS JOIN LATERAL (
                SELECT CASE WHEN named.in_part THEN ts_filter(d.words, '{a,b,d}')
                    ELSE d.words END AS words
            ) told
            WHERE""",
    ),
    (
        """            AND (
                NOT EXISTS (SELECT FROM articles_contributor WHERE withheld)
                OR newsroom_named(r.bylines) = r.bylines
                OR ts_filter(d.words, '{a,b,d}') @@ wanted
            )
""",
        "            AND (NOT named.in_part OR told.words @@ wanted)\n",
    ),
)
STRIP = "".join(BREAKING[1:])
GONE = _changed(
    STRIP,
    ("CREATE VIEW", "CREATE OR REPLACE VIEW"),
    (
        "closed_at > newsroom_now());",
        "closed_at > newsroom_now())\n"
        "      AND NOT EXISTS (\n"
        "          SELECT FROM articles_story gone\n"
        "          WHERE gone.id = b.story_id AND gone.removal = 'taken_down'\n"
        "      );",
    ),
)


class Migration(migrations.Migration):
    dependencies = [("articles", "0020_portraits_of_whom_readers_know")]

    operations = [
        migrations.RunSQL(JUDGED, _changed(SEARCH, CREATE)),
        migrations.RunSQL(GONE, _changed(STRIP, ("CREATE VIEW", "CREATE OR REPLACE VIEW"))),
    ]
