"""A long story with a long history, for what is measured at the desk."""

from __future__ import annotations

from datetime import date

from articles.models import Article
from tests.articles.factories import (
    change_story,
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_story,
    make_user,
)

REVISIONS = 40
BODY = "".join(f"<p>{'Nobody in the town slept that night, ' * 14}{n}.</p>" for n in range(21))


def long_story() -> Article:
    """2,000 words, 40 revisions, several rows of every kind."""
    editor = make_user()
    story = make_story(
        editor,
        body=BODY,
        bylines=[make_contributor(f"Writer {n}") for n in range(4)],
        places=[make_place("Beirut"), make_place("Moscow", "موسكو")],
        photos=[make_photo(editor) for _ in range(5)],
        printed=[(make_edition(date(2013, 11, day)), "1") for day in (20, 21)],
        tags=["Syria", "Qalamoun", "Lebanon", "Army", "Refugees"],
    )
    for number in range(REVISIONS - 1):
        change_story(story, editor, deck=f"What came of the {number}. night")
    return Article.objects.get(pk=story.pk)
