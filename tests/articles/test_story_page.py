"""A story's page: its versions, its translations, its pictures, and the ways to pass it on."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.utils import translation

from articles import verbs
from articles.clock import database_now
from articles.models import Article, Release
from articles.story_parts import age
from tests.articles.factories import (
    approve_story,
    change_story,
    make_photo,
    make_story,
    publish_story,
)
from tests.articles.public_pages import address_of, html_at

pytestmark = pytest.mark.django_db

FIRST = datetime(2013, 11, 20, 7, 30, tzinfo=UTC)


def times_of(html: str) -> str:
    """The line of times in words."""
    found = re.findall(r'<ul class="meta row times">.*?</ul>(?=\s*</header>)', html, re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", unescape(found[0]))).strip()


def update(story: Article, at: datetime, text: str) -> None:
    """Publish another version of a live story."""
    change_story(story, body=f"<p>{text}</p>")
    publish_story(story, at=at)


class TestVersions:
    def test_one_update_is_told_by_its_hour_alone(self, client: Client) -> None:
        story = publish_story(make_story(at=FIRST), at=FIRST)
        assert "Updated" not in times_of(html_at(client, address_of(story)))
        update(story, FIRST + timedelta(hours=2), "Second")
        html = html_at(client, address_of(story))
        assert "Updated 20 Nov 2013, 11:30" in times_of(html)
        assert "versions" not in html

    def test_several_are_counted_and_listed_newest_first(self, client: Client) -> None:
        story = publish_story(make_story(at=FIRST), at=FIRST)
        for number in (1, 2, 3):
            update(story, FIRST + timedelta(hours=number), f"Version {number}")
        told = times_of(html_at(client, address_of(story)))
        assert "Updated 3 times, last 20 Nov 2013, 12:30" in told
        assert re.findall(r"(Changed|First published) 20 Nov 2013, (\d\d:\d\d)", told) == [
            ("Changed", "12:30"),
            ("Changed", "11:30"),
            ("Changed", "10:30"),
            ("First published", "09:30"),
        ]

    def test_earlier_texts_are_on_no_page(self, client: Client) -> None:
        story = publish_story(make_story(body="<p>Formerword</p>"))
        update(story, database_now(), "Newer")
        assert "Formerword" not in html_at(client, address_of(story))

    def test_what_never_began_is_no_version(self) -> None:
        story = publish_story(make_story(at=FIRST), at=FIRST)
        change_story(story, headline="Called off")
        approve_story(story)
        verbs.publish(story, by=story.created_by, goes_live_at=database_now() + timedelta(hours=1))
        change_story(story, headline="Instead")
        publish_story(story)
        newest = Release.objects.get(article=story, superseded_at=None)
        assert (newest.updates, newest.earlier) == (1, [FIRST.isoformat()])

    def test_of_very_many_the_newest_are_told(self) -> None:
        story = publish_story(make_story(at=FIRST), at=FIRST)
        for number in range(1, 15):
            update(story, FIRST + timedelta(minutes=number), f"Version {number}")
        newest = Release.objects.get(article=story, superseded_at=None)
        assert (newest.updates, len(newest.earlier)) == (14, 12)
        assert newest.earlier[-1] == (FIRST + timedelta(minutes=13)).isoformat()

    def test_a_withdrawal_tells_no_versions(self) -> None:
        story = publish_story(make_story(at=FIRST), at=FIRST)
        verbs.withdraw(story, by=story.created_by, note="Why.")
        newest = Release.objects.get(article=story, superseded_at=None)
        assert (newest.updates, newest.earlier) == (0, [])


class TestTranslations:
    def pair(self, apart: timedelta) -> tuple[Article, Article]:
        story = publish_story(make_story(at=FIRST), at=FIRST)
        arabic = make_story(language="ar", headline="عاد الجيش", translation_of=story, at=FIRST)
        return story, publish_story(arabic, at=FIRST + apart)

    def test_each_leads_to_the_other_and_says_which_is_older(self, client: Client) -> None:
        story, arabic = self.pair(timedelta(hours=-3))
        html = html_at(client, address_of(story))
        assert "اقرأ بالعربية (3 hours older)" in times_of(html)
        assert "Read in English (أحدث بـ٣ ساعات)" in times_of(html_at(client, address_of(arabic)))

    def test_its_age_is_that_of_the_text_which_readers_have(self, client: Client) -> None:
        story, _arabic = self.pair(timedelta(hours=3))
        update(story, FIRST + timedelta(hours=8), "Newer")
        assert "(5 hours older)" in times_of(html_at(client, address_of(story)))

    def test_search_engines_are_told_the_same_on_both(self, client: Client) -> None:
        story, arabic = self.pair(timedelta(0))
        shape = r'rel="alternate" hreflang="([\w-]+)" href="[^"]*?//[^/"]+([^"]*)"'
        tied = {
            "en": address_of(story),
            "x-default": address_of(story),
            "ar": address_of(arabic),
        }
        for one in (story, arabic):
            assert dict(re.findall(shape, html_at(client, address_of(one)))) == tied

    def test_a_story_without_another_language_names_none(self, client: Client) -> None:
        assert "hreflang" not in html_at(client, address_of(publish_story())).partition("<body")[0]

    @pytest.mark.parametrize(
        ("hours", "english", "arabic"),
        [
            (0.9, "", ""),
            (1, "1 hour older", "أقدم بساعة واحدة"),
            (2, "2 hours older", "أقدم بساعتين"),
            (11, "11 hours older", "أقدم بـ١١ ساعة"),
            (47, "47 hours older", "أقدم بـ٤٧ ساعة"),
            (48, "2 days older", "أقدم بيومين"),
            (24 * 100, "100 days older", "أقدم بـ١٠٠ يوم"),
            (-3, "3 hours newer", "أحدث بـ٣ ساعات"),
            (-24 * 5, "5 days newer", "أحدث بـ٥ أيام"),
        ],
    )
    def test_the_age_in_words(self, hours: float, english: str, arabic: str) -> None:
        other = FIRST + timedelta(hours=hours)
        assert age(FIRST, other, "en") == english
        with translation.override("ar"):
            assert age(FIRST, other, "ar") == arabic


class TestPictures:
    def test_several_make_a_strip_that_a_keyboard_reaches(self, client: Client) -> None:
        photos = [make_photo(caption=f"Caption {number}") for number in range(4)]
        html = html_at(client, address_of(publish_story(make_story(photos=photos))))
        strip = re.findall(
            r'<div class="gallery" role="region" aria-label=".+?" tabindex="0">.*', html
        )
        assert re.findall(r'class="of">([^<]+)', strip[0]) == ["1 of 3", "2 of 3", "3 of 3"]
        assert "Caption 3" in strip[0]
        assert "Caption 0" not in strip[0]

    def test_a_second_one_stands_by_itself(self, client: Client) -> None:
        html = html_at(
            client, address_of(publish_story(make_story(photos=[make_photo(), make_photo()])))
        )
        assert html.count("<figure") == 2
        assert 'class="gallery"' not in html

    def test_numbers_of_an_arabic_strip_are_arabic(self, client: Client) -> None:
        photos = [make_photo() for _ in range(3)]
        story = publish_story(make_story(language="ar", headline="عاد", photos=photos))
        assert '<span class="of">٢ من ٢</span>' in html_at(client, address_of(story))

    def test_words_of_the_desk_are_text(self, client: Client) -> None:
        bad = '"><script>x</script>'
        photos = [make_photo(caption=bad, credit=bad, alt_text=bad) for _ in range(3)]
        html = html_at(client, address_of(publish_story(make_story(photos=photos))))
        assert "<script>x" not in html


class TestPassingOn:
    @pytest.mark.parametrize(
        ("language", "headline"),
        [("en", 'Five & "six" leave? 100% + more'), ("ar", "الجيش «يعود» & 5% من القرى")],
    )
    def test_a_letter_carries_headline_and_address(
        self, client: Client, language: str, headline: str
    ) -> None:
        story = publish_story(make_story(headline=headline, language=language))
        html = html_at(client, address_of(story))
        letter = urlsplit(unescape(re.findall(r'href="(mailto:[^"]*)"', html)[0]))
        asked = parse_qs(letter.query)
        assert (letter.path, asked["subject"]) == ("", [headline])
        response = client.get(urlsplit(asked["body"][0]).path)
        assert (response.status_code, response["Location"]) == (301, address_of(story))

    def test_what_needs_a_script_is_hidden_without_one(self, client: Client) -> None:
        html = html_at(client, address_of(publish_story()))
        row = re.findall(r'<ul class="share row".*?</ul>', html)[0]
        assert row.count("<button") == row.count(" hidden ") == 2


@pytest.mark.parametrize(("language", "minutes"), [("en", "10"), ("ar", "١٦")])
def test_arabic_words_take_longer_to_read(client: Client, language: str, minutes: str) -> None:
    body = f"<p>{'كلمة ' * 2200}</p>" if language == "ar" else f"<p>{'word ' * 2200}</p>"
    story = publish_story(make_story(language=language, headline="عاد", body=body))
    assert f"{minutes} " in times_of(html_at(client, address_of(story)))
