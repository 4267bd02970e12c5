"""What a reader's browser has to fetch for a story with fifty comments."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from articles.models.story import Story
from comments.models import SitePolicy
from tests.comments.tools import make_reader, write

STATIC = Path(settings.BASE_DIR) / "static"
TEXT = "The road was open until noon, and after that nobody knew whom to ask at the crossing. "


def compressed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def test_the_script_is_at_most_six_kilobytes() -> None:
    assert compressed((STATIC / "js/comments.js").read_bytes()) <= 6 * 1024


@pytest.mark.django_db
def test_page_and_styles_are_at_most_24_kilobytes(story: Story, open_site: SitePolicy) -> None:
    readers = [make_reader() for _ in range(10)]
    for number in range(50):
        write(story.pk, readers[number % 10], f"{number}. {TEXT * 3}")
    page = Client().get(story.get_absolute_url()).content
    assert page.count(b'<li class="comment') == 50
    styles = re.findall(r'rel="stylesheet" href="/static/([^"]+)"', page.decode())
    size = compressed(page) + sum(compressed((STATIC / one).read_bytes()) for one in styles)
    assert size <= 24 * 1024
    assert len(styles) <= 2


def test_comments_do_not_name_left_and_right() -> None:
    for name in ("comments.css", "comments-desk.css"):
        css = (STATIC / "css" / name).read_text()
        physical = r"(?:margin|padding|border)-(?:left|right|top|bottom)|[\s;{](?:left|right):"
        assert not re.search(physical, css)
        assert "text-align: left" not in css
