"""From a frozen story to what readers see, in its own language."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from articles import arranging, listings
from articles.models import Article, Contributor, Correction, Story
from articles.printed import printed_places
from articles.projection import lists_of, project, slug_of, withdrawal
from articles.snapshot import freeze
from tests.articles.factories import (
    change_story,
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_story,
    publish_story,
)

pytestmark = pytest.mark.django_db

DAY = date(2013, 11, 20)
MORNING = datetime(2013, 11, 20, 7, 41, tzinfo=UTC)


def full_story(language: str = "en") -> Article:
    return make_story(
        headline="Headline" if language == "en" else "عنوان",
        language=language,
        kicker="Analysis",
        deck="Deck",
        bylines=[
            make_contributor("Rima Haddad", name_ar="ريما حداد"),
            make_contributor("Agency", kind="agency"),
        ],
        places=[make_place("Beirut", "بيروت"), make_place("Moscow", "موسكو")],
        photos=[make_photo(), make_photo(caption="Second")],
        printed=[(make_edition(DAY), "1"), (make_edition(DAY), "A5")],
        tags=["Syria"],
    )


class TestEnglish:
    def test_names_and_places_are_english(self) -> None:
        found = project(freeze(full_story()))
        assert found["section_name"] == "Middle East"
        assert [one["name"] for one in found["bylines"]] == ["Rima Haddad", "Agency"]
        assert [one["name"] for one in found["dateline"]] == ["Beirut", "Moscow"]
        assert found["dateline_text"] == "BEIRUT/MOSCOW"
        assert found["body_html"].startswith('<p><span class="dateline">BEIRUT/MOSCOW:</span> The')

    def test_the_words_are_counted_without_the_dateline(self) -> None:
        assert project(freeze(full_story()))["words"] == 14


class TestArabic:
    def test_names_and_places_are_arabic_where_they_are_known(self) -> None:
        found = project(freeze(full_story("ar")))
        assert found["section_name"] == "الشرق الأوسط"
        assert [one["name"] for one in found["bylines"]] == ["ريما حداد", "Agency"]
        assert found["dateline_text"] == "بيروت/موسكو"


class TestWhatIsLeftOut:
    def test_a_withheld_name(self) -> None:
        story = full_story()
        Contributor.objects.filter(name="Rima Haddad").update(withheld=True)
        found = project(freeze(story))
        assert [one["name"] for one in found["bylines"]] == ["Agency"]
        assert not [key for key in lists_of(found) if "by" in key and "Rima" in key]
        assert len([key for key in lists_of(found) if ":by:" in key]) == 1

    def test_a_page_that_is_only_planned(self) -> None:
        story, tomorrow = full_story(), make_edition(timezone.localdate() + timedelta(days=1))
        arranging.place(tomorrow, story, "7", by=story.created_by)
        assert [one["page"] for one in printed_places([story.pk])[story.pk]] == ["1", "A5"]
        bare = project(freeze(story))
        assert bare["placements"] == []
        assert not [key for key in lists_of(bare) if "print" in key]

    def test_a_picture_without_a_copy(self) -> None:
        photo = make_photo()
        photo.renditions = []
        photo.save()
        assert project(freeze(make_story(photos=[photo])))["pictures"] == []

    def test_what_a_reader_has_no_use_for(self) -> None:
        found = project(freeze(full_story()))
        assert set(found["pictures"][0]) == {"renditions", "alt", "caption", "credit"}
        assert set(found["bylines"][0]) == {"id", "name", "slug", "kind", "role"}


class TestLists:
    def test_a_story_stands_in_the_list_of_each_of_its_subjects(self) -> None:
        story = full_story()
        found = project(freeze(story), printed_places([story.pk])[story.pk])
        keys = {
            listings.everything("en"),
            listings.section("en", story.section_id),
            listings.tag("en", "syria"),
            *(listings.contributor("en", one.contributor_id) for one in story.bylines.all()),
            *(listings.place("en", one.place_id) for one in story.datelines.all()),
            listings.print_date("en", "2013-11-20"),
            listings.print_dates("en"),
        }
        assert lists_of(found) == keys
        assert len(keys) == 9

    def test_the_editions_have_lists_of_their_own(self) -> None:
        assert not lists_of(project(freeze(full_story()))) & lists_of(
            project(freeze(full_story("ar")))
        )

    def test_a_plain_story_stands_in_two(self) -> None:
        assert len(lists_of(project(freeze(make_story())))) == 2

    def test_the_longest_names_fit(self) -> None:
        story = publish_story(make_story(tags=["x" * 100], headline="y" * 160))
        assert len(Story.objects.get(pk=story.pk).slug) == 80


def test_a_withdrawn_story_keeps_its_place_and_nothing_else() -> None:
    content = freeze(full_story())
    left = withdrawal(content)
    kept = {"language", "section_id", "section_slug", "section_name"}
    assert {name for name, value in left.items() if value} == kept
    assert set(left) == set(project(content))


def test_the_slug_is_of_the_headline_in_its_language() -> None:
    assert slug_of(freeze(make_story(headline="Troops leave"))) == "troops-leave"
    assert slug_of(freeze(make_story(headline="عاد الجيش", language="ar"))) == "عاد-الجيش"


class TestThePublishedStory:
    def story(self, language: str = "en") -> Story:
        draft = full_story(language)
        Correction.objects.create(article=draft, text="It was Tuesday.", corrected_at=MORNING)
        return Story.objects.get(pk=publish_story(change_story(draft), at=MORNING).pk)

    def test_its_address_has_the_day_of_the_newspapers_clock(self) -> None:
        story = self.story()
        assert story.get_absolute_url() == f"/middle-east/2013/nov-20/{story.pk}-headline/"
        night = publish_story(at=datetime(2013, 11, 20, 22, 30, tzinfo=UTC))
        assert "/2013/nov-21/" in Story.objects.get(pk=night.pk).get_absolute_url()

    def test_an_arabic_address_is_spelt_for_a_url(self) -> None:
        story = self.story("ar")
        address = story.get_absolute_url()
        assert address.startswith("/ar/middle-east/2013/nov-20/")
        assert address.isascii()

    def test_its_parts_lead_to_their_pages(self) -> None:
        for language, prefix in (("en", "/"), ("ar", "/ar/")):
            story = self.story(language)
            assert [one["url"] for one in story.places] == [
                f"{prefix}places/beirut/",
                f"{prefix}places/moscow/",
            ]
            assert story.topics[0]["url"] == f"{prefix}topics/syria/"
            assert story.people[0]["url"].startswith(f"{prefix}by/rima-haddad")
            assert story.section_url == f"{prefix}middle-east/"
            assert [(one["page"], one["url"]) for one in story.print_lines] == [
                ("1", f"{prefix}print/2013-11-20/"),
                ("A5", f"{prefix}print/2013-11-20/"),
            ]

    def test_its_pictures_name_every_copy(self) -> None:
        story = self.story()
        assert story.lead is not None
        assert story.lead.src.endswith("-960.webp")
        widths = [one.rsplit(" ", 1)[1] for one in story.lead.srcset.split(", ")]
        assert widths == ["480w", "960w", "1600w"]
        assert (story.lead.width, story.lead.height) == (1600, 1066)
        assert [one.caption for one in story.further_pictures] == ["Second"]

    def test_a_correction_has_its_moment(self) -> None:
        correction = self.story().correction_notes[0]
        assert (correction["text"], correction["at"]) == ("It was Tuesday.", MORNING)

    def test_related_stories_share_a_topic_or_the_section(self) -> None:
        assert self.story().related_keys[0] == "en:tag:syria"
        plain = publish_story()
        assert Story.objects.get(pk=plain.pk).related_keys == [f"en:section:{plain.section_id}"]

    def test_its_direction_follows_its_language(self) -> None:
        assert (self.story().direction, self.story("ar").direction) == ("ltr", "rtl")
