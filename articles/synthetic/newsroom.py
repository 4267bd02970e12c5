"""The people, places and subjects of the synthetic archive, made once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from taggit.models import Tag

from articles.languages import Language
from articles.models import (
    Contributor,
    ContributorKind,
    Photo,
    Place,
    Section,
    Wording,
    WordingKind,
)
from staff.models import User

MAKER = "synthetic-archive"
SECTIONS = (
    ("middle-east", "Middle East", "الشرق الأوسط", False),
    ("lebanon", "Lebanon", "لبنان", False),
    ("business", "Business", "اقتصاد", False),
    ("culture", "Culture", "ثقافة", False),
    ("opinion", "Opinion", "رأي", True),
)
PLACES = (
    ("beirut", "Beirut", "بيروت"),
    ("damascus", "Damascus", "دمشق"),
    ("amman", "Amman", "عمّان"),
    ("cairo", "Cairo", "القاهرة"),
    ("baghdad", "Baghdad", "بغداد"),
    ("jerusalem", "Jerusalem", "القدس"),
    ("ankara", "Ankara", "أنقرة"),
    ("geneva", "Geneva", "جنيف"),
    ("moscow", "Moscow", "موسكو"),
    ("aleppo", "Aleppo", "حلب"),
    ("erbil", "Erbil", "أربيل"),
    ("sidon", "Sidon", "صيدا"),
    ("doha", "Doha", "الدوحة"),
    ("tunis", "Tunis", "تونس"),
)
FIRST_NAMES = "Adel Amal Basma Dana Elias Fadi Ghada Hala Imad Jana Karim Lina".split()
LAST_NAMES = "Aoun Badr Daher Farah Ghanem Jaber Khalil Maalouf Nassar Rahme".split()
SUBJECTS = "Syria Borders Power Water Bread Ports Schools Courts Rents Elections Harvest".split()
SUBJECTS += "Refugees Roads Salaries Fuel Banks Heritage Theatre Cinema Books".split()
REGIONS = ("", " in the north", " in the south", " on the coast", " in the hills", " in the city")
WIDTHS = (480, 960, 1600)  # pixels, as the desk makes its copies
WORDING = {
    WordingKind.INVITATION: ("Tell us what you know.", "أخبرونا بما تعرفون."),
    WordingKind.DISCLAIMER: (
        "Comments by third parties are their authors' sole responsibility.",
        "التعليقات مسؤولية كاتبيها وحدهم.",
    ),
    WordingKind.ALERT: (
        "Your email address is verified before a comment appears.",
        "يجري التحقق من بريدكم قبل ظهور التعليق.",
    ),
}


@dataclass(frozen=True)
class Newsroom:
    """Everything that a story of the archive refers to."""

    maker: User
    sections: Sequence[Section]
    contributors: Sequence[Contributor]
    places: Sequence[Place]
    tags: Sequence[Tag]
    photos: Sequence[Photo]


def maker() -> User:
    """The account that the archive's stories belong to; nobody can sign in with it."""
    user, is_new = User.objects.get_or_create(
        username=MAKER, defaults={"name": "Synthetic archive", "is_active": False}
    )
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def open_newsroom() -> Newsroom:
    """The newsroom as the last run left it, or a new one."""
    user = maker()
    _wording(user)
    return Newsroom(user, _sections(), _contributors(), _places(), _tags(), _photos(user))


def _sections() -> list[Section]:
    for order, (slug, name, name_ar, is_opinion) in enumerate(SECTIONS):
        values = {"name": name, "name_ar": name_ar, "order": order, "is_opinion": is_opinion}
        Section.objects.get_or_create(slug=slug, defaults=values)
    return list(Section.objects.all())


def _contributors() -> list[Contributor]:
    names = [f"{first} {last}" for last in LAST_NAMES for first in FIRST_NAMES]
    kinds = [*[ContributorKind.STAFF] * (len(names) - 3), *[ContributorKind.AGENCY] * 3]
    rows = [
        Contributor(name=name, slug=name.lower().replace(" ", "-"), kind=kind)
        for name, kind in zip(names, kinds, strict=True)
    ]
    Contributor.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Contributor.objects.filter(slug__in=[row.slug for row in rows]).order_by("pk"))


def _places() -> list[Place]:
    rows = [Place(slug=slug, name=name, name_ar=name_ar) for slug, name, name_ar in PLACES]
    Place.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Place.objects.filter(slug__in=[row.slug for row in rows]).order_by("pk"))


def _tags() -> list[Tag]:
    names = [f"{subject}{region}" for region in REGIONS for subject in SUBJECTS]
    rows = [Tag(name=name, slug=name.lower().replace(" ", "-")) for name in names]
    Tag.objects.bulk_create(rows, ignore_conflicts=True)
    return list(Tag.objects.filter(slug__in=[row.slug for row in rows]).order_by("pk"))


def _photos(user: User) -> list[Photo]:
    """Records of pictures; there are no files, as the benchmark fetches pages only."""
    for number in range(40 - Photo.objects.filter(uploaded_by=user).count()):
        stem = f"synthetic-{number:02d}"
        Photo.objects.create(
            original=f"originals/{stem}.jpg",
            width=WIDTHS[-1],
            height=WIDTHS[-1] * 2 // 3,
            caption="A street with its shutters half down, seen from the corner of the square.",
            credit="Synthetic archive",
            alt_text="A street with closed shops",
            uploaded_by=user,
            renditions=[
                {"file": f"photos/{stem}-{width}.webp", "width": width, "height": width * 2 // 3}
                for width in WIDTHS
            ],
        )
    return list(Photo.objects.filter(uploaded_by=user).order_by("pk"))


def _wording(user: User) -> None:
    for kind, texts in WORDING.items():
        for language, text in zip(Language.values, texts, strict=True):
            Wording.objects.get_or_create(
                language=language,
                kind=kind,
                version=1,
                defaults={"text": text, "written_by": user},
            )
