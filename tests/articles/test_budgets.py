"""What a page weighs and fetches, measured on pages as they are served."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from html import escape
from html.parser import HTMLParser
from itertools import cycle, islice
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client

from articles import lite
from articles.body import plain_text
from articles.demo.manuscripts import Manuscript, read_manuscripts
from articles.models import Article, Story
from comments.reading import PAGE
from newsroom.lean import lean
from tests.articles.factories import (
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_section,
    make_story,
    make_user,
    publish_story,
)
from tests.comments.tools import make_reader, open_policy, write

pytestmark = pytest.mark.django_db

KILOBYTE = 1024
REQUESTS = 8  # of a story page with one picture
SECTIONS = ("Middle East", "Lebanon", "Business", "Culture", "Opinion")


@dataclass
class Fetched:
    """What a page makes a browser fetch before anybody scrolls."""

    styles: set[str] = field(default_factory=set)
    fonts: set[str] = field(default_factory=set)
    scripts: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)

    @property
    def all(self) -> set[str]:
        return self.styles | self.fonts | self.scripts | self.others


class Page(HTMLParser):
    """A page's subresources and pictures."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fetched = Fetched()
        self.pictures: list[dict[str, str]] = []
        self.inline_scripts = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "img":
            self.pictures.append(values)
            if values.get("loading") != "lazy":
                self.fetched.others.add(values["src"])
        elif tag == "script":
            self._script(values)
        elif tag == "link":
            self._link(values)
        elif tag in {"iframe", "video", "audio", "object", "embed", "source"}:
            self.fetched.others.add(values.get("src", tag))

    def _script(self, values: dict[str, str]) -> None:
        if "src" in values:
            self.fetched.scripts.add(values["src"])
        elif values.get("type") != "application/ld+json":
            self.inline_scripts += 1

    def _link(self, values: dict[str, str]) -> None:
        kinds = set(values.get("rel", "").split())
        if "stylesheet" in kinds:
            self.fetched.styles.add(values["href"])
        elif "preload" in kinds and values.get("as") == "font":
            self.fetched.fonts.add(values["href"])
        elif values["href"].startswith("data:"):
            pass  # weighs with the page
        elif kinds & {"icon", "preload", "modulepreload", "manifest"}:
            self.fetched.others.add(values["href"])


def source(address: str) -> Path:
    """The file behind an address of our static files."""
    found = finders.find(address.removeprefix(settings.STATIC_URL))
    assert isinstance(found, str), address
    return Path(found)


def packed(content: bytes) -> int:
    """Bytes as they travel."""
    return len(gzip.compress(content, compresslevel=6, mtime=0))


def html_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def weight(html: str) -> int:
    """The page and its style sheets, in compressed bytes."""
    styles = Page(html).fetched.styles
    return packed(html.encode()) + sum(
        packed(lean(source(one).read_text()).encode()) for one in styles
    )


def longest(language: str) -> Manuscript:
    """The longest story of the demonstration newspaper."""
    stories = [one for one in read_manuscripts() if one.language == language]
    return max(stories, key=lambda one: len(one.body))


def full_story(language: str) -> Article:
    """A long story, live, with one of everything and with neighbours."""
    text = longest(language)
    arabic = language == "ar"
    for number, name in enumerate(SECTIONS):
        make_section(name, f"قسم {number}" if arabic else "")
    for number in range(4):
        publish_story(
            make_story(
                headline=f"{text.headline[:100]} {number}",
                deck=text.deck,
                language=language,
                tags=["Syria"],
            )
        )
    return publish_story(
        make_story(
            headline=text.headline,
            deck=text.deck,
            kicker=text.kicker,
            body=text.body,
            language=language,
            bylines=[make_contributor("Rana Khoury"), make_contributor("Samir Haddad")],
            places=[make_place("Beirut"), make_place("Moscow")],
            photos=[make_photo(caption=text.deck)],
            printed=[(make_edition(date(2013, 11, 20)), "1")],
            tags=["Syria", "Qalamoun", "Geneva II", "Chemical weapons"],
        )
    )


def address_of(story: Article) -> str:
    return Story.objects.get(pk=story.pk).get_absolute_url()


@pytest.fixture(params=["en", "ar"])
def story_page(request: pytest.FixtureRequest, client: Client) -> str:
    return html_of(client, address_of(full_story(request.param)))


def paragraphs() -> Iterator[str]:
    """Different paragraphs, of about the length of a comment."""
    for story in read_manuscripts():
        if story.language == "en":
            yield from (one for one in plain_text(story.body).split("\n") if len(one) > 60)


def discuss(story: Article) -> None:
    """Fifty comments, every other one an answer."""
    open_policy(make_user())
    readers = [make_reader(f"Nadim {number}") for number in range(9)]
    parent = None
    texts = islice(paragraphs(), PAGE)
    for number, (text, reader) in enumerate(zip(texts, cycle(readers), strict=False)):
        comment = write(story.pk, reader, text[:300], parent=parent)
        parent = comment if number % 2 == 0 else None


def test_a_story_weighs_at_most_14_kilobytes(story_page: str) -> None:
    assert weight(story_page) <= 14 * KILOBYTE


def test_a_story_travels_without_the_indentation_of_its_templates(story_page: str) -> None:
    assert re.search(r"\n[ \n]", story_page) is None


def test_a_story_with_fifty_comments_weighs_at_most_24_kilobytes(client: Client) -> None:
    story = full_story("en")
    discuss(story)
    html = html_of(client, address_of(story))
    assert html.count('class="said"') == PAGE
    assert weight(html) <= 24 * KILOBYTE


@pytest.mark.parametrize("language, front", [("en", "/"), ("ar", "/ar/")])
def test_a_full_front_page_weighs_at_most_24_kilobytes(
    client: Client, language: str, front: str
) -> None:
    texts = [one for one in read_manuscripts() if one.language == language]
    for number, text in enumerate(islice(cycle(texts), 36)):
        publish_story(
            make_story(
                headline=text.headline,
                deck=text.deck,
                kicker=text.kicker,
                language=language,
                section=make_section(SECTIONS[number % len(SECTIONS)]),
                bylines=[make_contributor()],
                photos=[make_photo()],
                printed=[(make_edition(date(2013, 11, 20)), str(number + 1))],
            )
        )
    html = html_of(client, front)
    assert html.count("<article") >= 20  # it is full
    assert weight(html) <= 24 * KILOBYTE


def test_a_story_loads_at_most_two_fonts_of_60_kilobytes(story_page: str) -> None:
    fonts = Page(story_page).fetched.fonts
    assert 1 <= len(fonts) <= 2
    assert sum(source(font).stat().st_size for font in fonts) <= 60 * KILOBYTE


def test_a_story_takes_at_most_eight_requests(story_page: str) -> None:
    assert len(Page(story_page).fetched.all) + 1 <= REQUESTS


def test_a_story_s_scripts_are_small_and_none_is_inline(story_page: str) -> None:
    page = Page(story_page)
    assert page.inline_scripts == 0
    assert sum(packed(source(one).read_bytes()) for one in page.fetched.scripts) <= 6 * KILOBYTE


def test_what_every_page_loads_before_its_first_paint_is_tiny() -> None:
    script = source("/static/js/paper.js").read_text()
    assert packed(script.encode()) <= 0.75 * KILOBYTE
    counting = script[script.index("  const story =") :]
    assert packed(counting.encode()) <= 0.5 * KILOBYTE


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_lite_page_is_one_request_of_six_kilobytes(client: Client, language: str) -> None:
    address = address_of(full_story(language))
    home = "/ar/" if language == "ar" else "/"
    whole, part = "", 1
    while True:
        html = html_of(client, f"{address}?lite={part}")
        page = Page(html)
        assert page.fetched.all == set()
        assert page.pictures == []
        assert page.inline_scripts == 0
        assert packed(html.encode()) <= lite.BUDGET, part
        whole += html
        if f"?lite={part + 1}" not in html:
            break
        part += 1
    assert client.get(f"{address}?lite={part + 1}").status_code == 404
    for paragraph in plain_text(longest(language).body).split("\n"):
        assert escape(paragraph.strip())[:60] in plain_text(whole) + whole
    for number in range(30):
        publish_story(
            make_story(headline=f"{longest(language).headline} {number}", language=language)
        )
    for list_page in (f"{home}?lite", f"{home}middle-east/?lite"):
        assert packed(html_of(client, list_page).encode()) <= lite.BUDGET


def test_a_story_fetches_nothing_from_elsewhere(story_page: str) -> None:
    assert [one for one in Page(story_page).fetched.all if not re.match(r"/(?!/)", one)] == []


def test_pictures_have_their_size_before_they_arrive(story_page: str, client: Client) -> None:
    pictures = Page(story_page).pictures + Page(html_of(client, "/")).pictures
    assert pictures
    assert [one for one in pictures if not (one.get("width") and one.get("height"))] == []
