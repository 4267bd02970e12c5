"""A small newspaper in one language with something on every page, for looking at all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO

from django.utils.timezone import localdate, localtime

from articles import arranging, darkroom, verbs
from articles.arranging import Details
from articles.models import Article, Contributor, Correction, Photo, PrintEdition
from articles.models.story import Story
from articles.models.wording import Wording, WordingKind
from comments.models import Comment, Thread
from comments.verbs import approve, feature, reply, withdraw
from comments.workflow import State
from readers.models import Reader
from staff.models import User
from staff.roles import Role
from tests.articles.factories import (
    make_contributor,
    make_edition,
    make_place,
    make_section,
    make_story,
    make_user,
    publish_story,
)
from tests.browser.desk import photograph
from tests.comments.tools import make_reader, write

EDITION = date(2013, 11, 20)
TEXTS = {
    "en": {
        "headline": "Buses leave the valley before the snow does",
        "deck": "Drivers, bakers and two schools count the days until the pass is closed.",
        "kicker": "Winter",
        "body": "<p>The first bus left at five.</p><h2>Two schools</h2><p>Nobody was late.</p>"
        '<blockquote class="pullquote"><p>It is only snow.</p></blockquote>'
        '<ul><li>Bread</li><li>Diesel</li></ul><p dir="rtl">قال: إنه ثلج.</p>',
        "caption": "The pass on a clear morning.",
        "alt_text": "A road between white slopes",
        "tag": "Winter roads",
        "correction": "An earlier version named the wrong pass.",
        "name": "Salma",
        "comment": "I took that bus.\n\n> Nobody was late.\n\nWe were: https://example.org/bus",
        "reply": "So did I, a day later.",
        "reason": "It named somebody who is a minor.",
    },
    "ar": {
        "headline": "الحافلات تغادر الوادي قبل الثلج",
        "deck": "سائقون وخبازون ومدرستان يعدون الأيام حتى إقفال الممر.",
        "kicker": "الشتاء",
        "body": "<p>غادرت الحافلة الأولى عند الخامسة.</p><h2>مدرستان</h2><p>لم يتأخر أحد.</p>"
        '<blockquote class="pullquote"><p>إنه ثلج لا أكثر.</p></blockquote>'
        '<ul><li>خبز</li><li>مازوت</li></ul><p dir="ltr">It is only snow.</p>',
        "caption": "الممر في صباح صاف.",
        "alt_text": "طريق بين سفوح بيضاء",
        "tag": "طرق الشتاء",
        "correction": "أوردت نسخة سابقة اسم ممر آخر.",
        "name": "سلمى",
        "comment": "ركبت تلك الحافلة.\n\n> لم يتأخر أحد.\n\nبل تأخرنا: https://example.org/bus",
        "reply": "وأنا كذلك بعد يوم.",
        "reason": "ذكر اسم قاصر.",
    },
}


@dataclass
class Newspaper:
    """What there is to look at."""

    language: str
    texts: dict[str, str]
    story: Story
    withdrawn: Story
    draft: Article
    photo: Photo
    plan: PrintEdition
    printed: PrintEdition
    reader: Reader
    chief: User
    first: Comment
    own: Comment

    @property
    def home(self) -> str:
        return "/ar/" if self.language == "ar" else "/"

    @property
    def days(self) -> list[str]:
        """The pages of the archive that have the story."""
        day = localtime(self.story.first_published_at)
        parts = (f"{day:%Y}", f"{day:%Y/%m}", f"{day:%Y/%m/%d}")
        return [f"{self.home}archive/{part}/" for part in parts]


def found_newspaper(language: str) -> Newspaper:
    """Write and publish everything; comments of confirmed readers wait unless approved here."""
    texts = TEXTS[language]
    chief = make_user(Role.CHIEF, name="Nadia Fakhoury", language=language)
    make_wording(chief, language)
    photo = photo_of(chief, texts)
    article = full_story(chief, photo, language)
    gone = publish_story(make_story(chief, language=language, section=article.section), chief)
    for more in range(4):
        headline = f"{texts['headline']} {more}"
        publish_story(
            make_story(chief, headline=headline, language=language, photos=[photo]), chief
        )
    verbs.withdraw(gone, by=chief, note=texts["reason"])
    draft = make_story(chief, headline=texts["headline"], language=language, photos=[photo])
    verbs.submit(draft, by=chief)
    reader = make_reader(texts["name"], "salma@example.org", language)
    first, own = talk(article.pk, chief, reader, texts)
    return Newspaper(
        language,
        texts,
        Story.objects.get(pk=article.pk),
        Story.objects.get(pk=gone.pk),
        draft,
        photo,
        make_plan(draft),
        PrintEdition.objects.get(date=EDITION),
        reader,
        chief,
        first,
        own,
    )


def photo_of(chief: User, texts: dict[str, str]) -> Photo:
    """A photo with its files and its words."""
    return darkroom.receive(
        BytesIO(photograph()),
        by=chief,
        caption=texts["caption"],
        credit="A. Nassar",
        alt_text=texts["alt_text"],
    )


def make_plan(story: Article) -> PrintEdition:
    """Tomorrow's early edition, with a story that is too long on two of its pages."""
    edition = make_edition(localdate() + timedelta(days=1), name="early", pagination="4")
    for page in ("1", "A5"):
        details = Details("World", story.deck, words=3, lines=1)
        arranging.place(edition, story, page, details, by=story.created_by)
    return edition


def make_wording(chief: User, language: str) -> None:
    for kind, text in zip(WordingKind, ("We listen.", "Yours alone.", "Confirm it."), strict=True):
        Wording.objects.create(language=language, kind=kind, version=1, text=text, written_by=chief)


def full_story(chief: User, photo: Photo, language: str) -> Article:
    """A live story with every element that a page can show."""
    texts = TEXTS[language]
    writer = make_contributor("Rima Haddad", name_ar="ريما حداد", user=chief)
    Contributor.objects.filter(pk=writer.pk).update(portrait=photo, bio=texts["deck"])
    story = make_story(
        chief,
        headline=texts["headline"],
        deck=texts["deck"],
        kicker=texts["kicker"],
        body=texts["body"],
        language=language,
        section=make_section(),
        bylines=[writer],
        places=[make_place(), make_place("Moscow", "موسكو")],
        photos=[photo, *(photo_of(chief, texts) for _more in range(3))],
        printed=[(make_edition(EDITION), "A5")],
        tags=[texts["tag"], "Bus"],
    )
    Correction.objects.create(
        article=story, kind="correction", text=texts["correction"], corrected_by=chief
    )
    verbs.record_revision(story, by=chief)
    return publish_story(story, chief)


def talk(
    number: int, chief: User, reader: Reader, texts: dict[str, str]
) -> tuple[Comment, Comment]:
    """A conversation with a chosen comment, an answer of the desk, a withdrawn one and two that
    wait; the first comment and the reader's own published one."""
    basil = make_reader("Basil bin Basil of the Upper and the Lower Valley")
    first = approved(write(number, basil, texts["comment"]), chief)
    own = approved(write(number, reader, texts["reply"], parent=first), chief)
    thread = Thread.objects.get(story_id=number)
    reply(thread, by=chief, raw=texts["reply"], parent=own)
    taken_back = approved(write(number, basil, f"{texts['reply']} …", parent=own), chief)
    approved(write(number, reader, texts["caption"], parent=taken_back), chief)
    withdraw(taken_back, reader=basil)
    feature(first, by=chief)
    write(number, reader, f"https://example.org/ {texts['comment']}")
    return first, own


def approved(comment: Comment, chief: User) -> Comment:
    """The comment as readers see it, whether or not it had to wait."""
    if comment.state == State.PENDING:
        approve(comment, by=chief)
        comment.refresh_from_db()
    return comment
