"""Molds: stories frozen and projected once, of which the archive casts many.

Freezing and cleaning a body takes longer than writing its row. So some stories are made with the
desk's own functions, in a transaction that is rolled back; the archive's stories differ from
these in headline, time and print placement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from taggit.models import Tag

from articles.content import Content
from articles.finding import lexemes
from articles.languages import Language
from articles.models import Article, Byline, Dateline, Illustration
from articles.projection import files_shown, lists_of, project
from articles.search.document import rest_entries
from articles.search.keeping import name_rows
from articles.snapshot import freeze
from articles.synthetic import words
from articles.synthetic.copying import Encoded, encoded
from articles.synthetic.dice import Dice
from articles.synthetic.newsroom import Newsroom

MOLDS = 120  # of each language


@dataclass(frozen=True)
class Mold:
    """A story without headline and time."""

    content: Content
    body: Encoded
    release: dict[str, Encoded]
    keys: tuple[Encoded, ...]
    contributors: tuple[int, ...]
    places: tuple[int, ...]
    tags: tuple[int, ...]
    photos: tuple[int, ...]
    files: tuple[Encoded, ...]
    lexemes: frozenset[str]
    searchable: Encoded
    names: tuple[tuple[Any, ...], ...]


def make_molds(newsroom: Newsroom, language: str) -> list[Mold]:
    """The molds of one language, always the same for the same newsroom."""
    offset = Language.values.index(language) * MOLDS
    with transaction.atomic():
        found = [_mold(newsroom, language, Dice(offset + number)) for number in range(MOLDS)]
        transaction.set_rollback(True)
    return found


def _mold(newsroom: Newsroom, language: str, dice: Dice) -> Mold:
    contributors = dice.some(newsroom.contributors, 1 + dice.below(3))
    places = dice.some(newsroom.places, dice.below(3))
    photos = dice.some(newsroom.photos, max(0, dice.below(5) - 1))
    tags: list[Tag] = dice.some(newsroom.tags, 1 + dice.below(5))
    article = Article.objects.create(
        language=language,
        section=dice.one(newsroom.sections),
        deck=words.sentence(dice, language),
        body=words.body(dice, language),
        created_by=newsroom.maker,
    )
    Byline.objects.bulk_create(Byline(article=article, contributor=one) for one in contributors)
    Dateline.objects.bulk_create(Dateline(article=article, place=one) for one in places)
    Illustration.objects.bulk_create(Illustration(article=article, photo=one) for one in photos)
    article.tags.add(*tags)
    content = freeze(article)
    projection = project(content)
    return Mold(
        content=content,
        body=Encoded(encoded(content["body"])),
        release={name: Encoded(encoded(value)) for name, value in projection.items()},
        keys=tuple(Encoded(encoded(key)) for key in sorted(lists_of(projection))),
        contributors=tuple(one.pk for one in contributors),
        places=tuple(one.pk for one in places),
        tags=tuple(one.pk for one in tags),
        photos=tuple(one.pk for one in photos),
        files=tuple(Encoded(encoded(file)) for file in sorted(files_shown(projection))),
        lexemes=frozenset(lexemes(content)),
        searchable=Encoded(encoded(rest_entries(projection))),
        names=tuple(name_rows(projection)),
    )
