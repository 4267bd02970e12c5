"""People and stories for tests, made by the same verbs as in the newsroom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import count

from django.contrib.auth.models import Group

from articles import arranging, verbs
from articles.models import (
    Article,
    Byline,
    Contributor,
    Dateline,
    Illustration,
    Photo,
    Place,
    Placement,
    PrintEdition,
    Section,
)
from articles.photography import RATIOS
from articles.printing import add_to_record, mark_printed
from articles.slugs import story_slug
from staff.models import User
from staff.roles import Role

NUMBERS = count(1)
BODY = "<p>The column left the town at dawn.</p><p>Nobody knew when it would be back.</p>"


def make_user(
    role: Role | None = Role.EDITOR,
    *,
    name: str = "",
    language: str = "en",
    password: str = "",
    is_staff: bool = True,
) -> User:
    """Somebody of the staff with one role, or with none."""
    user = User.objects.create_user(
        username=f"{role or 'nobody'}-{next(NUMBERS)}",
        password=password or None,
        name=name,
        language=language,
        is_staff=is_staff,
    )
    if role is not None:
        # A test that ends with an emptied database took the migration's groups with it.
        user.groups.add(Group.objects.get_or_create(name=role.value)[0])
    return user


def make_section(name: str = "Middle East", name_ar: str = "الشرق الأوسط") -> Section:
    """The section of that name; made where it is missing."""
    section, _ = Section.objects.get_or_create(
        name=name, defaults={"name_ar": name_ar, "slug": story_slug(name, "en")}
    )
    return section


def make_contributor(
    name: str = "Rima Haddad",
    *,
    name_ar: str = "",
    kind: str = "staff",
    user: User | None = None,
    withheld: bool = False,
) -> Contributor:
    """A name for bylines; always a new one."""
    slug = f"{story_slug(name, 'en')}-{next(NUMBERS)}"
    return Contributor.objects.create(
        name=name, name_ar=name_ar, slug=slug, kind=kind, user=user, withheld=withheld
    )


def make_place(name: str = "Beirut", name_ar: str = "بيروت", qualifier: str = "") -> Place:
    """The place of that name; made where it is missing."""
    slug = story_slug(name, "en")
    values = {"name": name, "name_ar": name_ar, "qualifier": qualifier}
    return Place.objects.get_or_create(slug=slug, defaults=values)[0]


def make_edition(
    day: date, publication: str = "The Cedar Ledger", name: str = "", pagination: str = ""
) -> PrintEdition:
    """The paper of a day; made where it is missing."""
    return PrintEdition.objects.get_or_create(
        publication=publication, date=day, name=name, defaults={"pagination": pagination}
    )[0]


def make_photo(
    by: User | None = None,
    *,
    caption: str = "The road into the town.",
    credit: str = "R. Haddad",
    alt_text: str = "An empty road between hills",
) -> Photo:
    """A photo with the records of its copies, but without files."""
    stem = f"{next(NUMBERS):024x}"
    return Photo.objects.create(
        original=f"originals/{stem}.jpg",
        width=1600,
        height=1067,
        caption=caption,
        credit=credit,
        alt_text=alt_text,
        uploaded_by=by or make_user(),
        renditions=[
            *(
                {"file": f"photos/{stem}-{width}.webp", "width": width, "height": width * 2 // 3}
                for width in (480, 960, 1600)
            ),
            *(
                {
                    "file": f"photos/{stem}-{ratio.replace(':', 'x')}.jpg",
                    "width": 1200,
                    "height": 1200 * down // across,
                    "ratio": ratio,
                }
                for ratio, (across, down) in RATIOS.items()
            ),
        ],
    )


def make_story(
    by: User | None = None,
    *,
    headline: str = "Troops leave the town at dawn",
    body: str = BODY,
    language: str = "en",
    section: Section | None = None,
    kicker: str = "",
    deck: str = "",
    bylines: Iterable[Contributor] = (),
    places: Iterable[Place] = (),
    photos: Iterable[Photo] = (),
    printed: Iterable[tuple[PrintEdition, str]] = (),
    tags: Sequence[str] = (),
    translation_of: Article | None = None,
    at: datetime | None = None,
) -> Article:
    """A draft with its first revision.

    Args:
        printed: editions with the page; they are marked as printed with this text.
        at: the moment of the first revision (aware); else now.
    """
    by = by or make_user()
    story = Article.objects.create(
        headline=headline,
        body=body,
        language=language,
        section=section or make_section(),
        kicker=kicker,
        deck=deck,
        translation_of=translation_of,
        created_by=by,
    )
    for order, contributor in enumerate(bylines):
        Byline.objects.create(article=story, contributor=contributor, order=order)
    for order, place in enumerate(places):
        Dateline.objects.create(article=story, place=place, order=order)
    for order, photo in enumerate(photos):
        Illustration.objects.create(article=story, photo=photo, order=order)
    story.tags.add(*tags)
    verbs.record_revision(story, by=by, at=at)
    for edition, page in printed:
        print_story(story, edition, page, by=by)
    return story


def print_story(
    story: Article,
    edition: PrintEdition,
    page: str = "1",
    *,
    by: User | None = None,
    section: str = "",
    headline: str = "",
) -> Placement:
    """Let a story have appeared in an edition, with its newest text."""
    by, details = by or story.created_by, arranging.Details(section, headline)
    edition.refresh_from_db()
    if edition.is_printed:
        add_to_record(edition, story, page, details, by=by, reason="It was there.")
    else:
        arranging.place(edition, story, page, details, by=by)
        mark_printed(edition, by=by)
    return Placement.objects.get(article=story, edition=edition, page=page)


def approve_story(story: Article, by: User | None = None, *, at: datetime | None = None) -> Article:
    """Send a draft and approve it."""
    by = by or story.created_by
    verbs.submit(story, by=by, at=at)
    verbs.approve(story, by=by, at=at)
    return story


def publish_story(
    story: Article | None = None,
    by: User | None = None,
    *,
    at: datetime | None = None,
    goes_live_at: datetime | None = None,
) -> Article:
    """Take a draft, or a new story, all the way to the readers.

    Args:
        at: the moment of the verbs (aware); else now.
        goes_live_at: when readers get it (aware); else at once.
    """
    story = story or make_story(by, at=at)
    by = by or story.created_by
    approve_story(story, by, at=at)
    verbs.publish(story, by=by, at=at, goes_live_at=goes_live_at)
    return story


def change_story(story: Article, by: User | None = None, **values: object) -> Article:
    """Save other values in the working copy and record the revision, as the desk's form does."""
    for name, value in values.items():
        setattr(story, name, value)
    story.save()
    verbs.record_revision(story, by=by or story.created_by)
    return story
