"""The merge page: both texts, word by word, and a choice for each field. Nothing is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Article, Contributor, JournalEntry, Revision
from staff.models import User
from staff.roles import Role
from tests.articles.desk import (
    LIST,
    address,
    at_desk,
    row,
    save,
    text_of,
    unmarked,
    whole_form,
)
from tests.articles.factories import make_contributor, make_place, make_story, make_user

pytestmark = pytest.mark.django_db
BODY = "<p>The road was closed.</p><p>It opened at dawn.</p>"


@pytest.fixture
def rima() -> User:
    return make_user(name="Rima Haddad")


@pytest.fixture
def samir() -> User:
    return make_user(name="Samir Khoury")


@pytest.fixture
def story(rima: User) -> Article:
    return make_story(rima, headline="The road", deck="A deck", body=BODY)


def _merging(
    story: Article, people: tuple[User, User], mine: dict[str, str], theirs: dict[str, str]
) -> tuple[Client, Any]:
    """The first has the story open, the second saves, the first saves: the page in between."""
    client = at_desk(people[0])
    form = whole_form(client.get(address(story)))
    assert save(at_desk(people[1]), story, **theirs).status_code == 302
    page = client.post(address(story), form | mine)
    assert page.status_code == 409
    return client, page


def _choices(page: Any) -> dict[str, str]:
    """What a browser without scripts sends of the merge page, nothing chosen."""
    conflict = page.context["conflict"]
    sent = {"merge-base": conflict.base}
    for one in conflict.differences:
        if not one.is_taken_over:
            sent[f"merge-{one.name}"] = "both" if one.is_rows else "mine"
            sent[f"merge-was-{one.name}"] = one.was
            sent[f"merge-added-{one.name}"] = one.added
    return whole_form(page) | sent


def test_both_texts_stand_there_word_by_word_and_as_words_not_html(
    story: Article, rima: User, samir: User
) -> None:
    mine = {"body": BODY.replace("at dawn", "at noon")}
    theirs = {"body": BODY.replace("opened", "was opened <strong>again</strong>")}
    _client, page = _merging(story, (rima, samir), mine, theirs)
    (one,) = page.context["conflict"].differences
    assert [span.text for span in one.mine if span.kind == "added"] == ["noon"]
    html = text_of(page)
    section = html[html.index('data-merge="body"') : html.index("merge-choice")]
    assert "&lt;" not in section
    assert "Samir Khoury" in section
    assert "It opened at noon." in unmarked(page)
    assert "It was opened again at dawn." in unmarked(page)


def test_a_choice_for_each_field(story: Article, rima: User, samir: User) -> None:
    mine = {"headline": "Her road", "deck": "Her deck", "body": "<p>Her text.</p>"}
    theirs = {"headline": "His road", "deck": "His deck", "body": "<p>His text.</p>"}
    client, page = _merging(story, (rima, samir), mine, theirs)
    chosen = {"merge-headline": "theirs", "merge-deck": "mine", "merge-body": "edit"}
    form = _choices(page) | chosen | {"body": "<p>His text, and her text.</p>"}
    assert client.post(address(story), form).status_code == 302
    story.refresh_from_db()
    assert (story.headline, story.deck) == ("His road", "Her deck")
    assert story.body == "<p>His text, and her text.</p>"
    kept = Revision.objects.get(article=story, number=2).frozen
    assert (kept["deck"], kept["body"]) == ("His deck", "<p>His text.</p>")


def test_the_stored_text_chosen_but_the_own_one_typed_on_is_asked_again(
    story: Article, rima: User, samir: User
) -> None:
    client, page = _merging(story, (rima, samir), {"headline": "Hers"}, {"headline": "His"})
    form = _choices(page) | {"merge-headline": "theirs", "headline": "Hers, and more"}
    again = client.post(address(story), form)
    assert again.status_code == 409
    assert "choose once more" in text_of(again)
    assert again.context["adminform"].form["headline"].value() == "Hers, and more"
    assert {entry.fields["headline"] for entry in JournalEntry.objects.all()} == {"Hers, and more"}
    story.refresh_from_db()
    assert story.headline == "His"
    form = _choices(again) | {"merge-headline": "theirs"}
    assert client.post(address(story), form).status_code == 302
    story.refresh_from_db()
    assert story.headline == "His"


def test_a_third_save_before_the_choice_is_compared_again(
    story: Article, rima: User, samir: User
) -> None:
    mine = {"headline": "Hers", "deck": "Her deck"}
    client, page = _merging(story, (rima, samir), mine, {"headline": "His", "deck": "His deck"})
    save(at_desk(samir), story, headline="His second", deck="His second deck")
    again = client.post(address(story), _choices(page) | {"merge-headline": "theirs"})
    assert again.status_code == 409
    shown = again.context["adminform"].form
    assert (shown["headline"].value(), shown["deck"].value()) == ("His second", "Her deck")
    assert client.post(address(story), _choices(again)).status_code == 302
    story.refresh_from_db()
    assert (story.headline, story.deck) == ("His second", "Her deck")


@pytest.mark.parametrize(
    ("choice", "names"),
    [("both", ["Beirut", "Homs"]), ("mine", ["Beirut"]), ("theirs", ["Homs"])],
)
def test_rows_of_both_of_one_or_of_the_other(
    story: Article, rima: User, samir: User, choice: str, names: list[str]
) -> None:
    total = {"datelines-TOTAL_FORMS": "1"}
    hers = row("datelines", 0, place=make_place().pk, order=1) | total
    his = row("datelines", 0, place=make_place("Homs", "حمص").pk, order=1) | total
    client, page = _merging(story, (rima, samir), hers, his)
    response = client.post(address(story), _choices(page) | {"merge-datelines": choice})
    assert response.status_code == 302
    assert sorted(line.place.name for line in story.datelines.all()) == names


def test_only_the_formatting_differs_and_the_page_says_so(
    story: Article, rima: User, samir: User
) -> None:
    mine = {"body": BODY.replace("dawn", "<em>dawn</em>")}
    theirs = {"body": BODY.replace("dawn", "<strong>dawn</strong>")}
    _client, page = _merging(story, (rima, samir), mine, theirs)
    assert "The words are the same" in text_of(page)


def test_a_saves_b_saves_b_edits_in_bulk_b_restores_and_both_type_on(
    story: Article, rima: User, samir: User
) -> None:
    hers, his = at_desk(rima), at_desk(samir)
    her_form, his_form = (whole_form(one.get(address(story))) for one in (hers, his))
    keep = "/desk/articles/article/journal/keep/"
    hers_typed = {"body": "<p>Her unsaved text.</p>", "journal_stroke": "1"}
    his_typed = {"body": "<p>His unsaved text.</p>", "journal_stroke": "1"}
    assert hers.post(keep, her_form | hers_typed).status_code == 200
    assert hers.post(address(story), her_form | {"headline": "Her headline"}).status_code == 302
    before = his_form["seen_version"]
    merge = his.post(address(story), his_form | {"headline": "His headline"})
    assert merge.status_code == 409
    assert his.post(address(story), _choices(merge)).status_code == 302
    her_form, his_form = (whole_form(one.get(address(story))) for one in (hers, his))
    assert hers.post(keep, her_form | hers_typed).status_code == 200
    assert his.post(keep, his_form | his_typed).status_code == 200
    _edit_in_bulk(his, story, before, his_form["seen_version"])
    restore = f"/desk/articles/article/{story.pk}/restore/1/"
    seen = his.get(restore).context["seen_version"]
    assert his.post(restore, {"seen_version": seen}).status_code == 302
    heads = [one.frozen["headline"] for one in Revision.objects.filter(article=story)]
    assert heads == ["The road", "His headline", "His headline", "Her headline", "The road"]
    for client, owner, typed in ((hers, rima, hers_typed), (his, samir, his_typed)):
        entry = JournalEntry.objects.get(owner=owner)
        taken = client.get(f"{address(story)}?take={entry.pk}")
        assert taken.context["adminform"].form["body"].value() == typed["body"]
        history = text_of(client.get(f"/desk/articles/article/{story.pk}/compare/?old=2&new=3"))
        assert {"Her", "His"} <= set(re.findall(r"\w+", history))


def _edit_in_bulk(client: Client, story: Article, old: str, newest: str) -> None:
    """Of an older version nothing is changed; of the newest one it is."""
    for version, status in ((old, 409), (newest, 302)):
        data = {"story": f"{story.pk}:{version}", "what": "tag", "tag": "Roads"}
        assert client.post(f"{LIST}together/", data).status_code == status
        tags = [tag.name for tag in Article.objects.get(pk=story.pk).tags.all()]
        assert tags == ([] if status == 409 else ["Roads"])


# Other forms of the desk


def test_nobody_saves_over_anothers_change_of_a_name(rima: User, samir: User) -> None:
    name = make_contributor("R. Haddad")
    url = f"/desk/articles/contributor/{name.pk}/change/"
    hers, his = at_desk(rima), at_desk(samir)
    mine = {"name": "Rima Haddad", "kind": "staff", "seen_row": hers.get(url).context["seen_row"]}
    theirs = mine | {"name": "Rima H. Haddad", "bio": "Writes from Homs."}
    assert his.post(url, theirs).status_code == 302
    stale = hers.post(url, mine)
    assert stale.status_code == 409
    assert "Rima H. Haddad" in unmarked(stale)
    assert "Writes from Homs." in unmarked(stale)
    assert stale.context["adminform"].form["name"].value() == "Rima Haddad"
    name.refresh_from_db()
    assert name.name == "Rima H. Haddad"
    again = mine | {"seen_row": stale.context["seen_row"], "bio": "Writes from Homs."}
    assert hers.post(url, again).status_code == 302
    name.refresh_from_db()
    assert (name.name, name.bio) == ("Rima Haddad", "Writes from Homs.")
    assert hers.post(url, {"name": "Blind", "kind": "staff"}).status_code == 409
    assert Contributor.objects.get().name == "Rima Haddad"


def test_nobody_saves_over_anothers_change_of_an_account() -> None:
    one, other = at_desk(make_user(Role.CHIEF)), at_desk(make_user(Role.CHIEF))
    writer = make_user(Role.JOURNALIST, name="Writer")
    url = f"/desk/staff/user/{writer.pk}/change/"
    account = {"username": writer.username, "language": "en", "is_active": "on", "is_staff": "on"}
    account["seen_row"] = one.get(url).context["seen_row"]
    writer.last_login = writer.date_joined
    writer.save()
    assert other.post(url, account | {"name": "Off", "is_active": ""}).status_code == 302
    assert one.post(url, account | {"name": "On"}).status_code == 409
    writer.refresh_from_db()
    assert (writer.name, writer.is_active) == ("Off", False)
