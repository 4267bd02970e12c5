"""The stories of the archive by their number, 0 being the newest: what is cast from which mold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone

from articles import listings
from articles.content import Content
from articles.languages import Language
from articles.models import Article, PrintAct, PrintEdition, PrintVerb
from articles.projection import PrintedPlace
from articles.slugs import story_slug
from articles.synthetic import words
from articles.synthetic.copying import next_numbers
from articles.synthetic.dice import Dice
from articles.synthetic.molds import Mold, make_molds
from articles.synthetic.newsroom import Newsroom

PACE = timedelta(minutes=10)  # between a story and the older one after it
EVERY_ARABIC = 5
EVERY_TRANSLATED = 20
EVERY_PRINTED = 8
EVERY_UPDATED = 10
UPDATED_AFTER = timedelta(minutes=20)
PAGES = 16


@dataclass(frozen=True)
class Cast:
    """A story of the archive: a mold with headline, time and place in print."""

    number: int
    pk: int
    mold: Mold
    headline: str
    slug: str
    at: datetime
    original: int | None
    edition: int | None
    printed: PrintedPlace | None
    updated_at: datetime | None

    @property
    def language(self) -> str:
        return self.mold.content["language"]

    def content(self) -> Content:
        return {
            **self.mold.content,
            "headline": self.headline,
            "translation_of": self.original,
        }

    def lists(self) -> Iterator[str]:
        yield from self.mold.keys
        if self.printed:
            yield listings.print_date(self.language, self.printed["date"])
            yield listings.print_dates(self.language)


class Foundry:
    """Casts the stories of one archive."""

    def __init__(self, newsroom: Newsroom, newest: datetime) -> None:
        self._maker = newsroom.maker
        self._newest = newest
        self._molds = {language: make_molds(newsroom, language) for language in Language.values}

    def casts(self, numbers: range) -> list[Cast]:
        """The stories of these numbers, each with a primary key of its own."""
        pks = dict(zip(numbers, next_numbers(Article, len(numbers)), strict=True))
        editions = self._editions({timezone.localdate(self._moment(one)) for one in numbers})
        return [self._cast(number, pks, editions) for number in numbers]

    def _moment(self, number: int) -> datetime:
        return self._newest - number * PACE

    def _cast(self, number: int, pks: dict[int, int], editions: dict[date, int]) -> Cast:
        dice = Dice(number + 1_000_000)
        is_arabic = number % EVERY_ARABIC == 1
        language = Language.ARABIC.value if is_arabic else Language.ENGLISH.value
        headline = words.headline(dice, language)
        at = self._moment(number)
        day, is_printed = timezone.localdate(at), number % EVERY_PRINTED == 0
        is_translation = number % EVERY_TRANSLATED == 1
        return Cast(
            number=number,
            pk=pks[number],
            mold=dice.one(self._molds[language]),
            headline=headline,
            slug=story_slug(headline, language),
            at=at,
            original=pks.get(number - 1) if is_translation else None,
            edition=editions[day] if is_printed else None,
            printed=_place(day, 1 + dice.below(PAGES)) if is_printed else None,
            updated_at=at + UPDATED_AFTER if number % EVERY_UPDATED == 3 else None,
        )

    def _editions(self, days: Iterable[date]) -> dict[date, int]:
        publication = settings.NEWSPAPER_NAME["en"]
        rows = [
            PrintEdition(publication=publication, date=day, version=1, printed_at=_off_press(day))
            for day in sorted(days)
        ]
        PrintEdition.objects.bulk_create(rows, ignore_conflicts=True)
        found = list(PrintEdition.objects.filter(publication=publication, date__in=days, name=""))
        acts = [
            PrintAct(
                edition=one,
                number=1,
                verb=PrintVerb.PRINT,
                by=self._maker,
                at=_off_press(one.date),
            )
            for one in found
        ]
        PrintAct.objects.bulk_create(acts, ignore_conflicts=True)
        return {edition.date: edition.pk for edition in found}


def _off_press(day: date) -> datetime:
    """When the paper of a day was printed."""
    return timezone.make_aware(datetime.combine(day, time(3)))


def _place(day: date, page: int) -> PrintedPlace:
    return PrintedPlace(
        publication=settings.NEWSPAPER_NAME["en"],
        date=day.isoformat(),
        name="",
        page=str(page),
        section="",
        headline="",
    )
