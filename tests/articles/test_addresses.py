"""The address of a story: its number decides, everything else may be wrong."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import Story
from tests.articles.factories import make_story, publish_story

pytestmark = pytest.mark.django_db


def address_of(pk: int) -> str:
    return Story.objects.get(pk=pk).get_absolute_url()


def test_two_stories_with_one_headline_have_addresses_of_their_own(client: Client) -> None:
    first, second = (publish_story(make_story(body=f"<p>{one}</p>")) for one in ("One.", "Two."))
    assert address_of(first.pk) != address_of(second.pk)
    assert b"<p>One.</p>" in client.get(address_of(first.pk)).content
    assert b"<p>Two.</p>" in client.get(address_of(second.pk)).content


@pytest.mark.parametrize(
    "shape",
    [
        "/middle-east/2013/nov-20/{pk}-another-slug/",
        "/business/1999/x/{pk}-another-slug/",
        "/middle-east/2013/nov-20/{pk}/",
        "/ar/middle-east/2013/nov-20/{pk}-x/",
    ],
)
def test_any_other_address_leads_to_the_canonical_one(client: Client, shape: str) -> None:
    story = publish_story(make_story())
    response = client.get(shape.format(pk=story.pk))
    assert (response.status_code, response["Location"]) == (301, address_of(story.pk))


def test_an_arabic_headline_makes_an_arabic_address(client: Client) -> None:
    story = publish_story(make_story(headline="عرسال تفسح مكاناً لآلاف آخرين", language="ar"))
    found = Story.objects.get(pk=story.pk)
    assert found.readable_url.startswith("/ar/middle-east/")
    assert found.readable_url.endswith(f"{story.pk}-عرسال-تفسح-مكانا-لآلاف-آخرين/")
    page = client.get(found.get_absolute_url())
    assert (page.status_code, page["Content-Language"]) == (200, "ar")
