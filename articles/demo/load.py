"""The demonstration newspaper brought into the desk, by the verbs that people use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.utils import timezone

from articles.demo import album, front
from articles.demo.assigned import fill_the_week
from articles.demo.manuscripts import (
    Desk,
    Manuscript,
    check_references,
    read_desk,
    read_manuscripts,
)
from articles.demo.people import Staff, hire
from articles.demo.reading import read
from articles.demo.talk import plan, talk
from articles.demo.workday import take_through
from articles.models import (
    Article,
    Byline,
    Contributor,
    Dateline,
    Illustration,
    NameAlias,
    Photo,
    Place,
    Placement,
    PrintEdition,
    RelatedStory,
    Section,
    Wording,
)
from articles.old_addresses import remember
from articles.printing import mark_printed

# One load at a time; the number only has to differ from the newsroom's other advisory locks.
LOCK = 20_131_120
OLDEST = 238_401  # number of a story in the system before

Progress = Callable[[str, int, int], None]
# What other apps add, given the stories' numbers by the names of their files.
Afterwards = Callable[[Mapping[str, int], Staff], None]


@dataclass
class Furniture:
    """What stories refer to, by the names that their files use."""

    sections: dict[str, Section]
    contributors: dict[str, Contributor]
    places: dict[str, Place]
    editions: dict[object, PrintEdition]
    photos: dict[str, Photo]
    stories: dict[str, Article] = field(default_factory=dict)


@dataclass(frozen=True)
class Loaded:
    """What a load made."""

    stories: int
    pictures: int
    sign_ins: list[str]


def load(password: str, tell: Progress, afterwards: Afterwards | None = None) -> Loaded | None:
    """Load the demonstration newspaper, all of it or nothing, files included.

    Args:
        password: for the four accounts.
        tell: called with what is being made, how many are done and how many there are.
        afterwards: adds to the stories, within the same transaction.

    Returns:
        What was made; None where there are stories already.

    Raises:
        Misprint: one of the demonstration newspaper's files cannot be used.
        Refused: a verb was refused.
    """
    if Article.objects.exists():
        return None
    desk, stories = read_desk(), read_manuscripts()
    check_references(desk, stories)
    developed = album.develop_all(
        desk.pictures.values(), lambda done, of: tell("pictures", done, of)
    )
    with album.kept_only_on_success() as kept, transaction.atomic():
        _alone()
        if Article.objects.exists():
            return None
        staff = hire(password)
        photos: dict[str, Photo] = {}
        for key, one in desk.pictures.items():
            photos[key] = album.hang(one, developed[one.path], by=staff.editor)
            kept.append(photos[key])
        furniture = _furnish(desk, staff, photos)
        for done, story in enumerate(stories, 1):
            _take_in(story, furniture, staff)
            tell("stories", done, len(stories))
        for paper in desk.editions:
            edition = furniture.editions[paper.date, paper.name]
            mark_printed(edition, by=staff.editor, at=paper.printed)
        remember(_old_addresses(furniture.stories.values()))
        plan(furniture.stories, desk.paper, staff)
        fill_the_week(furniture.stories, desk.paper, staff)
        talk(furniture.stories, staff)
        front.arrange(furniture.stories, furniture.sections, staff)
        read(furniture.stories)
        if afterwards is not None:
            afterwards({key: one.pk for key, one in furniture.stories.items()}, staff)
    return Loaded(len(stories), len(desk.pictures), staff.made)


def _alone() -> None:
    """Wait for another load to end; it holds the lock until its transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _furnish(desk: Desk, staff: Staff, photos: dict[str, Photo]) -> Furniture:
    for language, texts in desk.wording.items():
        for kind, text in texts.items():
            if not Wording.objects.filter(language=language, kind=kind).exists():
                Wording.objects.create(
                    language=language, kind=kind, version=1, text=text, written_by=staff.chief
                )
    for name in desk.names:
        NameAlias.objects.get_or_create(name=name["name"], defaults=name)
    furniture = Furniture(
        sections={
            one["slug"]: Section.objects.get_or_create(
                slug=one["slug"], defaults={**one, "order": order * 10}
            )[0]
            for order, one in enumerate(desk.sections, 1)
        },
        contributors={
            one["slug"]: Contributor.objects.get_or_create(slug=one["slug"], defaults=one)[0]
            for one in desk.contributors
        },
        places={
            one["slug"]: Place.objects.get_or_create(slug=one["slug"], defaults=one)[0]
            for one in desk.places
        },
        editions={
            (one.date, one.name): PrintEdition.objects.get_or_create(
                publication=desk.paper,
                date=one.date,
                name=one.name,
                defaults={"pagination": one.pagination},
            )[0]
            for one in desk.editions
        },
        photos=photos,
    )
    if staff.journalist.username in staff.made:
        Contributor.objects.filter(name=staff.journalist.name, user=None).update(
            user=staff.journalist
        )
    return furniture


def _old_addresses(stories: Iterable[Article]) -> Iterator[tuple[str, int]]:
    """Where the stories that readers have stood in the system before this one."""
    for number, story in enumerate(stories, OLDEST):
        if story.first_published_at is not None:
            section = story.section.name.replace(" ", "-")
            day = timezone.localtime(story.first_published_at)
            path = f"/News/{section}/{day:%Y/%b-%d}/{number}-{story.slug}.ashx"
            yield path, story.pk


def _take_in(story: Manuscript, furniture: Furniture, staff: Staff) -> None:
    """Write a story's working copy, then let the desk take it as far as its state says."""
    own = any(furniture.contributors[one.who].user_id for one in story.bylines)
    writer = staff.journalist if own or story.state != "live" else staff.editor
    article = Article.objects.create(
        language=story.language,
        section=furniture.sections[story.section],
        kicker=story.kicker,
        headline=story.headline,
        deck=story.deck,
        body=story.first_body,
        translation_of=furniture.stories.get(story.translation_of),
        created_by=writer,
    )
    furniture.stories[story.key] = article
    _add_lines(article, story, furniture)
    take_through(article, story, writer=writer, staff=staff)


def _add_lines(article: Article, story: Manuscript, furniture: Furniture) -> None:
    """Add bylines, dateline, pictures, placements and tags in their order."""
    Byline.objects.bulk_create(
        Byline(
            article=article,
            contributor=furniture.contributors[one.who],
            role=one.role,
            order=order,
        )
        for order, one in enumerate(story.bylines)
    )
    Dateline.objects.bulk_create(
        Dateline(article=article, place=furniture.places[slug], order=order)
        for order, slug in enumerate(story.datelines)
    )
    Illustration.objects.bulk_create(
        Illustration(
            article=article,
            photo=furniture.photos[one.picture],
            caption=one.caption,
            alt_text=one.alt,
            order=order,
        )
        for order, one in enumerate(story.pictures)
    )
    Placement.objects.bulk_create(
        Placement(
            article=article,
            edition=furniture.editions[one.edition, one.name],
            page=one.page,
            headline=one.headline,
        )
        for one in story.placements
    )
    RelatedStory.objects.bulk_create(
        RelatedStory(article=article, story=furniture.stories[key], order=order)
        for order, key in enumerate(story.related)
    )
    article.tags.add(*story.tags)
