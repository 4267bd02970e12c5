"""Ways around what readers may write."""

from __future__ import annotations

import pytest

from articles.models.story import Story
from comments import verbs
from comments.models import Comment, SitePolicy
from comments.workflow import Refused, State
from readers.models import Reader
from tests.comments.tools import browser, write

pytestmark = pytest.mark.django_db

LINKS = " ".join(f"https://shop{number}.example/" for number in range(3))


def test_editing_gives_a_first_comment_no_more_links(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    open_site.hold_links = False
    open_site.pk = None
    open_site.save()
    comment = write(story.pk, reader, "A first comment without any address.")
    assert comment.state == State.PUBLISHED
    url = f"/comments/{story.pk}/{comment.pk}/edit/"
    page = browser(reader).post(url, {"body": f"Buy here: {LINKS}"})
    assert page.status_code == 422
    assert "shop2.example" in page.content.decode()  # what was typed is not lost
    assert "shop" not in Comment.objects.get(pk=comment.pk).raw


def test_whoever_has_other_comments_may_edit_links_in(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    write(story.pk, reader, "A first comment.")
    second = write(story.pk, reader, "A second comment.")
    verbs.edit(second, reader=reader, raw=f"Sources: {LINKS}")
    assert "shop2.example" in Comment.objects.get(pk=second.pk).raw


def test_a_comment_that_waits_gets_no_more_links_either(story: Story, reader: Reader) -> None:
    waiting = write(story.pk, reader, "A first comment that waits.")
    assert waiting.state == State.PENDING
    with pytest.raises(Refused, match="two web addresses"):
        verbs.edit(waiting, reader=reader, raw=f"Buy here: {LINKS}")
