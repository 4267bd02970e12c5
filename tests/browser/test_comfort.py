"""Reading in comfort: the reader's choices, paper, a slow or no connection, no script."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from articles import verbs
from articles.clock import database_now
from articles.fronts import breaking
from articles.models import Article, Reading
from articles.models.story import Story
from articles.readings import counting
from articles.readings.counting import Readings
from articles.readings.secret import Secret
from tests.articles.factories import make_story, make_user, publish_story
from tests.browser import looking
from tests.browser.complaints import Complaints
from tests.browser.keys import tab_to
from tests.browser.newspaper import Newspaper, found_newspaper
from tests.browser.street import PATIENCE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DARK_PAPER, WHITE, LIGHT_PAPER = "rgb(22, 21, 19)", "rgb(255, 255, 255)", "rgb(251, 249, 244)"
PAPER = "getComputedStyle(document.documentElement).backgroundColor"
TEXT = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
#: What the page looked like when its body began, before anything could be painted.
AT_BODY = """
new MutationObserver(() => {
    if (document.body && !window.atBody) window.atBody = {...document.documentElement.dataset};
}).observe(document, {childList: true, subtree: true});
"""
LONG_TASKS = """
window.longTasks = [];
new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(
    (one) => one.duration))).observe({type: "longtask", buffered: true});
"""
KEPT = """async () => (await caches.has("stories"))
    ? (await (await caches.open("stories")).keys()).map((one) => new URL(one.url).pathname) : []"""
AGE = """async (path) => {
    const stories = await caches.open("stories"), found = await stories.match(path);
    const headers = new Headers(found.headers);
    headers.set("X-Kept", Date.now() - 2 * 3600 * 1000);
    await stories.put(path, new Response(await found.text(), { headers }));
}"""


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Opens a page in a fresh browser; nothing on it gives cause for complaint."""
    complaints, contexts = Complaints(), list[BrowserContext]()

    def open_page(address: str, **options: object) -> Page:
        context = browser.new_context(base_url=live_server.url, **options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        complaints.listen(context)
        looking.watch(context)
        context.add_init_script(AT_BODY)
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints.list == []


def until(what: Callable[[], bool]) -> None:
    """Wait for something that happens by itself."""
    ends = time.monotonic() + PATIENCE / 1000
    while not what():
        assert time.monotonic() < ends, "it did not happen"
        time.sleep(0.1)


def choose(page: Page, *labels: str) -> None:
    """Open the panel by keyboard, choose, and close it."""
    if not page.evaluate("document.activeElement.matches('.comfort summary')"):
        tab_to(page, ".comfort summary")
    page.keyboard.press("Enter")
    for label in labels:
        page.locator(".choices").get_by_label(label, exact=True).check()
    page.keyboard.press("Escape")
    expect(page.locator(".comfort summary")).to_be_focused()
    expect(page.locator(".choices")).to_be_hidden()


@pytest.fixture
def newspaper(db: None) -> Newspaper:
    return found_newspaper("en")


def test_what_a_reader_chose_is_there_before_the_first_paint(
    visit: Callable[..., Page], newspaper: Newspaper
) -> None:
    address = newspaper.story.get_absolute_url()
    page = visit(address, viewport={"width": 320, "height": 256})  # 1280 px at 400 %
    assert page.evaluate(PAPER) == LIGHT_PAPER
    before = page.evaluate(TEXT)
    choose(page, "Dark", "Larger")
    assert page.evaluate(PAPER) == DARK_PAPER
    assert page.evaluate(TEXT) == pytest.approx(before * 1.32, abs=0.2)
    for path in (address, "/", "/middle-east/", "/ar/", "/most-read/", "/offline/"):
        page.goto(path)
        assert page.evaluate("window.atBody") == {"theme": "dark", "text": "larger"}
        page.evaluate("document.documentElement.dataset.looked = 1")
        assert looking.faults(page) == [], path
    page.locator(".comfort summary").click()
    expect(page.get_by_label("Dark", exact=True)).to_be_checked()
    assert looking.faults(page) == []
    page.get_by_label("As the device").check()
    page.get_by_label("Normal").check()
    assert page.evaluate(PAPER) == LIGHT_PAPER
    assert page.evaluate("[localStorage.theme, localStorage.text]") == [None, None]
    assert page.context.cookies() == []

    page = visit(address, color_scheme="dark")
    assert page.evaluate(PAPER) == DARK_PAPER
    choose(page, "Light")
    assert page.evaluate(PAPER) == LIGHT_PAPER
    shown = page.locator("meta[name=theme-color]").evaluate_all(
        "all => all.filter((one) => matchMedia(one.media).matches).map((one) => one.content)"
    )
    assert shown == ["#fbf9f4"]
    choose(page, "Dark")
    on_paper(page)
    by_themselves(page)


def on_paper(page: Page) -> None:
    """Black on white, with all that says what was printed, corrected and where it stands."""
    page.emulate_media(media="print")
    assert page.evaluate(PAPER) == WHITE
    for kept in (
        "h1",
        ".byline",
        ".dateline",
        ".correction",
        ".colophon",
        ".address",
        ".nameplate",
    ):
        expect(page.locator(kept).first).to_be_visible()
    for left_out in (".sections", ".tools", ".feedback", ".foot", ".related", ".more", ".tags"):
        for one in page.locator(left_out).all():
            expect(one).to_be_hidden()
    assert page.pdf()[:4] == b"%PDF"
    page.emulate_media(media="screen")


def by_themselves(page: Page) -> None:
    """Nothing moves for whom movement is too much; colours of the system's are enough."""
    moving = "getComputedStyle(document.querySelector('.sections a')).transitionDuration"
    assert page.evaluate(moving) != "0s"
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate(moving) == "0s"
    page.emulate_media(forced_colors="active")
    current = "getComputedStyle(document.querySelector('.sections [aria-current]'))"
    assert page.evaluate(f"{current}.borderBlockEndStyle") == "solid"
    page.emulate_media(forced_colors="none")


def test_a_story_is_light_in_a_real_browser_and_whole_without_script_or_fonts(
    visit: Callable[..., Page], newspaper: Newspaper
) -> None:
    address = newspaper.story.get_absolute_url()
    page = visit("/offline/")
    page.context.add_init_script(LONG_TASKS)
    longest = []
    # One without Arabic words in it, which need a third font.
    plain = Story.objects.filter(withdrawn=False).exclude(pk=newspaper.story.pk)[0]
    for _time in range(4):  # what else the machine has to do must not decide
        page.goto(plain.get_absolute_url(), wait_until="networkidle")
        longest.append(max(page.evaluate("window.longTasks"), default=0))
    assert min(longest) <= 50
    loaded = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert len(loaded) + 1 <= 8, "\n".join(loaded)
    html = page.evaluate("performance.getEntriesByType('navigation')[0].encodedBodySize")
    assert html <= 9 * 1024
    assert looking.faults(page) == []

    page.context.route("**/*.woff2", lambda route: route.abort())
    page.goto(address)
    expect(page.locator(".body")).to_contain_text("The first bus left at five.")
    assert looking.faults(page) == []

    page = visit(address, java_script_enabled=False, viewport={"width": 320, "height": 640})
    expect(page.locator(".body")).to_contain_text("The first bus left at five.")
    expect(page.locator(".comfort")).to_be_hidden()  # it could do nothing
    expect(page.locator("form.write")).to_be_visible()
    page.locator(".foot").get_by_text("Lite edition").click()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.get_by_role("link", name=newspaper.texts["headline"], exact=True).click()
    expect(page.locator("main")).to_contain_text("The first bus left at five.")
    assert len(requests) == 1
    assert page.url.endswith("?lite")


def test_ten_seconds_of_reading_are_one_count(
    visit: Callable[..., Page], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counting, "READINGS", Readings(Secret()))
    article = publish_story()
    address = Story.objects.get(pk=article.pk).get_absolute_url()
    page = visit("/offline/")
    sent: list[str | None] = []
    page.on("request", lambda one: sent.append(one.post_data) if "/read/" in one.url else None)
    page.clock.install()
    page.goto(address)
    page.clock.run_for(9_000)
    assert sent == []
    page.clock.run_for(20_000)
    until(lambda: Reading.objects.filter(story_id=article.pk, count=1).exists())
    assert sent == [str(article.pk)]
    page.goto(address)
    page.clock.run_for(11_000)
    until(lambda: len(sent) == 2)
    assert Reading.objects.get().count == 1
    assert Reading.objects.get().hour <= datetime.now(UTC)
    page.goto("/middle-east/")
    page.clock.run_for(30_000)
    page.add_init_script("Object.defineProperty(navigator, 'doNotTrack', {value: '1'})")
    page.goto(address)
    page.clock.run_for(30_000)
    assert len(sent) == 2


def test_a_reader_keeps_stories_for_reading_offline_and_none_that_was_withdrawn(
    visit: Callable[..., Page],
) -> None:
    chief = make_user()
    stories = [publish_story(make_story(headline=f"The bus of line {n}")) for n in range(3)]
    first, second, third = (address_of(one) for one in stories)
    ends = database_now() + timedelta(hours=2)
    breaking.put_up("en", "A ferry is aground", by=chief, ends_at=ends)
    page = visit(first)
    expect(page.locator(".breaking")).to_contain_text("A ferry is aground")
    assert page.evaluate(KEPT) == []
    choose(page, "Keep stories I read for offline")
    until(lambda: page.evaluate(KEPT) == [first])
    for path in (second, third, "/", f"/comments/{stories[0].pk}/", "/desk/login/"):
        page.goto(path)
    until(lambda: page.evaluate(KEPT) == [first, second, third])

    page.context.set_offline(True)
    page.goto(second)
    expect(page.locator("h1")).to_have_text("The bus of line 1")
    expect(page.locator(".breaking")).to_have_count(0)  # nobody could take it down here
    assert "Newsreader" in page.evaluate(
        "getComputedStyle(document.querySelector('h1')).fontFamily"
    )
    page.goto("/middle-east/")
    expect(page.locator("h1")).to_have_text("Kept stories")
    expect(page.locator(".breaking")).to_have_count(0)
    expect(page.locator("#kept a")).to_have_text([f"The bus of line {n}" for n in (2, 1, 0)])
    assert looking.faults(page) == []
    page.context.set_offline(False)

    verbs.withdraw(stories[0], by=chief, note="wrong")
    verbs.withdraw(stories[1], by=chief, note="wrong")
    cache.clear()
    page.goto(first)
    until(lambda: page.evaluate(KEPT) == [second, third])  # seen again: gone at once
    page.evaluate(AGE, second)
    page.goto("/")
    until(lambda: page.evaluate(KEPT) == [third])  # not seen for an hour: looked at again

    page.goto("/offline/")
    page.get_by_role("button", name="Remove everything").click()
    expect(page.get_by_text("Nothing is kept in this browser.")).to_be_visible()
    assert page.evaluate("caches.keys()") == []
    assert (
        page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )


def address_of(story: Article) -> str:
    return Story.objects.get(pk=story.pk).get_absolute_url()
