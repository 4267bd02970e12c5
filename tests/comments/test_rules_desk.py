"""Rules at the desk: who may, the form with its examples, the trial, the versions."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from articles.models.story import Story
from comments.models import Comment, Replay, RuleVersion, SitePolicy
from comments.replay import run_replay
from comments.verbs.rules import switch
from readers.models import Reader
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_user
from tests.comments.rule_tools import FITTING, rule
from tests.comments.test_desk import at_desk
from tests.comments.tools import counted_queries, write

pytestmark = pytest.mark.django_db
RULES = "/desk/comments/rule/"


def typed(kind: str = "words", seen: int = 0, **said: Any) -> dict[str, Any]:
    """The fields of the form."""
    return {"name": "Insults", "seen": seen, "is_on": "on", "prefixes": "on", "disguises": "on"} | (
        FITTING[kind] | said
    )


def try_it(client: Client, **said: Any) -> Replay:
    """Send the form of a new rule and let the worker do its work."""
    response = client.post(f"{RULES}add/?kind=words", typed(**said))
    assert response.status_code == 302, response.content.decode()
    replay = Replay.objects.latest("pk")
    run_replay.call(replay.pk)
    return replay


def test_a_rule_is_tried_then_saved_and_then_holds(
    story: Story, reader: Reader, open_site: SitePolicy, moderator: User
) -> None:
    old = write(story.pk, reader, "They are <b>traitors</b>!")
    client = at_desk(moderator)
    replay = try_it(client)
    page = client.get(f"{RULES}trial/{replay.pk}/").content.decode()
    assert "It would have found 1 comment" in page
    assert "&lt;b&gt;<mark>traitors</mark>&lt;/b&gt;" in page
    assert "Save the rule" in page
    response = client.post(f"{RULES}trial/{replay.pk}/", {"do": "save"}, follow=True)
    assert "in force from now on" in response.content.decode()
    version = RuleVersion.objects.get()
    assert (version.by, version.tried, version.would_find) == (moderator, 1, 1)
    old.refresh_from_db()
    assert old.state == "published"
    assert write(story.pk, reader, "Traitors again!").state == "pending"


def test_the_queue_names_the_rule_and_its_version_and_marks_the_place(
    story: Story, reader: Reader, open_site: SitePolicy, chief: User
) -> None:
    version = rule(chief, name="Insults")
    comment = write(story.pk, reader, "They are tr@itors & more.")
    client = at_desk(chief)
    for address in ("/desk/comments/comment/", f"/desk/comments/comment/{comment.pk}/"):
        page = client.get(address).content.decode()
        assert "They are <mark>tr@itors</mark> &amp; more." in page
        assert f"Has words or a phrase – Insults ({version.number})" in page


def test_a_trial_under_way_asks_for_itself_again_and_need_not_be_waited_for(
    moderator: User,
) -> None:
    client = at_desk(moderator)
    client.post(f"{RULES}add/?kind=words", typed())
    replay = Replay.objects.get()
    response = client.get(f"{RULES}trial/{replay.pk}/")
    assert response["Refresh"] == "2"
    assert "waits for the worker" in response.content.decode()
    client.post(f"{RULES}trial/{replay.pk}/", {"do": "save"})
    assert RuleVersion.objects.get().tried == 0
    assert "Refresh" not in client.get(f"{RULES}trial/{replay.pk}/")


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"must_find": "Nothing bad."}, "It does not find “Nothing bad.”."),
        ({"must_pass": "You traitors"}, "It finds “You traitors”, which it should not."),
        ({"words": "*"}, "says too little"),
        ({"name": ""}, "This field is required"),
    ],
)
def test_a_rule_whose_examples_fail_is_not_tried_and_nothing_typed_is_lost(
    moderator: User, said: dict[str, Any], sentence: str
) -> None:
    response = at_desk(moderator).post(f"{RULES}add/?kind=words", typed(**said))
    page = response.content.decode()
    assert response.status_code == 400
    assert sentence in page
    assert "كلاب" in page or "words" in said
    assert not Replay.objects.exists()


@pytest.mark.parametrize("kind", list(FITTING))
def test_the_form_of_every_kind_can_be_opened_and_sent(chief: User, kind: str) -> None:
    client = at_desk(chief)
    assert client.get(f"{RULES}add/?kind={kind}").status_code == 200
    form = typed(kind) | (
        {"action": "hold"} if kind in {"words", "domains", "links", "repetition"} else {}
    )
    assert client.post(f"{RULES}add/?kind={kind}", form).status_code == 302


def test_nobody_loses_a_colleagues_version(chief: User, moderator: User) -> None:
    first = rule(chief)
    client = at_desk(moderator)
    client.post(f"{RULES}{first.rule_id}/", typed(seen=1, name="Mine"))
    switch(first.rule, by=chief, is_on=False, seen=1)
    replay = Replay.objects.get()
    response = client.post(f"{RULES}trial/{replay.pk}/", {"do": "save"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "has changed this rule in the meantime" in page
    assert "Where the two differ" in page
    client.post(f"{RULES}trial/{replay.pk}/", {"do": "rebase"})
    again = Replay.objects.latest("pk")
    client.post(f"{RULES}trial/{again.pk}/", {"do": "save"})
    newest = RuleVersion.objects.newest().get()
    assert (newest.number, newest.name) == (3, "Mine")


@pytest.mark.parametrize(
    ("role", "sees", "writes", "refuses"),
    [
        (None, 403, False, False),
        (Role.JOURNALIST, 403, False, False),
        (Role.EDITOR, 200, False, False),
        (Role.MODERATOR, 200, True, False),
        (Role.CHIEF, 200, True, True),
    ],
)
def test_who_may_do_what(
    chief: User, role: Role | None, sees: int, writes: bool, refuses: bool
) -> None:
    harsh = rule(chief, action="reject", reason="hate")
    mild = rule(chief)
    client = at_desk(make_user(role))
    for address in (RULES, f"{RULES}{mild.rule_id}/"):
        assert client.get(address).status_code == sees
    assert (client.get(f"{RULES}add/?kind=words").status_code == 200) is writes
    for one, may in ((mild, writes), (harsh, refuses)):
        client.post(f"{RULES}{one.rule_id}/switch/", {"seen": 1, "is_on": "off"})
        assert (RuleVersion.objects.newest().get(rule=one.rule).is_on is False) is may
    before = Replay.objects.count()
    client.post(f"{RULES}add/?kind=words", typed(action="spam"))
    made = Replay.objects.latest("pk") if Replay.objects.count() > before else None
    assert (made is not None) is writes
    if made is not None:
        assert made.draft["action"] == ("spam" if refuses else "hold")


def test_a_moderator_cannot_save_the_chiefs_refusing_trial(chief: User, moderator: User) -> None:
    replay = try_it(at_desk(chief), action="spam")
    client = at_desk(moderator)
    assert "Only the chief editor" in client.get(f"{RULES}trial/{replay.pk}/").content.decode()
    assert client.post(f"{RULES}trial/{replay.pk}/", {"do": "save"}).status_code == 403
    assert not RuleVersion.objects.exists()


def test_a_moderator_cannot_soften_a_refusing_rule(chief: User, moderator: User) -> None:
    harsh = rule(chief, action="reject", reason="hate")
    client = at_desk(moderator)
    assert client.post(f"{RULES}{harsh.rule_id}/", typed(seen=1)).status_code == 403
    assert not Replay.objects.exists()


def test_the_lists_cost_the_same_with_few_and_many(
    story: Story, reader: Reader, open_site: SitePolicy, chief: User
) -> None:
    client = at_desk(chief)
    counts = []
    for number in (1, 8):
        for _ in range(number):
            rule(chief)
            write(story.pk, reader, f"Traitors, {Comment.objects.count()}")
        with counted_queries() as queries:
            client.get(RULES)
        replay = try_it(client, action="hold")
        with counted_queries() as more:
            client.get(f"{RULES}trial/{replay.pk}/")
        counts.append((len(queries), len(more)))
    assert counts[0] == counts[1]


def test_the_empty_list_and_all_versions_say_so_in_both_languages(chief: User) -> None:
    client = at_desk(chief)
    assert "There are no rules yet" in client.get(RULES).content.decode()
    version = rule(chief)
    switch(version.rule, by=chief, is_on=False, seen=1, note="Too eager.")
    page = client.get(f"{RULES}{version.rule_id}/").content.decode()
    assert "version 1" in page
    assert "Too eager." in page
    User.objects.filter(pk=chief.pk).update(language="ar")
    page = client.get(RULES).content.decode()
    assert "القواعد" in page


def test_unknown_addresses_are_404_and_unknown_kinds_lead_back(chief: User) -> None:
    client = at_desk(chief)
    assert client.get(f"{RULES}99/").status_code == 404
    assert client.get(f"{RULES}trial/99/").status_code == 404
    assert client.get(f"{RULES}add/?kind=regex").status_code == 302
    assert client.post(f"{RULES}99/switch/", {"seen": 1}).status_code == 404
