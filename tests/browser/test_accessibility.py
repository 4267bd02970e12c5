"""Every page in both languages, light and dark, wide and narrow: axe is content, nothing moves.

axe looks at a page once in each language: English wide and light, Arabic narrow and dark; no colour
depends on the language or the width (``test_look``). What does not fit or moves is looked for in
both widths of either.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db.models import Model
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.models import Article, Place, Reading
from articles.models.story import Story
from articles.readings.ranking import rank
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
from tests.articles.plans import plan
from tests.browser import letters, looking
from tests.browser.complaints import Complaints
from tests.browser.desk import EDITOR, staff_session
from tests.browser.newspaper import Newspaper, found_newspaper
from tests.browser.street import give_session

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, NARROW = 1280, 320  # as narrow as 1280 px at 400 %
DESK = "/desk/articles"
# Language, scheme in which it is loaded, and width.
LOOKS = [("en", "light", WIDE), ("ar", "dark", NARROW)]


def shown(look: tuple[str, str, int]) -> str:
    return "-".join(map(str, look))


class Inspection:
    """A browser of one look, and what it has found so far."""

    def __init__(
        self, context: BrowserContext, site: str, complaints: Complaints, other_width: int
    ) -> None:
        self.page: Page = context.new_page()
        self.context = context
        self.site = site
        self.complaints = complaints
        self.other_width = other_width
        self.found: list[str] = []

    def look_at(self, address: str) -> None:
        """Open a page and look at it, in the other width too."""
        self.page.goto(f"{self.site}{address}")
        self._look(address, state=False)

    def look(self, name: str) -> None:
        """Look at the page that is open, as it is."""
        self._look(name, state=True)

    def _look(self, name: str, *, state: bool) -> None:
        faults = self.complaints.list
        faults = faults + looking.every_fault(self.page, self.other_width, state=state)
        self.complaints.list = []  # axe's own among them
        self.found += [f"{name}: {fault}" for fault in faults]

    def ends_well(self) -> None:
        assert not self.found, "\n".join(self.found)


@pytest.fixture(params=LOOKS, ids=shown)
def look(request: pytest.FixtureRequest) -> tuple[str, str, int]:
    chosen: tuple[str, str, int] = request.param
    return chosen


@pytest.fixture
def newspaper(look: tuple[str, str, int]) -> Newspaper:
    return found_newspaper(look[0])


@pytest.fixture
def inspection(
    browser: Browser, live_server: LiveServer, look: tuple[str, str, int]
) -> Iterator[Inspection]:
    _language, scheme, width = look
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 800},
    )
    looking.watch(context)
    complaints = Complaints(expected={404, 410, 422})
    complaints.listen(context)
    yield Inspection(context, live_server.url, complaints, NARROW if width == WIDE else WIDE)
    context.close()


def test_what_is_wrong_is_seen(page: Page) -> None:
    """Faint letters, however large; a target too small; what is wider than the page."""
    looking.watch(page.context)
    page.goto("about:blank")
    page.set_content(
        "<!doctype html><html lang=en><title>Faults</title><main><h1 style='color: #888'>Faint</h1>"
        "<p><a href=a>a</a><a href=b>b</a><p style='width: 1000px'>Wide</main>"
    )
    found = looking.every_fault(page, NARROW, state=True)
    rules = {fault.partition(": ")[0] for fault in found}
    assert rules == {"axe color-contrast", "axe target-size", f"at {NARROW} px"}


def test_the_newspaper(inspection: Inspection, newspaper: Newspaper) -> None:
    home = newspaper.home
    for address in (
        home,
        f"{home}middle-east/",
        newspaper.story.get_absolute_url(),
        newspaper.withdrawn.get_absolute_url(),
        f"{home}print/",
        f"{home}print/2013-11-20/",
        f"{home}no-such-section/",
        newspaper.story.topics[0]["url"],
        f"{home}most-read/",
        f"{home}offline/",
        f"{home}?lite",
        f"{newspaper.story.get_absolute_url()}?lite",
        newspaper.story.people[0]["url"],
        newspaper.story.places[0]["url"],
        f"{home}topics/bus/?before=1-1",
        f"{home}print/2013-11/",
        f"{home}archive/",
        *newspaper.days,
    ):
        inspection.look_at(address)
    be_read()
    inspection.look_at(f"{home}most-read/")
    inspection.page.locator(".comfort summary").click()
    expect(inspection.page.locator(".choices")).to_be_visible()
    inspection.look("the panel of comfort")
    inspection.ends_well()


def be_read() -> None:
    """Have all stories read, so that lists of the most read have something in them."""
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    for story in Story.objects.all():
        Reading.objects.create(hour=hour, story_id=story.pk, count=story.pk % 7 + 1)
    rank()
    cache.clear()


def test_talking(inspection: Inspection, newspaper: Newspaper, mail_folder: Path) -> None:
    page, thread = inspection.page, f"/comments/{newspaper.story.pk}/"
    inspection.look_at(thread)
    page.locator("form.write [type=submit]").click()
    expect(page.locator("#body-problem")).to_be_visible()
    inspection.look("the form with its problems")
    inspection.look_at(f"{newspaper.first.address}reply/")
    page.locator("#name").fill("Hala")
    page.locator("#email").fill("hala@example.org")
    page.locator("#body").fill("…")
    page.locator("form.write [type=submit]").click()
    expect(page.locator("#body-problem")).to_be_visible()
    page.locator("#body").fill(newspaper.texts["reply"])
    page.locator("form.write [type=submit]").click()
    page.wait_for_url("**/sent/**")
    inspection.look("the letter is on its way")
    letter = letters.link(letters.newest(mail_folder, "hala@example.org"))
    inspection.look_at(letter.removeprefix(inspection.site))
    inspection.look_at(f"/readers/sign-in/?lang={newspaper.language}")
    give_session(inspection.context, newspaper.reader, inspection.site)
    own = newspaper.own.address
    pages = (own, f"{own}edit/", f"{own}withdraw/", f"{newspaper.first.address}flag/")
    for address in (*pages, thread, f"/readers/me/?lang={newspaper.language}"):
        inspection.look_at(address)
    inspection.ends_well()


def test_the_desk(inspection: Inspection, newspaper: Newspaper) -> None:
    inspection.look_at("/desk/login/")
    staff_session(inspection.context, newspaper.chief, inspection.site)
    for address in (
        "/desk/",
        f"{DESK}/article/",
        f"{DESK}/photo/",
        f"{DESK}/photo/add/",
        f"{DESK}/photo/{newspaper.photo.pk}/change/",
        f"{DESK}/article/{newspaper.draft.pk}/step/send_back/",
        f"{DESK}/article/{newspaper.story.pk}/history/",
        f"{DESK}/article/{newspaper.story.pk}/compare/",
        f"{DESK}/article/{newspaper.story.pk}/restore/1/",
        f"{DESK}/article/{newspaper.story.pk}/as-read/",
        f"{DESK}/article/{newspaper.story.pk}/preview/",
        f"{DESK}/article/{newspaper.story.pk}/preview/?width=phone&scheme=dark",
        f"{DESK}/printedition/",
        f"{DESK}/printedition/add/",
        f"{DESK}/printedition/{newspaper.plan.pk}/plan/",
        f"{DESK}/printedition/{newspaper.plan.pk}/printed/",
        f"{DESK}/printedition/{newspaper.printed.pk}/plan/",
        f"{DESK}/printedition/{newspaper.printed.pk}/record/",
        f"{DESK}/printedition/{newspaper.printed.pk}/unprint/",
        f"{DESK}/article/{newspaper.draft.pk}/print/",
        "/desk/comments/comment/",
        f"/desk/comments/comment/{newspaper.first.pk}/",
        f"/desk/comments/comment/reader/{newspaper.reader.pk}/",
        "/desk/comments/sitepolicy/",
        "/desk/comments/sitepolicy/site/all/",
        f"/desk/comments/sitepolicy/story/{newspaper.story.pk}/",
        "/desk/comments/rule/",
        "/desk/comments/alert/",
        "/desk/staff/user/",
    ):
        inspection.look_at(address)
    for address in ("add/", f"{newspaper.draft.pk}/change/"):
        inspection.page.goto(f"{inspection.site}{DESK}/article/{address}")
        expect(inspection.page.locator(EDITOR)).to_be_visible()
        inspection.look(address)
    inspection.ends_well()


def test_the_rest_of_the_desk(inspection: Inspection, newspaper: Newspaper) -> None:
    chief, draft, live = newspaper.chief, newspaper.draft.pk, newspaper.story.pk
    staff_session(inspection.context, chief, inspection.site)
    assignment = plan(chief, chief, name=newspaper.texts["kicker"])
    front = f"{DESK}/front/{newspaper.language}/"
    for address in (
        *(f"{DESK}/article/{draft}/{page}/" for page in ("notes", "schedule", "embargo")),
        *(f"{DESK}/article/{live}/step/{verb}/" for verb in ("withdraw", "retract", "take_down")),
        f"{DESK}/article/{newspaper.withdrawn.pk}/change/",
        f"{DESK}/article/?q={newspaper.texts['tag']}",
        f"{DESK}/article/corrections/",
        f"{DESK}/article/shortcuts/",
        f"{DESK}/assignment/",
        f"{DESK}/assignment/add/",
        f"{DESK}/assignment/{assignment.pk}/change/",
        f"{DESK}/assignment/{assignment.pk}/drop/",
        f"{DESK}/assignment/week/",
        front,
        f"{front}history/",
        f"{front}schedule/",
        f"{front}breaking/",
        f"{DESK}/pointlevels/",
        *(f"{DESK}/{model}/" for model in ("contributor", "place", "section", "wording")),
        f"{DESK}/contributor/{newspaper.story.people[0]['id']}/change/",
        f"{DESK}/namealias/add/",
        "/desk/taggit/tag/",
        "/desk/comments/rule/add/",
        "/desk/readers/reader/",
        f"/desk/staff/user/{chief.pk}/change/",
        f"/desk/staff/user/{chief.pk}/access/",
        "/desk/staff/user/add/",
        "/desk/account/",
        "/desk/password_change/",
        "/desk/no-such-page/",
    ):
        inspection.look_at(address)
    inspection.ends_well()


def test_a_newspaper_of_which_nothing_is_written(
    inspection: Inspection, look: tuple[str, str, int]
) -> None:
    language = look[0]
    home = "/ar/" if language == "ar" else "/"
    make_section()
    for page in ("", "middle-east/", "print/", "archive/", "corrections/", "most-read/", "search/"):
        inspection.look_at(f"{home}{page}")
    for asked in ("?q=nobody", "?q=%22", "?lite"):
        inspection.look_at(f"{home}{'' if asked == '?lite' else 'search/'}{asked}")
    for page in ("topics/nothing/", "no-such-section/", "print/2013-11-20/"):
        inspection.look_at(f"{home}{page}")
    staff_session(inspection.context, make_user(Role.CHIEF, language=language), inspection.site)
    inspection.look_at("/desk/")
    lists = ("article", "photo", "printedition", "assignment", "contributor", "place", "section")
    for address in (
        *(f"{DESK}/{model}/" for model in lists),
        f"{DESK}/assignment/week/",
        f"{DESK}/front/{language}/",
        f"{DESK}/front/{language}/history/",
        f"{DESK}/article/corrections/",
        f"{DESK}/article/?q=nobody",
        "/desk/comments/comment/",
        "/desk/comments/rule/",
        "/desk/comments/alert/",
    ):
        inspection.look_at(address)
    inspection.ends_well()


#: A word longer than a phone is wide, and short ones.
LONG_WORDS = {
    "en": ("Transmediterraneanreconstructionadministration", "the road over the hill"),
    "ar": ("وللمستشفياتالميدانيةالحدوديةالمتنقلة", "الطريق إلى البلدة"),
}


def as_long_as_may_be(language: str, most: int) -> str:
    """The one word and then short ones, as many as a field takes."""
    word, others = LONG_WORDS[language]
    return f"{word} {others} {' '.join([others] * 30)}"[:most].strip()


def test_everything_as_long_as_may_be(inspection: Inspection, look: tuple[str, str, int]) -> None:
    language = look[0]
    words = partial(as_long_as_may_be, language)
    chief = make_user(Role.CHIEF, name=words(90), language=language)
    make_section()
    names = [make_contributor(f"{number} {words(70)}") for number in range(3)]
    article = make_story(
        chief,
        language=language,
        headline=words(most_of(Article, "headline")),
        kicker=words(most_of(Article, "kicker")),
        deck=words(most_of(Article, "deck")),
        body=f"<p>{words(3000)}</p><h2>{words(200)}</h2><ul><li>{words(400)}</li></ul>",
        bylines=names,
        places=[make_place(words(80)[: most_of(Place, "name")])],
        tags=[words(60), words(90)],
        printed=[(make_edition(date(2013, 11, 20)), "A5")],
    )
    story = Story.objects.get(pk=publish_story(article, chief).pk)
    home = "/ar/" if language == "ar" else "/"
    for address in (
        home,
        f"{home}?lite",
        f"{home}middle-east/",
        story.get_absolute_url(),
        f"{story.get_absolute_url()}?lite",
        story.topics[0]["url"],
        story.people[0]["url"],
        story.places[0]["url"],
        f"{home}print/2013-11-20/",
        f"{home}search/?q={LONG_WORDS[language][0]}",
        f"/comments/{story.pk}/",
    ):
        inspection.look_at(address)
    staff_session(inspection.context, chief, inspection.site)
    for address in ("/desk/", f"{DESK}/article/", f"{DESK}/article/{story.pk}/history/"):
        inspection.look_at(address)
    inspection.ends_well()


def most_of(model: type[Model], name: str) -> int:
    """How many characters a field takes."""
    return int(getattr(model._meta.get_field(name), "max_length", None) or 300)
