"""A ban meets other moderators, and comments that are on their way."""

from __future__ import annotations

import time
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone

from articles.models.story import Story
from comments import verbs
from comments.models import Comment, StandingDecision
from comments.verbs.entry import MayNotWrite
from comments.workflow import Refused, State
from readers.models import Letter
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_user, publish_story
from tests.comments.test_parallel import at_once
from tests.comments.tools import make_reader, open_policy, write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def moderator(db: None) -> User:
    return make_user(Role.MODERATOR)


def test_of_moderators_who_press_at_once_one_bans(moderator: User) -> None:
    reader = make_reader()
    verbs.mute(reader, by=moderator, until=timezone.now() + timedelta(days=7), reason="hate")
    others = [make_user(Role.MODERATOR) for _ in range(4)]
    answers = at_once([partial(verbs.ban, reader, by=by, reason="hate") for by in others])
    assert sum(isinstance(one, StandingDecision) for one in answers) == 1
    assert sum(isinstance(one, Refused) for one in answers) == 3
    assert StandingDecision.objects.count() == Letter.objects.count() == 2


@pytest.mark.parametrize("edits", [False, True])
def test_what_is_sent_while_a_ban_is_on_its_way_is_refused(moderator: User, edits: bool) -> None:
    open_policy(make_user(Role.CHIEF))
    story = Story.objects.get(pk=publish_story().pk)
    reader = make_reader()
    earlier = write(story.pk, reader, "Before it.")

    def ban() -> None:
        with transaction.atomic():
            verbs.ban(reader, by=moderator, reason="hate")
            time.sleep(0.4)

    def send() -> Comment:
        time.sleep(0.15)
        if edits:
            return verbs.edit(earlier, reader=reader, raw="Changed in between.")
        return write(story.pk, reader, "Sent in between.")

    _ban, refused = at_once([ban, send])
    assert isinstance(refused, MayNotWrite)
    assert Comment.objects.get().raw == "Before it."


def test_a_ban_waits_for_what_is_being_sent_and_its_sweep_finds_it(moderator: User) -> None:
    open_policy(make_user(Role.CHIEF))
    story = Story.objects.get(pk=publish_story().pk)
    reader = make_reader()

    def send() -> None:
        with transaction.atomic():
            write(story.pk, reader, "Sent in between.")
            time.sleep(0.4)

    def ban() -> int:
        time.sleep(0.15)
        verbs.ban(reader, by=moderator, reason="hate", sweeps=True)
        return Comment.objects.filter(state=State.PUBLISHED).count()

    assert at_once([send, ban])[1] == 1
