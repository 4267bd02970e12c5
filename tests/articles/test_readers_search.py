from __future__ import annotations

import pytest
from django.test import Client

from tests.articles.factories import make_contributor, make_place, make_story, publish_story
from tests.articles.public_pages import html_at

pytestmark = pytest.mark.django_db


def test_smoke(client: Client) -> None:
    publish_story(
        make_story(
            headline="Troops leave Qara at dawn",
            bylines=[make_contributor("Rima Haddad")],
            places=[make_place()],
            tags=["Syria"],
        )
    )
    publish_story(
        make_story(
            headline="عاد الجيش إلى القلمون",
            language="ar",
            body="<p>قال الرئيس السوري في دمشق.</p>",
        )
    )
    html = html_at(client, "/search/")
    html = html_at(client, "/search/?q=troop")
    assert "<mark>Troops</mark>" in html, html
    html = html_at(client, "/ar/search/?q=قلمون")
    assert "<mark>القلمون</mark>" in html, html
    print(html_at(client, "/search/suggest?q=be"), html_at(client, "/search/suggest?q=troo"))
    html = html_at(client, "/search/?q=hadad")
    print(html)
    html_at(client, "/search/?q=a&from=x", 400)
