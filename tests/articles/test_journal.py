"""Nothing typed is lost: the journal of unsaved work."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.admin.journal import store
from articles.admin.journal.marks import Marks, Pass
from articles.admin.journal.sweep import forget_unsaved_work
from articles.models import Article, JournalEntry, Revision, Sitting
from staff.models import User
from staff.roles import Role
from tests.articles.desk import (
    ADD,
    address,
    at_desk,
    expire_sessions,
    row,
    save,
    text_of,
    unmarked,
    whole_form,
)
from tests.articles.factories import (
    approve_story,
    make_place,
    make_section,
    make_story,
    make_user,
)

pytestmark = pytest.mark.django_db
JOURNAL = "/desk/articles/article/journal/"
LONG = " ".join(["Nobody slept in the town that night."] * 250)


@pytest.fixture(autouse=True)
def fresh_second() -> None:
    cache.clear()
    return


@pytest.fixture
def rima() -> User:
    return make_user(Role.JOURNALIST, name="Rima Haddad", password="between-two-cedars")


@pytest.fixture
def samir() -> User:
    return make_user(name="Samir Khoury", password="between-two-cedars")


def _open(client: Client, story: Article | None = None) -> dict[str, str]:
    return whole_form(client.get(address(story) if story else ADD))


def _type(client: Client, form: dict[str, str], **typed: str) -> Any:
    """What the form's script sends a moment after typing stops."""
    stroke = str(int(form["journal_stroke"]) + 1)
    form.update(typed, journal_stroke=stroke)
    return client.post(f"{JOURNAL}keep/", form)


def _fields(**changes: str) -> dict[str, str]:
    section = str(make_section().pk)
    return {"language": "en", "section": section, "headline": "The road opens", **changes}


# Written down while somebody types


def test_what_is_typed_is_kept_apart_from_the_revisions(rima: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    form = _open(client, story)
    first = _type(client, form, headline="Half a head")
    second = _type(client, form, headline="Half a headline", body="<p>So far.</p>")
    assert (first.status_code, second.json()["kept"]) == (200, True)
    entry = JournalEntry.objects.get()
    assert (entry.owner, entry.article, entry.begun_with) == (rima, story, None)
    assert entry.fields["headline"] == "Half a headline"
    assert not {"csrfmiddlewaretoken", "journal_pass", "seen_version"} & set(entry.fields)
    story.refresh_from_db()
    assert story.headline != "Half a headline"
    assert Revision.objects.filter(article=story).count() == 1


def test_writing_down_takes_four_queries_at_most(rima: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    form = _open(client, story)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert _type(client, form, body=f"<p>{LONG}</p>").status_code == 200
    assert len(asked) <= 4, [query["sql"] for query in asked]


def test_an_older_writing_that_arrives_late_changes_nothing(rima: User) -> None:
    client = at_desk(rima)
    form = _open(client, make_story(rima))
    late = dict(form)
    _type(client, form, headline="First")
    _type(client, form, headline="Second")
    answer = client.post(f"{JOURNAL}keep/", {**late, "journal_stroke": "1", "headline": "First"})
    assert answer.json() | {"csrf": ""} == {
        "state": "older",
        "kept": False,
        "clock": "",
        "csrf": "",
    }
    assert JournalEntry.objects.get().fields["headline"] == "Second"


def test_saving_takes_the_entry_away_in_the_same_transaction(rima: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    form = _open(client, story)
    _type(client, form, headline="Typed", deck="And a deck")
    refused = client.post(address(story), {**form, "headline": ""})
    assert refused.status_code == 400
    assert JournalEntry.objects.get().fields["deck"] == "And a deck"
    assert client.post(address(story), whole_form(refused) | {"headline": "Ty"}).status_code == 302
    assert not JournalEntry.objects.exists()
    late = _type(client, form, headline="Typed")
    assert (late.status_code, late.json()["state"]) == (409, "ended")
    assert not JournalEntry.objects.exists()


def test_a_step_that_is_refused_undoes_both(rima: User, samir: User) -> None:
    story = make_story(samir)
    client = at_desk(samir)
    form = _open(client, story)
    _type(client, form, headline="Not yet approved")
    refused = client.post(address(story), {**form, "_verb": "publish"})
    story.refresh_from_db()
    assert refused.status_code == 409
    assert story.headline != "Not yet approved"
    assert JournalEntry.objects.get().fields["headline"] == "Not yet approved"


def test_other_windows_of_the_same_person_keep_their_own(rima: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    one, other = _open(client, story), _open(client, story)
    _type(client, one, deck="In the first")
    _type(client, other, deck="In the second")
    assert client.post(address(story), one).status_code == 302
    assert JournalEntry.objects.get().fields["deck"] == "In the second"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"journal_pass": ""}, 403),
        ({"journal_pass": "forged:pass:x"}, 403),
        ({"body": "x" * 2_000_001}, 413),
        ({"journal_pass": Pass(0, 1, None).signed()}, 403),
    ],
)
def test_what_the_journal_does_not_take(rima: User, changes: dict[str, str], status: int) -> None:
    client = at_desk(rima)
    answer = _type(client, _open(client, make_story(rima)), **changes)
    assert (answer.status_code, answer.json()["kept"]) == (status, False)
    assert not JournalEntry.objects.exists()


def test_a_story_that_does_not_exist_and_a_zero_character(rima: User) -> None:
    client = at_desk(rima)
    form = _open(client, make_story(rima))
    gone = form | {"journal_pass": Pass(rima.pk, 999_999, None).signed()}
    assert _type(client, gone, headline="x").status_code == 404
    assert _type(client, form, headline="a\0b").status_code == 200
    assert JournalEntry.objects.get().fields["headline"] == "ab"


def test_more_than_a_few_writings_a_second_have_to_wait(rima: User) -> None:
    client = at_desk(rima)
    form = _open(client, make_story(rima))
    answers = [_type(client, form, headline=str(number)) for number in range(30)]
    slow = [answer for answer in answers if answer.status_code == 429]
    assert slow
    assert slow[0]["Retry-After"] == "1"


def test_a_moderator_keeps_no_journal() -> None:
    moderator = make_user(Role.MODERATOR)
    story = make_story()
    forged = {"journal_tab": str(uuid4()), "journal_stroke": "1", "headline": "Mine"}
    forged["journal_pass"] = Pass(moderator.pk, story.pk, None).signed()
    assert at_desk(moderator).post(f"{JOURNAL}keep/", forged).status_code == 403
    assert at_desk(moderator).get(JOURNAL).status_code == 403


# Offered and taken up again


def test_unsaved_work_is_offered_and_taken_up(rima: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    form = _open(client, story)
    _type(client, form, headline="After the crash", body="<p>Every word.</p>")
    page = client.get(address(story))
    entry = JournalEntry.objects.get()
    assert "You have unsaved work here" in text_of(page)
    assert page.context["journal"]["offered"][0].parts == ["Headline", "Body"]
    assert text_of(page).count(f"?take={entry.pk}") == 1
    assert "After the crash" in text_of(client.get("/desk/"))
    taken = client.get(f"{address(story)}?take={entry.pk}")
    assert taken.status_code == 200
    shown = taken.context["adminform"].form
    assert shown["headline"].value() == "After the crash"
    assert "It is not saved yet" in text_of(taken)
    assert "Nothing was saved" not in text_of(taken)
    story.refresh_from_db()
    assert story.headline != "After the crash"
    assert client.post(address(story), whole_form(taken)).status_code == 302
    story.refresh_from_db()
    assert (story.headline, story.body) == ("After the crash", "<p>Every word.</p>")
    assert not JournalEntry.objects.exists()
    assert "unsaved work" not in text_of(client.get(address(story)))


def test_a_story_never_saved_is_offered_with_its_rows_and_becomes_one_story(rima: User) -> None:
    client = at_desk(rima)
    form = _open(client) | _fields(tags="Syria, Homs")
    form |= row("datelines", 0, place=make_place().pk, order=1) | {"datelines-TOTAL_FORMS": "1"}
    _type(client, form, body="<p>From the road.</p>")
    assert "The road opens" in text_of(client.get("/desk/"))
    entry = JournalEntry.objects.get()
    page = client.get(ADD)
    assert page.context["journal"]["offered"][0].headline == "The road opens"
    taken = client.get(f"{ADD}?take={entry.pk}")
    again = whole_form(taken)
    assert again["begun_with"] == form["begun_with"]
    assert client.post(ADD, again).status_code == 302
    story = Article.objects.get()
    assert [line.place.name for line in story.datelines.all()] == ["Beirut"]
    assert set(story.tags.names()) == {"Syria", "Homs"}
    assert not JournalEntry.objects.exists()


def test_a_new_story_sent_twice_with_more_words_keeps_the_second_words(rima: User) -> None:
    client = at_desk(rima)
    form = _open(client) | _fields()
    assert client.post(ADD, form).status_code == 302
    story = Article.objects.get()
    assert client.post(ADD, form).status_code == 302
    assert not client.get(address(story)).context["journal"]["offered"]
    assert not JournalEntry.objects.exists()
    second = client.post(ADD, form | {"deck": "Typed while it was on its way"})
    assert second["Location"] == address(story)
    offered = client.get(address(story)).context["journal"]["offered"]
    assert [offer.parts for offer in offered] == [["Deck"]]


def test_another_window_of_a_story_just_begun_finds_its_text_at_the_story(rima: User) -> None:
    client = at_desk(rima)
    form = _open(client) | _fields()
    other = form | {"journal_tab": str(uuid4())}
    _type(client, other, deck="From the other window")
    assert client.post(ADD, form).status_code == 302
    story = Article.objects.get()
    entry = JournalEntry.objects.get()
    assert (entry.article, entry.begun_with) == (story, None)
    assert _type(client, other, deck="And more").status_code == 200
    assert JournalEntry.objects.get().fields["deck"] == "And more"
    assert client.get(f"{ADD}?take={entry.pk}")["Location"] == f"{address(story)}?take={entry.pk}"


def test_taking_up_after_the_story_moved_on_goes_through_the_merge(rima: User, samir: User) -> None:
    story = make_story(rima, headline="The old headline", deck="Old deck")
    client = at_desk(rima)
    form = _open(client, story)
    _type(client, form, headline="Her new headline")
    assert (
        save(at_desk(samir), story, headline="His new headline", deck="His deck").status_code == 302
    )
    taken = client.get(f"{address(story)}?take={JournalEntry.objects.get().pk}")
    page = unmarked(taken)
    shown = taken.context["adminform"].form
    assert taken.status_code == 200
    assert "His new headline" in page
    assert (shown["headline"].value(), shown["deck"].value()) == ("Her new headline", "His deck")
    choice = whole_form(taken) | {"merge-headline": "mine"}
    assert client.post(address(story), choice).status_code == 302
    story.refresh_from_db()
    assert (story.headline, story.deck) == ("Her new headline", "His deck")


def test_overtaken_by_the_approval_the_text_stays_to_be_read(rima: User, samir: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    form = _open(client, story)
    approve_story(story, samir)
    assert client.post(address(story), form | {"deck": "My last words"}).status_code == 403
    entry = JournalEntry.objects.get()
    assert "You have unsaved work here" in text_of(client.get(address(story)))
    reading = client.get(f"{address(story)}?take={entry.pk}", follow=True)
    assert "My last words" in unmarked(reading)
    assert "Your text stays here" in text_of(reading)


def test_discarding_is_for_the_owner_and_by_post(rima: User, samir: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    _type(client, _open(client, story), headline="Never mind")
    entry = JournalEntry.objects.get()
    url = f"{JOURNAL}{entry.pk}/discard/"
    assert client.get(url).status_code == 405
    assert at_desk(samir).post(url).status_code == 404
    assert JournalEntry.objects.exists()
    assert client.post(url)["Location"] == address(story)
    assert not JournalEntry.objects.exists()
    assert client.post(url).status_code == 404


def test_text_that_is_stored_by_now_is_not_offered(rima: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    _type(client, _open(client, story), headline="The same")
    save(client, story, headline="The same")
    assert "unsaved work" not in text_of(client.get(address(story)))
    assert not JournalEntry.objects.exists()


# Who sees it


def test_colleagues_see_that_there_is_some_and_the_chief_reads_it(rima: User, samir: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    _type(client, _open(client, story), headline="A secret so far")
    entry = JournalEntry.objects.get()
    page = text_of(at_desk(samir).get(address(story)))
    assert "has text here that is not saved" in page
    assert "Rima Haddad" in page
    assert "A secret so far" not in page
    take, read = f"{address(story)}?take={entry.pk}", f"{JOURNAL}{entry.pk}/"
    for colleague in (samir, make_user(Role.JOURNALIST), make_user(Role.MODERATOR)):
        assert at_desk(colleague).get(take).status_code == 404
        assert at_desk(colleague).get(read).status_code == 404
        assert "A secret so far" not in text_of(at_desk(colleague).get("/desk/"))
    assert "A secret so far" not in text_of(at_desk(samir).get(JOURNAL))
    chief = at_desk(make_user(Role.CHIEF))
    assert "A secret so far" in unmarked(chief.get(read))
    assert "A secret so far" in text_of(chief.get(JOURNAL))
    assert chief.get(take).status_code == 404
    assert "Discard" not in text_of(chief.get(read))


def test_what_was_typed_is_shown_as_text(rima: User) -> None:
    client = at_desk(rima)
    _type(client, _open(client), headline="<script>alert(1)</script>", body="<p>a<img src=x></p>")
    entry = JournalEntry.objects.get()
    for path in ("/desk/", ADD, JOURNAL, f"{JOURNAL}{entry.pk}/"):
        assert "<script>alert" not in text_of(client.get(path)), path


# An expired sign-in


def test_typing_goes_on_while_signed_out_and_after_signing_in_again(rima: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    form = _open(client, story)
    expire_sessions()
    answer = _type(client, form, headline="Typed while signed out")
    assert answer.status_code == 401
    assert (answer.json()["state"], answer.json()["kept"]) == ("signed_out", True)
    assert "csrf" not in answer.json()
    assert client.post(f"{JOURNAL}here/", form).json()["state"] == "signed_out"
    client.force_login(rima)
    back = _type(client, form, headline="Typed while signed in again")
    assert (back.status_code, back.json()["state"]) == (200, "kept")
    assert back.json()["csrf"]
    assert JournalEntry.objects.get().fields["headline"] == "Typed while signed in again"


def test_a_save_after_the_sign_in_ran_out_is_there_after_signing_in_again(rima: User) -> None:
    """Without any script: form, refusal, sign-in page, form."""
    story = make_story(rima)
    client = Client(enforce_csrf_checks=True)
    client.force_login(rima)
    page = client.get(address(story))
    token = {"csrfmiddlewaretoken": str(page.context["csrf_token"])}
    form = whole_form(page) | token | {"headline": "Typed for an hour"}
    expire_sessions()
    refused = client.post(address(story), form)
    assert refused.status_code == 403
    assert "Typed for an hour" in text_of(refused)
    entry = JournalEntry.objects.get()
    way = refused.context["take_up"]
    assert way == f"{address(story)}?take={entry.pk}"
    login = client.get("/desk/login/", {"next": way})
    account = {"username": rima.username, "password": "between-two-cedars", "next": way}
    account["csrfmiddlewaretoken"] = str(login.context["csrf_token"])
    signed_in = client.post("/desk/login/", account)
    assert signed_in["Location"] == way
    taken = client.get(way)
    assert taken.context["adminform"].form["headline"].value() == "Typed for an hour"
    again = whole_form(taken) | {"csrfmiddlewaretoken": str(taken.context["csrf_token"])}
    assert client.post(address(story), again).status_code == 302
    story.refresh_from_db()
    assert story.headline == "Typed for an hour"


def test_a_form_from_before_another_sign_in_is_kept_although_its_token_is_old(rima: User) -> None:
    story = make_story(rima)
    client = Client(enforce_csrf_checks=True)
    client.force_login(rima)
    page = client.get(address(story))
    form = whole_form(page) | {"csrfmiddlewaretoken": "x" * 64, "headline": "Typed before"}
    refused = client.post(address(story), form)
    assert refused.status_code == 403
    assert "Go on writing" in text_of(refused)
    way = refused.context["take_up"]
    assert client.get(way).context["adminform"].form["headline"].value() == "Typed before"
    forged = form | {"journal_pass": "forged"}
    assert "Typed before" not in text_of(client.post(address(story), forged))


def test_somebody_else_who_signs_in_there_gets_nothing_of_it(rima: User, samir: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    form = _open(client, story) | {"headline": "Hers alone"}
    client.logout()
    client.force_login(samir)
    answer = _type(client, form)
    assert (answer.status_code, answer.json()["state"], answer.json()["kept"]) == (
        403,
        "other",
        True,
    )
    assert "csrf" not in answer.json()
    refused = client.post(address(story), form)
    assert refused.status_code == 403
    assert "Hers alone" not in text_of(refused)
    assert "for nobody else" in text_of(refused)
    story.refresh_from_db()
    assert story.headline != "Hers alone"
    entries = JournalEntry.objects.all()
    assert {entry.owner for entry in entries} == {rima}
    for entry in entries:
        assert client.get(f"{address(story)}?take={entry.pk}").status_code == 404
    assert "Hers alone" not in text_of(client.get(address(story)))


def test_an_account_that_was_switched_off_writes_nothing_more(rima: User) -> None:
    story = make_story(rima)
    client = at_desk(rima)
    form = _open(client, story)
    User.objects.filter(pk=rima.pk).update(is_active=False)
    assert _type(client, form, headline="After leaving").status_code == 403
    assert client.post(address(story), form).status_code == 403
    assert not JournalEntry.objects.exists()


# In the end


def test_entries_that_nobody_came_back_to_are_forgotten(rima: User) -> None:
    client = at_desk(rima)
    for _number in range(2):
        _type(client, _open(client, make_story(rima)), headline="x")
    old = JournalEntry.objects.first()
    assert old is not None
    JournalEntry.objects.filter(pk=old.pk).update(saved_at=timezone.now() - timedelta(days=61))
    Sitting.objects.update(last_seen=timezone.now() - timedelta(days=3))
    assert forget_unsaved_work() == 1
    assert JournalEntry.objects.count() == 1
    assert not Sitting.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_writing_on_its_way_while_the_story_is_saved_does_not_come_back(rima: User) -> None:
    story = make_story(rima)
    whose, marks = Pass(rima.pk, story.pk, None), Marks(uuid4(), 1)
    typed = store.Typed("0", "1", {"headline": "Late"})
    outcomes: list[store.Outcome] = []

    def late() -> None:
        outcomes.append(store.keep(whose, marks, typed).outcome)
        connections.close_all()

    with transaction.atomic():
        Article.objects.select_for_update(of=("self",)).get(pk=story.pk)
        writing = threading.Thread(target=late)
        writing.start()
        writing.join(0.4)
        assert writing.is_alive()
        store.end(rima.pk, story, marks)
    writing.join(5)
    assert outcomes == [store.Outcome.ENDED]
    assert not JournalEntry.objects.exists()
