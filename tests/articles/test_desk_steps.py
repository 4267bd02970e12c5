"""The steps of a story at the desk: who sees which button, and what pressing one does."""

from __future__ import annotations

import re
from typing import Any

import pytest

from articles import verbs
from articles.models import Article, Transition
from articles.workflow import Editorial
from staff.models import User
from staff.roles import Role
from tests.articles.desk import address, at_desk, opened, save, text_of
from tests.articles.factories import (
    approve_story,
    change_story,
    make_story,
    make_user,
    publish_story,
)

pytestmark = pytest.mark.django_db

STEPS = ["submit", "send_back", "approve", "publish", "withdraw"]


def _draft(writer: User) -> Article:
    return make_story(writer)


def _submitted(writer: User) -> Article:
    story = make_story(writer)
    verbs.submit(story, by=writer)
    return story


def _approved(writer: User) -> Article:
    return approve_story(make_story(writer), make_user())


def _live(writer: User) -> Article:
    return publish_story(make_story(writer), make_user())


def _live_changed(writer: User) -> Article:
    return change_story(_live(writer), headline="A newer headline")


def _withdrawn(writer: User) -> Article:
    story = _live(writer)
    verbs.withdraw(story, by=make_user(), note="wrong")
    return story


# What stands at the top of the form, by state and role. A journalist's own story; "other" is a
# journalist who has nothing to do with it.
EXPECTED: dict[str, tuple[Any, dict[str, set[str]]]] = {
    "draft": (_draft, {"own": {"submit", "spike"}, "editor": {"submit", "spike"}}),
    "submitted": (_submitted, {"own": {"spike"}, "editor": {"send_back", "approve", "spike"}}),
    "approved": (_approved, {"own": set(), "editor": {"send_back", "publish", "schedule"}}),
    "live": (_live, {"own": set(), "editor": {"send_back", "withdraw", "retract"}}),
    "live, changed": (
        _live_changed,
        {"own": {"submit", "discard"}, "editor": {"submit", "withdraw", "retract", "discard"}},
    ),
    "withdrawn": (
        _withdrawn,
        {"own": {"submit", "spike"}, "editor": {"submit", "spike", "retract"}},
    ),
}


def _buttons(page: str) -> set[str]:
    top = page.split('class="steps steps-top"')[-1].split("</div>")[0]
    return set(re.findall(r'name="_verb" value="(\w+)"', top)) if "steps-top" in page else set()


@pytest.mark.parametrize("state", EXPECTED)
def test_buttons_are_the_steps_that_are_possible_and_permitted(state: str) -> None:
    make, expected = EXPECTED[state]
    writer = make_user(Role.JOURNALIST)
    story = make(writer)
    people = {
        "own": writer,
        "other": make_user(Role.JOURNALIST),
        "editor": make_user(Role.EDITOR),
        "chief": make_user(Role.CHIEF),
        "moderator": make_user(Role.MODERATOR),
    }
    for who, user in people.items():
        wanted = expected.get("editor" if who == "chief" else who, set())
        # What can be retracted can be taken down, by the chief alone.
        wanted = wanted | ({"take_down"} if who == "chief" and "retract" in wanted else set())
        page = text_of(at_desk(user).get(address(story)))
        assert _buttons(page) == wanted, who


@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("way", ["form", "page"])
def test_a_step_that_is_not_permitted_changes_nothing(
    role: Role | None, step: str, way: str
) -> None:
    """Somebody else's story in the state in which the step is possible for an editor."""
    make = {"submit": _draft, "approve": _submitted, "send_back": _submitted}
    story = make.get(step, _approved if step == "publish" else _live)(make_user(Role.JOURNALIST))
    before = (story.editorial, Transition.objects.count())
    client = at_desk(make_user(role))
    if way == "form":
        form = opened(at_desk(make_user()), story)
        response = client.post(address(story), {**form, "_verb": step})
    else:
        head = story.head_revision
        seen = head.number if head else 0
        response = client.post(
            f"/desk/articles/article/{story.pk}/step/{step}/", {"note": "Because.", "seen": seen}
        )
    story.refresh_from_db()
    if role in {Role.EDITOR, Role.CHIEF}:
        assert response.status_code == 302
    else:
        assert response.status_code == 403
        assert (story.editorial, Transition.objects.count()) == before


def test_the_whole_way_from_draft_to_reader() -> None:
    writer, editor = make_user(Role.JOURNALIST), make_user(Role.EDITOR)
    story = make_story(writer)
    save(at_desk(writer), story, "submit", headline="A better headline")
    save(at_desk(editor), story, "approve")
    save(at_desk(editor), story, "publish")
    assert list(story.transitions.order_by("pk").values_list("verb", flat=True)) == [
        "submit",
        "approve",
        "publish",
    ]
    page = text_of(at_desk(editor).get(address(story)))
    assert f"{story.pk}-a-better-headline" in page  # the link to the reader's page


def test_publishing_with_unapproved_changes_saves_nothing_and_keeps_them() -> None:
    editor = make_user()
    story = _approved(make_user(Role.JOURNALIST))
    response = save(at_desk(editor), story, "publish", headline="Slipped in")
    story.refresh_from_db()
    assert response.status_code == 409
    assert story.editorial == Editorial.APPROVED
    assert story.headline != "Slipped in"
    assert response.context["adminform"].form["headline"].value() == "Slipped in"
    assert "Nothing was published" in text_of(response)


def test_a_step_that_is_not_possible_is_refused_in_words_and_keeps_the_text() -> None:
    editor = make_user()
    story = make_story(editor)
    response = save(at_desk(editor), story, "approve", deck="Typed")
    assert response.status_code == 409
    assert "Only a story that waits for approval" in text_of(response)
    assert response.context["adminform"].form["deck"].value() == "Typed"


def test_sending_back_needs_a_note_and_the_writer_reads_it() -> None:
    writer, editor = make_user(Role.JOURNALIST), make_user()
    story = _submitted(writer)
    client = at_desk(editor)
    response = save(client, story, "send_back", deck="An editor's change")
    page = response["Location"]
    assert page.endswith("/step/send_back/")
    empty = client.post(page, {"note": "  ", "seen": "2"})
    assert empty.status_code == 400
    assert "Say what the writer should change." in text_of(empty)
    assert client.post(page, {"note": "Name the <b>source</b>.", "seen": "2"}).status_code == 302
    assert "Name the &lt;b&gt;source&lt;/b&gt;." in text_of(at_desk(writer).get(address(story)))


def test_a_note_page_that_is_out_of_date_keeps_the_note() -> None:
    editor = make_user()
    story = _submitted(make_user(Role.JOURNALIST))
    save(at_desk(make_user()), story, headline="Changed meanwhile")
    page = f"/desk/articles/article/{story.pk}/step/send_back/"
    response = at_desk(editor).post(page, {"note": "My long note", "seen": "1"})
    assert response.status_code == 409
    assert "My long note" in text_of(response)
    assert "The story was changed after you opened it" in text_of(response)


def test_withdrawing_tells_readers_what_was_typed_for_them() -> None:
    editor = make_user()
    story = _live(make_user(Role.JOURNALIST))
    page = f"/desk/articles/article/{story.pk}/step/withdraw/"
    assert at_desk(editor).get(page).status_code == 200
    at_desk(editor).post(page, {"note": "Source fell through", "notice": "We erred.", "seen": "1"})
    story.refresh_from_db()
    assert story.withdrawn_at is not None
    assert story.releases.order_by("-pk").values_list("notice", flat=True)[0] == "We erred."


@pytest.mark.parametrize("verb", ["amend", "delete", "embargo", "x"])
def test_there_are_no_other_steps(verb: str) -> None:
    editor = make_user()
    story = _approved(make_user(Role.JOURNALIST))
    assert (
        at_desk(editor).post(f"/desk/articles/article/{story.pk}/step/{verb}/").status_code == 404
    )
    save(at_desk(editor), story, verb)
    story.refresh_from_db()
    assert story.editorial == Editorial.APPROVED


def test_nobody_deletes_a_story() -> None:
    story = make_story()
    client = at_desk(make_user(Role.CHIEF))
    url = f"/desk/articles/article/{story.pk}/delete/"
    assert client.get(url).status_code == 403
    assert client.post(url, {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": str(story.pk)}
    client.post("/desk/articles/article/", data)
    assert Article.objects.filter(pk=story.pk).exists()


def test_get_takes_no_step() -> None:
    editor = make_user()
    story = _submitted(make_user(Role.JOURNALIST))
    at_desk(editor).get(f"/desk/articles/article/{story.pk}/step/approve/")
    at_desk(editor).get(address(story) + "?_verb=approve")
    story.refresh_from_db()
    assert story.editorial == Editorial.SUBMITTED
