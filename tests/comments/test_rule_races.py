"""Rules when several people act in the same moment."""

from __future__ import annotations

from functools import partial

import pytest

from articles.models.story import Story
from comments import verbs
from comments.models import Decision, Kind, RuleVersion
from comments.verbs.rules import Stale, save_tried, try_rule
from comments.workflow import Refused
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_user, publish_story
from tests.comments.rule_tools import draft, rule
from tests.comments.test_parallel import at_once
from tests.comments.tools import make_reader, open_policy, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def story(transactional_db: None) -> Story:
    return Story.objects.get(pk=publish_story().pk)


@pytest.fixture
def chief(transactional_db: None) -> User:
    user = make_user(Role.CHIEF)
    open_policy(user)
    return user


def test_reports_in_the_same_moment_hide_a_comment_once(story: Story, chief: User) -> None:
    rule(chief, Kind.FLAGS)
    comment = write(story.pk, make_reader())
    readers = [make_reader(email=f"r@{word}.example.org") for word in "abcdefgh"]
    at_once([partial(verbs.flag, comment, reader=one, reason="hate") for one in readers])
    comment.refresh_from_db()
    assert (comment.state, comment.holds.count()) == ("pending", 1)
    assert [one.verb for one in Decision.objects.all()] == ["hold"]


def test_one_trial_is_saved_once(story: Story, chief: User) -> None:
    replay = try_rule(draft(), by=chief, rule=None, seen=0)
    answers = at_once([partial(save_tried, replay, by=chief)] * 5)
    assert RuleVersion.objects.count() == 1
    assert sum(isinstance(one, Refused) for one in answers) == 4


def test_of_two_colleagues_trials_of_one_version_the_second_is_told(
    story: Story, chief: User
) -> None:
    first = rule(chief)
    replays = [
        try_rule(draft(name=name), by=chief, rule=first.rule, seen=1) for name in ("One", "Two")
    ]
    answers = at_once([partial(save_tried, one, by=chief) for one in replays])
    assert sorted(RuleVersion.objects.values_list("number", flat=True)) == [1, 2]
    assert sum(isinstance(one, Stale) for one in answers) == 1
