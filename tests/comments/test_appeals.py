"""House rules, reasons, and the one appeal that a reader has."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from articles.models.story import Story
from comments import verbs
from comments.belonging import erase
from comments.house_rules import HOUSE_RULES, address
from comments.models import Appeal, Comment, Decision, SitePolicy
from comments.verbs import decide_appeal
from comments.workflow import Reason, Refused
from readers.export import everything_about
from readers.models import Letter, Reader
from readers.registry import Keep
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_user
from tests.comments.rule_tools import rule
from tests.comments.tools import browser, make_reader, typed, write

pytestmark = pytest.mark.django_db
LIST = "/desk/comments/comment/?list=appeals"


@pytest.fixture
def rejected(story: Story, reader: Reader, moderator: User) -> Comment:
    comment = write(story.pk, reader, "They are all liars.")
    verbs.reject(comment, by=moderator, reason="personal_attack")
    return comment


@pytest.fixture
def asked(rejected: Comment, reader: Reader) -> Appeal:
    return verbs.appeal(rejected, reader=reader, text="I meant the spokesmen, not the readers.")


@pytest.fixture
def colleague(db: None) -> User:
    return make_user(Role.MODERATOR, name="Rana Haddad")


def at_desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_every_reason_has_its_rule_and_place_on_the_page(db: None) -> None:
    assert [rule.reason for rule in HOUSE_RULES] == list(Reason)
    for path, language in (("/house-rules/", "en"), ("/ar/house-rules/", "ar")):
        response = Client().get(path)
        page = response.content.decode()
        assert response["Content-Language"] == language
        assert "Set-Cookie" not in response
        for reason in Reason:
            assert f'id="{address(language, reason).partition("#")[2]}"' in page


def test_the_rules_are_linked_above_the_form_and_at_the_foot(story: Story) -> None:
    page = Client().get(f"/comments/{story.pk}/").content.decode()
    assert page.count('href="/house-rules/"') == 2
    assert page.index('href="/house-rules/"') < page.index('name="body"')
    assert 'href="/ar/house-rules/"' in Client().get("/ar/").content.decode()


def test_the_reader_is_told_the_reason_and_the_rule(rejected: Comment, reader: Reader) -> None:
    page = browser(reader).get("/readers/me/").content.decode()
    assert "It attacks a person." in page
    assert 'href="/house-rules/#personal-attack"' in page
    assert f'href="{rejected.address}appeal/"' in page


def test_a_reason_is_told_after_the_appeal_too(asked: Appeal, reader: Reader) -> None:
    page = browser(reader).get("/readers/me/").content.decode()
    assert "It attacks a person." in page
    assert "You asked us to look again." in page


def test_an_appeal_is_a_plain_form(rejected: Comment, reader: Reader) -> None:
    client, path = browser(reader), f"{rejected.address}appeal/"
    assert "<textarea" in client.get(path).content.decode()
    answer = client.post(path, {"text": "Please look again."})
    assert (answer.status_code, answer["Location"]) == (303, path)
    page = client.get(path).content.decode()
    assert "Please look again." in page
    assert "<textarea" not in page
    decision = Decision.objects.filter(comment=rejected).first()
    assert decision is not None
    assert (decision.verb, decision.before, decision.after) == ("appeal", "rejected", "rejected")


def test_an_appeal_by_somebody_elses_link(rejected: Comment) -> None:
    path = f"{rejected.address}appeal/"
    stranger = browser(make_reader())
    assert stranger.get(path).status_code == 404
    assert stranger.post(path, {"text": "Mine!"}).status_code == 404
    nobody = browser().post(path, {"text": "Mine!"})
    assert nobody.status_code == 403
    assert "sign-in" in nobody.content.decode()
    with pytest.raises(Refused):
        verbs.appeal(rejected, reader=make_reader(), text="Mine!")
    assert not Appeal.objects.exists()


def test_a_forged_appeal_keeps_what_was_typed(rejected: Comment, reader: Reader) -> None:
    client = browser(reader)
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = client.post(f"{rejected.address}appeal/", {"text": "Typed."}, headers=headers)
    assert answer.status_code == 403
    assert "Typed." in answer.content.decode()


@pytest.mark.parametrize("text", ["", "  \u200b ", "x" * 1001])
def test_an_appeal_needs_a_sentence_of_bearable_length(
    rejected: Comment, reader: Reader, text: str
) -> None:
    answer = browser(reader).post(f"{rejected.address}appeal/", {"text": text})
    assert answer.status_code == 422
    assert text.strip() in answer.content.decode()


def test_only_once(asked: Appeal, reader: Reader, colleague: User, moderator: User) -> None:
    with pytest.raises(Refused, match="once"):
        verbs.appeal(asked.comment, reader=reader, text="Again.")
    decide_appeal(asked, by=colleague, grants=True, answer="You are right.")
    verbs.reject(asked.comment, by=moderator, reason="hate")
    again = browser(reader).post(f"{asked.comment.address}appeal/", {"text": "Again."})
    assert again.status_code == 422
    assert Appeal.objects.count() == 1


@pytest.mark.parametrize("state", ["pending", "published", "deleted"])
def test_what_was_not_rejected_cannot_be_appealed(
    story: Story, reader: Reader, moderator: User, state: str
) -> None:
    comment = write(story.pk, reader)
    if state == "published":
        verbs.approve(comment, by=moderator)
    if state == "deleted":
        verbs.delete(comment, by=moderator)
    with pytest.raises(Refused):
        verbs.appeal(comment, reader=reader, text="Why?")


@pytest.mark.parametrize(("grants", "state"), [(True, "published"), (False, "rejected")])
def test_another_moderator_decides_and_the_reader_is_told(
    asked: Appeal, reader: Reader, colleague: User, grants: bool, state: str
) -> None:
    form = {"verb": "grant" if grants else "uphold", "answer": "We have read it with care."}
    at_desk(colleague).post(f"/desk/comments/comment/appeal/{asked.pk}/", form)
    asked.refresh_from_db()
    asked.comment.refresh_from_db()
    assert (asked.comment.state, asked.decided_by) == (state, colleague)
    letter = Letter.objects.get(kind="appeal")
    assert letter.to == reader.email
    assert "We have read it with care." in letter.text
    assert asked.text not in letter.text
    page = browser(reader).get(f"{asked.comment.address}appeal/").content.decode()
    assert "We have read it with care." in page
    assert str(asked.get_outcome_display()) in browser(reader).get("/readers/me/").content.decode()


def test_whoever_decided_cannot_decide_the_appeal(asked: Appeal, moderator: User) -> None:
    client = at_desk(moderator)
    assert "a colleague answers the appeal" in client.get(LIST).content.decode()
    form = {"verb": "uphold", "answer": "No."}
    answer = client.post(f"/desk/comments/comment/appeal/{asked.pk}/", form)
    assert answer.status_code == 409
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.update(outcome="upheld", decided_by=moderator, decided_at=timezone.now())


@pytest.mark.parametrize("verb", ["approve", "mark_spam", "delete", "reject"])
def test_while_an_appeal_is_open_nothing_else_moves_the_comment(
    asked: Appeal, moderator: User, colleague: User, verb: str
) -> None:
    for by in (moderator, colleague):
        batch = verbs.judge_all([asked.comment_id], verb=verb, by=by, reason="hate")
        assert not batch.done
    rejection = Decision.objects.get(comment=asked.comment, verb="reject")
    with pytest.raises(Refused, match="appealed"):
        verbs.undo(rejection, by=moderator)


def test_two_colleagues_at_once_the_second_is_told(asked: Appeal, colleague: User) -> None:
    same = Appeal.objects.get(pk=asked.pk)
    decide_appeal(asked, by=colleague, grants=False, answer="It stays.")
    with pytest.raises(Refused, match="already"):
        decide_appeal(same, by=make_user(Role.EDITOR), grants=False, answer="It stays too.")
    assert Letter.objects.filter(kind="appeal").count() == 1


def test_an_answer_is_asked_for_and_what_was_typed_is_kept(asked: Appeal, colleague: User) -> None:
    client, path = at_desk(colleague), f"/desk/comments/comment/appeal/{asked.pk}/"
    assert "Answer the reader" in client.post(path, {"verb": "grant"}).content.decode()
    wrong = client.post(path, {"verb": "maybe", "answer": "Typed <b>."})
    assert "Typed &lt;b&gt;." in wrong.content.decode()
    assert wrong.status_code == 409


def test_journalists_do_not_decide(asked: Appeal) -> None:
    client = at_desk(make_user(Role.JOURNALIST))
    form = {"verb": "grant", "answer": "Yes."}
    path = f"/desk/comments/comment/appeal/{asked.pk}/"
    assert client.post(path, form).status_code == 403


def test_a_withdrawn_comment_leaves_the_list(
    asked: Appeal, reader: Reader, colleague: User
) -> None:
    client = at_desk(colleague)
    assert asked.text in client.get(LIST).content.decode()
    verbs.withdraw(asked.comment, reader=reader)
    assert "No reader waits" in client.get(LIST).content.decode()


def test_an_appeal_is_in_the_download_and_goes_with_its_reader(
    asked: Appeal, reader: Reader
) -> None:
    assert asked.text in str(everything_about(reader))
    erase(reader, Keep.ANONYMOUS)
    asked.refresh_from_db()
    assert asked.text == ""


def by_rule(chief: User, story: Story, way: str) -> Comment:
    """A comment that a rule has refused: new, on confirmation, or after an edit."""
    reader = make_reader("Salma", "salma@example.org")
    if way == "edit":
        comment = write(story.pk, reader, "They are friends.")
        rule(chief, action="reject", reason="hate")
        return verbs.edit(comment, reader=reader, raw="They are traitors.")
    rule(chief, action="reject", reason="hate")
    if way == "write":
        return write(story.pk, reader, "They are traitors.")
    fields = typed("They are traitors.", email=reader.email)
    browser().post(f"/comments/{story.pk}/", fields)
    return verbs.confirm(Comment.objects.get(state="awaiting_email"), reader=reader)


@pytest.mark.parametrize("way", ["write", "confirm", "edit"])
def test_an_appeal_against_what_a_rule_refused(
    story: Story, open_site: SitePolicy, chief: User, way: str
) -> None:
    comment = by_rule(chief, story, way)
    assert (comment.state, comment.reason_given) == (
        "rejected",
        "It denigrates people for what they are.",
    )
    assert comment.reader is not None
    client = browser(comment.reader)
    client.post(f"{comment.address}appeal/", {"text": "It was a quotation."})
    made = Appeal.objects.get()
    assert made.judged_by is None
    assert made.against is not None
    assert (made.against.verb, made.against.by) == ("reject", None)
    assert made.against.rule is not None
    page = at_desk(chief).get(LIST).content.decode()
    assert f"Rule: {made.against.rule}" in page
    assert '<span class="count">1</span></a>' in page
    decide_appeal(made, by=chief, grants=True, answer="It was.")  # whose rule it is
    comment.refresh_from_db()
    assert comment.state == "published"
    assert '<span class="count">1</span></a>' not in at_desk(chief).get(LIST).content.decode()


def test_what_rules_decided_stands_under_decided_and_can_be_undone(
    story: Story, open_site: SitePolicy, chief: User, moderator: User
) -> None:
    comment = by_rule(chief, story, "write")
    decision = Decision.objects.get(comment=comment)
    page = at_desk(moderator).get("/desk/comments/comment/?list=decided").content.decode()
    assert f"Rule: {decision.rule}" in page
    undo = f"/desk/comments/comment/decision/{decision.pk}/undo/"
    assert undo in page
    at_desk(moderator).post(undo)
    comment.refresh_from_db()
    assert comment.state == "pending"
