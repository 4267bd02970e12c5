"""Hostile texts through every door: they are shown, and never run, with the policy and without."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles.admin.text import body_html
from articles.models import Article, Correction
from articles.models.story import Story
from articles.verbs import record_revision
from comments.models import Comment
from comments.tasks import REPLIES, THREAD
from readers.models import Letter, Reader
from readers.subscriptions import follow
from staff.models import User
from staff.roles import Role
from tests.articles.factories import (
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_section,
    make_story,
    make_user,
    print_story,
    publish_story,
)
from tests.browser import letters
from tests.browser.complaints import Complaints
from tests.browser.desk import staff_session
from tests.browser.hostile import HOSTILE, harm, watch
from tests.browser.newspaper import approved
from tests.browser.street import give_session
from tests.comments.tools import make_reader, open_policy, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

NAME = 60  # characters of a name that readers show
NEWEST = 8  # stories that get a page view each; every hostile text is in one of them
DESK = "/desk/articles"


@dataclass
class HostileSite:
    """A newspaper in which nobody wrote anything harmless."""

    stories: list[Article]
    chief: User
    reader: Reader
    comments: list[Comment]

    @property
    def thread(self) -> str:
        return f"/comments/{self.stories[0].pk}/"


def hostile_story(chief: User, number: int) -> Article:
    """A story with hostile texts in every field, each field another one."""
    texts = [HOSTILE[(number + step) % len(HOSTILE)] for step in range(12)]
    photo = make_photo(chief, caption=texts[0], credit=texts[1], alt_text=texts[2])
    place = make_place(texts[3][:40])
    place.qualifier = texts[4][:40]
    place.country = texts[5][:40]
    place.save()
    edition = make_edition(chief.date_joined.date(), publication=texts[6][:80])
    story = make_story(
        chief,
        headline=texts[7],
        deck=texts[8],
        kicker=texts[9][:40],
        body=body_html("".join(f"<p>{text}</p>" for text in HOSTILE)),
        bylines=[make_contributor(texts[10])],
        places=[place],
        photos=[photo],
        tags=[texts[0][:50].replace(",", "")],
    )
    print_story(story, edition, "A5", headline=texts[11], section=texts[4][:20])
    Correction.objects.create(article=story, kind="correction", text=texts[1], corrected_by=chief)
    record_revision(story, by=chief, note=texts[2])
    return publish_story(story, chief)


@pytest.fixture
def site() -> HostileSite:
    chief = make_user(Role.CHIEF, name=HOSTILE[0])
    open_policy(chief)
    make_section(HOSTILE[3][:40])
    stories = [hostile_story(chief, step * 3) for step in range(NEWEST)]
    number = stories[0].pk
    comments: list[Comment] = []
    reader = make_reader(HOSTILE[6][:NAME])
    follow(reader, THREAD, str(number))
    for text in HOSTILE:
        somebody = make_reader(text[:NAME])
        parent = comments[-1] if len(comments) % 3 else None
        comments.append(approved(write(number, somebody, text, parent=parent), chief))
        follow(reader, REPLIES, str(comments[-1].pk))
    comments.append(write(number, reader, " and ".join(HOSTILE[:10])))
    return HostileSite(stories, chief, reader, comments)


@pytest.fixture(params=[False, True], ids=["with policy", "without policy"])
def guest(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page whose browser heeds the content policy, or ignores it."""
    context = browser.new_context(bypass_csp=request.param)
    watch(context)
    complaints = Complaints(expected={404, 422})
    complaints.listen(context)
    yield context.new_page()
    context.close()
    # Pictures of the photos made here have no files; nothing else is asked for in vain.
    assert [one for one in complaints.list if "/media/" not in one] == []


def visit(page: Page, site: str, addresses: list[str]) -> dict[str, list[object]]:
    """What fired or could fire on each of some pages."""
    found: dict[str, list[object]] = {}
    for address in addresses:
        page.goto(f"{site}{address}", wait_until="load")
        found[address] = harm(page)
    return {address: harms for address, harms in found.items() if harms}


def test_readers_pages(guest: Page, live_server: LiveServer, site: HostileSite) -> None:
    shown = Story.objects.get(pk=site.stories[0].pk)
    topic, person, place = shown.topics[0], shown.people[0], shown.places[0]
    stories = [Story.objects.get(pk=story.pk).get_absolute_url() for story in site.stories]
    lists = ["/", shown.section_url, topic["url"], person["url"], place["url"], "/print/"]
    lists += [line["url"] for line in shown.print_lines]
    threads = [site.thread, f"{site.thread}?sort=oldest", f"{site.thread}?sort=best"]
    missing = ["/%3Cscript%3Efired('path')%3C/script%3E/", "/comments/1/%22%3E%3Cimg%20src=x%3E/"]
    assert visit(guest, live_server.url, [*stories, *lists, *threads, *missing]) == {}
    guest.goto(f"{live_server.url}{stories[0]}")
    expect(guest.locator("h1")).to_have_text(shown.headline)
    said = " ".join(guest.locator(".said").all_inner_texts())
    assert "<script>fired('script')</script>" in said
    assert "{{constructor.constructor('fired(4)')()}}${fired(5)}{% debug %}" in said


def test_a_readers_own_pages(guest: Page, live_server: LiveServer, site: HostileSite) -> None:
    give_session(guest.context, site.reader, live_server.url)
    own, other = site.comments[-1], site.comments[0]
    Comment.objects.filter(pk=site.comments[1].pk).update(state="pending", reader=site.reader)
    pages = [
        Story.objects.get(pk=site.stories[0].pk).get_absolute_url(),
        site.thread,
        own.address,
        f"{own.address}edit/",
        f"{own.address}withdraw/",
        f"{other.address}reply/",
        f"{other.address}flag/",
        "/readers/me/",
        "/readers/me/?lang=ar",
    ]
    assert visit(guest, live_server.url, pages) == {}
    guest.goto(f"{live_server.url}{pages[0]}")
    expect(guest.locator(".own-comments")).to_be_visible()
    expect(guest.locator("form.write .known")).to_contain_text(site.reader.name)
    assert harm(guest) == []


@pytest.mark.parametrize("script", [True, False], ids=["in place", "plain"])
def test_what_is_typed_comes_back_as_text(
    browser: Browser, live_server: LiveServer, site: HostileSite, mail_folder: Path, script: bool
) -> None:
    context = browser.new_context(bypass_csp=True)
    watch(context)
    page = context.new_page()
    if not script:
        page.route("**/comments*.js", lambda route: route.abort())
    hostile = HOSTILE[2]
    page.goto(f"{live_server.url}{site.thread}")
    page.locator("form.write [name=name]").fill(hostile)
    page.locator("form.write [name=email]").fill(f'"{hostile}"@example.org')
    page.locator("form.write [name=body]").fill(" ".join(HOSTILE))
    page.locator("form.write [type=submit]").click()
    expect(page.locator("#email-problem")).to_be_visible()
    expect(page.locator("form.write [name=email]")).to_have_value(f'"{hostile}"@example.org')
    assert harm(page) == []
    page.locator("form.write [name=name]").fill(f"Mallory {HOSTILE[6]}")
    page.locator("form.write [name=email]").fill("mallory@example.org")
    page.locator("form.write [name=body]").fill(hostile)
    page.locator("form.write [type=submit]").click()
    page.wait_for_url("**/sent/**")
    expect(page.locator(".said")).to_contain_text(hostile)
    assert harm(page) == []
    context.close()


def test_letters(
    browser: Browser, live_server: LiveServer, site: HostileSite, mail_folder: Path
) -> None:
    context = browser.new_context(bypass_csp=True)
    watch(context)
    page = context.new_page()
    found = letters.post(mail_folder)
    kinds = set(Letter.objects.values_list("kind", flat=True))
    assert kinds >= {"reply", "comment"}
    assert len(found) >= len(HOSTILE)
    for letter in found:
        page.goto("about:blank")
        page.set_content(letters.words(letter, "html"))
        assert harm(page) == []
    context.close()


def test_the_desk(guest: Page, live_server: LiveServer, site: HostileSite) -> None:
    staff_session(guest.context, site.chief, live_server.url)
    story, comment = site.stories[0], site.comments[0]
    pages = [
        "/desk/",
        f"{DESK}/article/",
        f"{DESK}/article/?q=%3Cscript%3Efired('q')%3C/script%3E",
        f"{DESK}/article/{story.pk}/history/",
        f"{DESK}/article/{story.pk}/step/withdraw/",
        *(f"{DESK}/article/{one.pk}/change/" for one in site.stories[:4]),
        f"{DESK}/photo/",
        f"{DESK}/photo/{story.illustrations.get().photo_id}/change/",
        *(f"{DESK}/{noun}/" for noun in ("contributor", "place", "printedition", "section")),
        "/desk/taggit/tag/",
        "/desk/staff/user/",
        *(f"/desk/comments/comment/?list={name}" for name in ("waiting", "published", "decided")),
        f"/desk/comments/comment/{comment.pk}/",
        "/desk/login/?next=javascript:fired('next')",
    ]
    assert visit(guest, live_server.url, pages) == {}


def test_the_desks_form_offers_hostile_names_as_text(
    guest: Page, live_server: LiveServer, site: HostileSite
) -> None:
    staff_session(guest.context, site.chief, live_server.url)
    guest.goto(f"{live_server.url}{DESK}/article/{site.stories[0].pk}/change/")
    for row in (".field-section", "#bylines-0 .field-contributor", "#datelines-0 .field-place"):
        guest.locator(f"{row} .select2-selection").click()
        offers = guest.locator(".select2-results__option[role=option]")
        expect(offers.filter(has_text="fired").first).to_be_visible()
        assert harm(guest) == []
        guest.keyboard.press("Escape")
    guest.locator("#id_tags").fill("Syria, <")
    expect(guest.locator("datalist option").first).to_be_attached()
    assert harm(guest) == []
