"""Two people, or two presses of a button, at an edition at the same moment."""

from __future__ import annotations

import pytest
from django.utils import timezone

from articles import arranging, verbs
from articles.models import Article, PrintAct, PrintEdition, Release, Story
from articles.printing import mark_printed, unprint
from staff.models import User
from tests.articles.factories import (
    approve_story,
    make_edition,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.test_parallel_verbs import at_once, begun_earlier

pytestmark = pytest.mark.django_db(transaction=True)


def planned(story: Article, page: str = "5") -> PrintEdition:
    edition = make_edition(timezone.localdate())
    arranging.place(edition, story, page, by=story.created_by)
    return edition


def mark(pk: int, by: User, seen: int | None = None) -> str:
    return mark_printed(PrintEdition.objects.get(pk=pk), by=by, seen=seen)


def pages(story: Article) -> list[str]:
    return [one["page"] for one in Story.objects.get(pk=story.pk).placements]


def test_an_edition_marked_four_times_at_once_is_marked_once() -> None:
    editor, story = make_user(), publish_story()
    edition = planned(story)
    said = at_once(*[lambda: mark(edition.pk, editor, 1)] * 4)
    assert said[0].startswith("Marked as printed.")
    assert said[1:] == ["This edition is recorded as printed already."] * 3
    assert PrintAct.objects.filter(edition=edition, verb="print").count() == 1
    assert Release.objects.filter(article=story).count() == 2
    assert pages(story) == ["5"]


def test_of_two_moves_from_the_same_plan_one_is_done_and_the_other_told() -> None:
    editor, story = make_user(), make_story()
    edition = planned(story)
    slot = edition.placements.get().pk

    def move(page: str) -> str:
        paper = PrintEdition.objects.get(pk=edition.pk)
        return arranging.move(paper, slot, page, by=editor, seen=1)

    said = at_once(lambda: move("7"), lambda: move("8"))
    assert sum(one.startswith("refused: Somebody changed this edition") for one in said) == 1
    act = PrintAct.objects.get(edition=edition, verb="move")
    assert edition.placements.get().page == act.details["to"]


def test_a_publication_beside_the_mark_has_its_line_whichever_comes_first() -> None:
    editor = make_user()
    for mark_first in (True, False):
        story = approve_story(make_story(editor))
        edition = planned(story, str(story.pk % 900 + 1))
        acts = (
            lambda pk=edition.pk: mark(pk, editor),
            lambda pk=story.pk: verbs.publish(Article.objects.get(pk=pk), by=editor),
        )
        said = begun_earlier(*(acts if mark_first else acts[::-1]))
        assert not any(one.startswith("refused") for one in said)
        assert pages(story) == [str(story.pk % 900 + 1)]
        assert Release.objects.filter(article=story, superseded_at=None).count() == 1
        with_reason_undone(edition, editor)


def with_reason_undone(edition: PrintEdition, editor: User) -> None:
    """The edition is a plan again, so that the next story can be put into it."""
    edition.refresh_from_db()
    unprint(edition, by=editor, reason="A trial.")


def test_a_change_published_beside_the_mark_is_not_lost() -> None:
    editor = make_user()
    story = publish_story(make_story(editor, headline="First"))
    edition = planned(story)
    story.headline = "Second"
    story.save()
    verbs.record_revision(story, by=editor)
    approve_story(story)
    begun_earlier(
        lambda: mark(edition.pk, editor),
        lambda: verbs.publish(Article.objects.get(pk=story.pk), by=editor),
    )
    live = Story.objects.get(pk=story.pk)
    assert (live.headline, pages(story)) == ("Second", ["5"])
    assert live.updates == 1, "the print line is no version of its own"
