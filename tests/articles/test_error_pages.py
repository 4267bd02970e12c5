"""Pages for what cannot be had: they lead on, cost next to nothing and give nothing away."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.articles.factories import make_section, make_story

pytestmark = pytest.mark.django_db


def test_a_page_that_is_not_there_leads_to_the_sections(client: Client) -> None:
    make_section("Culture", "ثقافة")
    english = client.get("/no/such/page/").content.decode()
    assert 'href="/culture/"' in english
    assert 'href="/most-read/"' in english
    assert 'action="/search/"' in english
    arabic = client.get("/ar/no/such/page/").content.decode()
    assert 'href="/ar/culture/"' in arabic
    assert "ثقافة" in arabic


def test_many_of_them_ask_the_database_once(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        for number in range(20):
            assert client.get(f"/no/such/page/{number}/x.txt").status_code == 404
    assert len(queries) == 1


def test_a_draft_s_is_the_same_to_the_byte(client: Client) -> None:
    draft = make_story(headline="Not for your eyes")
    pages = {
        client.get(f"/middle-east/2013/nov-20/{pk}-x/{form}").content
        for pk in (draft.pk, draft.pk + 999)
        for form in ("", "?lite")
    }
    assert len(pages) == 1


def test_without_the_database_it_has_no_sections_and_is_a_page(client: Client) -> None:
    with patch("articles.views.errors.furniture", side_effect=OperationalError("down")) as asked:
        for _time in range(3):
            page = client.get("/no/such/page/")
            assert page.status_code == 404
    assert 'href="/archive/"' in page.content.decode()
    assert asked.call_count == 1
