"""Who may do what, written out by hand for every role, for own and for other people's stories."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser

from articles import permissions
from articles.models import Article, Byline
from articles.workflow import Editorial, Verb
from staff.models import User
from staff.permissions import Person
from staff.roles import Role
from tests.articles.factories import make_contributor, make_story, make_user

pytestmark = pytest.mark.django_db

ROLES = "journalist editor moderator chief nobody".split()
# "own": only stories that the person began or stands in the byline of.
MAY_USE = """
    submit     own  yes  -  yes  -
    send_back  -    yes  -  yes  -
    approve    -    yes  -  yes  -
    amend      -    -    -  -    -
    publish    -    yes  -  yes  -
    withdraw   -    yes  -  yes  -
    spike      own  yes  -  yes  -
    revive     own  yes  -  yes  -
    schedule   -    yes  -  yes  -
    unschedule -    yes  -  yes  -
    embargo    -    yes  -  yes  -
    lift       -    -    -  yes  -
    discard    own  yes  -  yes  -
    retract    -    yes  -  yes  -
    take_down  -    -    -  yes  -
    reinstate  -    -    -  yes  -
"""
MAY_EDIT = """
    draft      own  yes  -  yes  -
    submitted  own  yes  -  yes  -
    approved   -    yes  -  yes  -
    spiked     -    yes  -  yes  -
"""
MAY = """
    can_view_stories      yes  yes  yes  yes  -
    can_write             yes  yes  -    yes  -
    can_correct           -    yes  -    yes  -
    can_upload_photos     yes  yes  -    yes  -
    can_keep_reference    yes  yes  -    yes  -
    can_change_reference  -    yes  -    yes  -
    can_manage_sections   -    -    -    yes  -
    can_write_wording     -    -    -    yes  -
"""


def rows(table: str) -> list[tuple[str, str, str]]:
    """Subject, role and answer."""
    found = []
    for line in table.strip().splitlines():
        subject, *answers = line.split()
        found += [(subject, *pair) for pair in zip(ROLES, answers, strict=True)]
    return found


def somebody(role: str) -> User:
    return make_user(None if role == "nobody" else Role(role))


def wrong_answers(table: str, ask: Callable[[Person, Article, str], bool]) -> list[object]:
    """Where the answer for an own story or for somebody else's is not the written one."""
    wrong: list[object] = []
    people = {role: somebody(role) for role in ROLES}
    own = {role: make_story(person) for role, person in people.items()}
    foreign = make_story()
    for subject, role, answer in rows(table):
        for story, right in (
            (own[role], answer in {"own", "yes"}),
            (foreign, answer == "yes"),
        ):
            if ask(people[role], story, subject) is not right:
                wrong.append((role, subject, "own" if story is own[role] else "foreign"))
    return wrong


def test_the_written_tables_are_complete() -> None:
    assert {subject for subject, _, _ in rows(MAY_USE)} == set(Verb)
    assert {subject for subject, _, _ in rows(MAY_EDIT)} == set(Editorial)
    assert set(ROLES) == {*Role, "nobody"}


def test_who_may_use_each_verb() -> None:
    assert not wrong_answers(
        MAY_USE, lambda person, story, verb: permissions.can_use(person, Verb(verb), story)
    )


def test_who_may_edit_a_story_in_each_status() -> None:
    def ask(person: Person, story: Article, status: str) -> bool:
        story.editorial = status
        return permissions.can_edit(person, story)

    assert not wrong_answers(MAY_EDIT, ask)


@pytest.mark.parametrize(("predicate", "role", "answer"), rows(MAY))
def test_who_may_do_what_besides(predicate: str, role: str, answer: str) -> None:
    assert getattr(permissions, predicate)(somebody(role)) is (answer == "yes")


def test_standing_in_the_byline_makes_a_story_ones_own() -> None:
    writer, story = make_user(Role.JOURNALIST), make_story()
    assert not permissions.can_edit(writer, story)
    Byline.objects.create(article=story, contributor=make_contributor(user=writer))
    assert permissions.can_edit(writer, story)
    assert permissions.can_use(writer, Verb.SUBMIT, story)
    assert not permissions.can_use(writer, Verb.APPROVE, story)


def test_a_colleague_in_the_byline_does_not_make_it_mine() -> None:
    mine, story = make_user(Role.JOURNALIST), make_story()
    Byline.objects.create(
        article=story, contributor=make_contributor(user=make_user(Role.JOURNALIST))
    )
    Byline.objects.create(article=story, contributor=make_contributor("Agency"))
    assert not permissions.is_own(mine, story)


def everything_asked_of(person: Person, story: Article) -> list[bool]:
    return [
        *(permissions.can_use(person, verb, story) for verb in Verb),
        permissions.can_edit(person, story),
        *(getattr(permissions, name)(person) for name, _, _ in rows(MAY)),
    ]


def test_a_visitor_may_nothing_and_owns_nothing() -> None:
    story = make_story()
    # An agency has no account, as a visitor has none: that must not make them the same.
    Byline.objects.create(article=story, contributor=make_contributor("Agency"))
    assert not any(everything_asked_of(AnonymousUser(), story))
    assert not permissions.is_own(AnonymousUser(), story)


def test_an_account_that_was_closed_may_nothing() -> None:
    chief = make_user(Role.CHIEF)
    story = make_story(chief)
    User.objects.filter(pk=chief.pk).update(is_active=False)
    assert not any(everything_asked_of(User.objects.get(pk=chief.pk), story))


def test_two_roles_add_up() -> None:
    person, story = make_user(Role.JOURNALIST), make_story()
    person.groups.add(make_user(Role.EDITOR).groups.get())
    assert permissions.can_use(User.objects.get(pk=person.pk), Verb.PUBLISH, story)
