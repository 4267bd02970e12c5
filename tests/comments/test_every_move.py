"""Every state, every verb of the desk, every role: what is done, refused and forbidden."""

from __future__ import annotations

from itertools import count

import pytest
from django.test import Client
from django.utils import timezone

from articles.models.story import Story
from comments.models import Comment, Decision, SitePolicy, Thread
from comments.workflow import BECOMES, State, Verb, is_allowed
from staff.roles import Role
from tests.articles.factories import make_user
from tests.comments.tools import make_reader, write

pytestmark = pytest.mark.django_db
DESK = "/desk/comments/comment/"
MODERATORS = {Role.MODERATOR, Role.EDITOR, Role.CHIEF}
MAY: dict[Verb, set[Role]] = {
    Verb.APPROVE: MODERATORS,
    Verb.REJECT: MODERATORS,
    Verb.MARK_SPAM: MODERATORS,
    Verb.DELETE: MODERATORS,
    Verb.FEATURE: {Role.EDITOR, Role.CHIEF},
    Verb.UNFEATURE: {Role.EDITOR, Role.CHIEF},
    Verb.ANNOTATE: MODERATORS,
    Verb.CLOSE: MODERATORS,
    Verb.REOPEN: MODERATORS,
}
NUMBERS = count(1)


def copy_of(original: Comment, state: State, verb: Verb) -> Comment:
    """Another comment like it in a state, such that the verb has something to do."""
    is_published = state == State.PUBLISHED
    original.pk, original.path = None, f"x{next(NUMBERS)}"
    original.state, original.visible = state, is_published
    original.published_at = timezone.now() if is_published else None
    original.is_closed = verb == Verb.REOPEN
    original.save(force_insert=True)
    made = Comment.objects.get(pk=original.pk)
    Thread.objects.update(published=1000, featured=made if verb == Verb.UNFEATURE else None)
    return made


def press(client: Client, comment: Comment, verb: Verb) -> int:
    """Send the verb's form; the status of the answer."""
    own, headers = f"{DESK}{comment.pk}/", {"Accept": "application/json"}
    match verb:
        case Verb.ANNOTATE:
            address, form = f"{own}note/", {"text": "We asked."}
        case Verb.CLOSE | Verb.REOPEN:
            address, form = f"{own}branch/", {"verb": verb.value}
        case _:
            address, form = f"{own}judge/", {"verb": verb.value, "reason": "hate"}
    return client.post(address, form, headers=headers).status_code


@pytest.mark.parametrize("role", [None, *Role])
def test_every_state_every_verb_every_role(
    story: Story, open_site: SitePolicy, role: Role | None
) -> None:
    client = Client()
    client.force_login(make_user(role))
    original = write(story.pk, make_reader())
    for state in State:
        for verb, who in MAY.items():
            case = f"{verb} on {state} by {role}"
            comment = copy_of(original, state, verb)
            done = role in who and is_allowed(verb, state)
            expected = {403} if role not in who else {200, 302} if done else {409}
            assert press(client, comment, verb) in expected, case
            comment.refresh_from_db()
            assert comment.state == (BECOMES.get(verb, state) if done else state), case
            recorded = Decision.objects.filter(comment=comment, verb=verb)
            assert recorded.exists() is done, case
