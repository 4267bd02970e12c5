"""A comment on its way: form, letter, confirmation, rules, page."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client

from articles.models.story import Story
from comments.models import Comment, Hold, SitePolicy
from comments.tickets import new_ticket
from comments.workflow import State
from readers.models import Confirmation, Letter, Reader
from tests.comments.tools import OWN_FORM, browser, counted_queries, make_reader, typed, write

pytestmark = pytest.mark.django_db


def address(story: Story) -> str:
    return f"/comments/{story.pk}/"


def confirm_by_mail(client: Client) -> str:
    """Press the button behind the newest letter's link; where it leads."""
    link = f"/readers/confirm/{Confirmation.objects.latest('pk').token()}/"
    response = client.post(link)
    assert response.status_code == 303
    return str(response["Location"])


def test_a_newcomers_comment_is_kept_at_once_and_waits_for_the_address(story: Story) -> None:
    form = typed("The road was closed at noon.")
    response = browser().post(address(story), form)
    assert response.status_code == 303
    comment = Comment.objects.get()
    assert (comment.state, comment.reader, comment.visible) == (State.AWAITING_EMAIL, None, False)
    page = browser().get(response["Location"])
    assert page.status_code == 200
    assert "n•••@example.org" in page.content.decode()
    assert "The road was closed at noon." in page.content.decode()
    assert form["email"] not in page.content.decode()
    assert "no-store" in page["Cache-Control"]


def test_the_letter_has_no_word_of_a_stranger(story: Story) -> None:
    form = typed("BUY GOLD NOW at cheap-gold.example", name="Golden Offer")
    browser().post(address(story), form)
    letter = Letter.objects.get()
    everything = letter.subject + letter.text + letter.html
    assert letter.to == form["email"]
    assert "GOLD" not in everything
    assert "Golden" not in everything
    assert "cheap" not in everything


def test_the_button_sends_it_on_and_it_appears(story: Story, open_site: SitePolicy) -> None:
    client = browser()
    client.post(address(story), typed("The road was closed at noon."))
    where = confirm_by_mail(client)
    comment = Comment.objects.get()
    assert comment.state == State.PUBLISHED
    assert where == comment.get_absolute_url()
    for page in (where, address(story), story.get_absolute_url()):
        assert "The road was closed at noon." in Client().get(page, follow=True).content.decode()


def test_a_first_comment_waits_and_its_author_sees_it_and_why(story: Story) -> None:
    client = browser()
    client.post(address(story), typed("The road was closed at noon."))
    where = confirm_by_mail(client)
    assert Comment.objects.get().state == State.PENDING
    assert Hold.objects.get().rule == "newcomer"
    own = client.get(where).content.decode()
    assert "The road was closed at noon." in own
    assert "waits for a moderator" in own
    assert Client().get(where).status_code == 404
    assert "The road was closed" not in Client().get(address(story)).content.decode()


def test_a_returning_reader_is_asked_for_nothing(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    client = browser(reader)
    assert 'name="email"' not in client.get(address(story)).content.decode()
    response = client.post(address(story), {"body": "Here again."})
    comment = Comment.objects.get()
    assert comment.state == State.PUBLISHED
    assert (comment.reader, comment.name) == (reader, reader.name)
    assert response["Location"] == comment.get_absolute_url()
    assert Letter.objects.count() == 0


def test_a_link_holds_the_comment_and_the_hold_names_it(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    text = "See https://example.com/a for more."
    comment = write(story.pk, reader, text)
    hold = Hold.objects.get(comment=comment)
    assert comment.state == State.PENDING
    assert hold.rule == "link"
    assert text[hold.start : hold.end] == "https://example.com/a"
    assert hold.detail == "example.com"


def test_a_throwaway_address_is_read_first(story: Story, open_site: SitePolicy) -> None:
    comment = write(story.pk, make_reader(email="x@sub.mailinator.com"))
    assert comment.state == State.PENDING
    assert [one.rule for one in comment.holds.all()] == ["disposable"]


def test_more_than_two_links_of_a_new_reader_are_refused_with_the_text_kept(story: Story) -> None:
    text = "http://a.example/1 http://b.example/2 http://c.example/3"
    response = browser().post(address(story), typed(text))
    assert response.status_code == 409
    assert "http://c.example/3" in response.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("change", "status", "word"),
    [
        ({"body": ""}, 422, "Write something"),
        ({"body": "> only quoted"}, 422, "Write something"),
        ({"body": "x" * 5001}, 422, "5001"),
        ({"body": "Fine, keep this.", "email": "nonsense"}, 422, "Fine, keep this."),
        ({"body": "Fine, keep this.", "name": ""}, 422, "Fine, keep this."),
        ({"body": "Fine, keep this.", "name": "Editor"}, 422, "speaks for the newspaper"),
        ({"body": "Fine, keep this.", "website": "x"}, 422, "Fine, keep this."),
        ({"body": "Fine, keep this.", "parent": "999999"}, 409, "Fine, keep this."),
        (
            {"body": "Fine, keep this.", "email": "a@b.example\r\nBcc: c@d.example"},
            422,
            "Fine, keep",
        ),
    ],
)
def test_every_refusal_says_why_and_shows_the_text_again(
    story: Story, change: dict[str, str], status: int, word: str
) -> None:
    response = browser().post(address(story), typed(**change))
    page = response.content.decode()
    assert response.status_code == status
    assert word in page
    assert 'role="alert"' in page
    assert change["body"][:4000] in page.replace("&gt;", ">")
    assert not Comment.objects.exists()
    assert not Letter.objects.exists()


def test_quicker_than_anybody_types_is_refused_with_the_text_kept(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("comments.forms.SHORTEST", 60.0)
    response = browser().post(address(story), typed("Typed at once.", ticket=new_ticket()))
    assert response.status_code == 422
    assert "quicker" in response.content.decode()
    assert "Typed at once." in response.content.decode()


def test_a_form_of_another_site_is_refused_with_the_text_kept(story: Story) -> None:
    client = Client(headers=OWN_FORM | {"Sec-Fetch-Site": "cross-site"})
    response = client.post(address(story), typed("Forged."))
    assert response.status_code == 403
    assert "Forged." in response.content.decode()
    assert not Comment.objects.exists()


def test_nothing_but_the_form_is_taken_from_a_request(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    extra = {
        "state": "published",
        "status": "published",
        "score": "9",
        "up": "50",
        "created_at": "2001-01-01",
        "published_at": "2001-01-01",
        "pinned": "1",
        "featured": "1",
        "badge": "staff",
        "reader": "1",
        "author": "1",
        "staff": "1",
        "visible": "1",
        "html": "<b>x</b>",
        "key": str(uuid4()),
        "path": "1",
        "depth": "9",
    }
    browser().post(address(story), typed("Plain.") | extra)
    browser(reader).post(address(story), {"body": "Mine.", "name": "Other", **extra})
    waiting, own = Comment.objects.order_by("pk")
    assert (waiting.state, waiting.reader) == (State.AWAITING_EMAIL, None)
    for one in (waiting, own):
        assert (one.score, one.up, one.badge, one.staff, one.depth) == (0, 0, "", None, 0)
        assert one.created_at.year > 2001
        assert one.key is None
    assert own.name == reader.name
    assert own.html == '<p dir="auto">Mine.</p>'


def test_posting_takes_at_most_ten_queries(
    story: Story,
    open_site: SitePolicy,
) -> None:
    one, other = make_reader(), make_reader()
    parent = write(story.pk, one)
    write(story.pk, other)
    client = browser(other)
    client.get(address(story))
    with counted_queries() as queries:
        client.post(address(story), {"body": "A reply.", "parent": parent.pk, "letters": "1"})
    assert len(queries) <= 10, queries
    assert Comment.objects.filter(parent=parent).exists()
    newcomer = browser()
    with counted_queries() as queries:
        newcomer.post(address(story), typed("A first comment."))
    assert len(queries) <= 10, queries


def test_the_version_of_the_disclaimer_is_kept(story: Story, reader: Reader) -> None:
    browser(reader).post(address(story), {"body": "Read and known.", "wording": "3"})
    assert Comment.objects.get().disclaimer_version == 3


def test_markup_stays_text_everywhere(story: Story, open_site: SitePolicy) -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    client = browser()
    client.post(address(story), typed(evil, name="<b onmouseover=alert(3)>Nadim</b>"))
    confirm_by_mail(client)
    page = client.get(address(story)).content.decode()
    assert "&lt;script&gt;alert(1)" in page
    assert not re.search(r"<(img src=x|b on|script>alert)", page)
