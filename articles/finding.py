"""By what words and subjects the desk finds a story."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from articles.body import plain_text
from articles.content import Content
from articles.folding import spellings, words

MOST_LEXEMES = 20_000  # of one story; the database takes about a megabyte
KEEP = """
    INSERT INTO articles_findable (article_id, words) VALUES (%s, array_to_tsvector(%s))
    ON CONFLICT (article_id) DO UPDATE SET words = excluded.words
"""

AT_ONCE = 200  # stories of one task
MARKED = """
    SELECT article_id FROM articles_findable WHERE words @@ %s::tsquery AND article_id > %s
    ORDER BY article_id LIMIT %s
"""
# The old names stay: the text of a story may have them, and whoever knew them may look for them.
ADD = """
    UPDATE articles_findable SET words = words || array_to_tsvector(%s) WHERE article_id = %s
"""
NAMES = """
    SELECT c.name, c.name_ar FROM articles_byline b
    JOIN articles_contributor c ON c.id = b.contributor_id WHERE b.article_id = %s
    UNION ALL
    SELECT p.name, p.name_ar FROM articles_dateline d
    JOIN articles_place p ON p.id = d.place_id WHERE d.article_id = %s
    UNION ALL
    SELECT t.name, '' FROM taggit_taggeditem i JOIN taggit_tag t ON t.id = i.tag_id
    JOIN django_content_type k ON k.id = i.content_type_id
    WHERE k.app_label = 'articles' AND k.model = 'article' AND i.object_id = %s
"""


def contributor_mark(pk: int) -> str:
    """What stands among a story's words for a name in its byline; no typed word has a sign."""
    return f"#b{pk}"


def place_mark(pk: int) -> str:
    return f"#p{pk}"


def tag_mark(slug: str) -> str:
    return f"#t{slug}"


def lexemes(content: Content) -> list[str]:
    """Everything that a revision is found by, each once."""
    found = dict.fromkeys(_marks(content))
    for text in texts(content):
        found.update(dict.fromkeys(lexemes_of(text)))
    return list(found)[:MOST_LEXEMES]


def lexemes_of(text: str) -> Iterator[str]:
    """The folded words of a text in all the ways in which they may be asked for."""
    for _begin, _end, folded in words(text):
        yield from spellings(folded)


def _marks(content: Content) -> Iterator[str]:
    for byline in content["bylines"]:
        yield contributor_mark(byline["contributor"])
    for line in content["dateline"]:
        yield place_mark(line["place"])
    for tag in content["tags"]:
        yield tag_mark(tag["slug"])


def texts(content: Content) -> Iterator[str]:
    """The texts of a revision, those that say most about it first."""
    yield content["headline"]
    yield content["kicker"]
    yield from names(content)
    yield content["deck"]
    yield plain_text(content["body"])


def names(content: Content) -> Iterator[str]:
    """The names in byline and dateline and the tags, in both languages."""
    for byline in content["bylines"]:
        yield byline["name"]
        yield byline["name_ar"]
    for line in content["dateline"]:
        yield line["name"]
        yield line["name_ar"]
    for tag in content["tags"]:
        yield tag["name"]


def keep(article: int, content: Content) -> None:
    """Let a story be found by a revision; in the transaction that records it."""
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [article, lexemes(content)])


def keep_again(mark: str, after: int) -> int | None:
    """Let some stories with a mark be found by what their names are now.

    Args:
        after: the number of the story before the first one to look at.

    Returns:
        The number of the last story looked at; none where there are no more.
    """
    with connection.cursor() as cursor:
        cursor.execute(MARKED, [_quoted(mark), after, AT_ONCE])
        numbers = [pk for (pk,) in cursor.fetchall()]
        for pk in numbers:
            cursor.execute(NAMES, [pk, pk, pk])
            names_now = [name for row in cursor.fetchall() for name in row if name]
            added = {one for name in names_now for one in lexemes_of(name)}
            cursor.execute(ADD, [list(added), pk])
    return numbers[-1] if len(numbers) == AT_ONCE else None


def _quoted(mark: str) -> str:
    return "'" + mark.replace("\\", "\\\\").replace("'", "''") + "'"
