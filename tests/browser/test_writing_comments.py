"""What happens around a comment while it is written, and who sees it meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from comments.models import Comment
from comments.workflow import State
from staff.roles import Role
from tests.articles.factories import make_user
from tests.browser.desk import Desk
from tests.browser.street import Street
from tests.comments.tools import make_reader, write

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "between-two-cedars"
SAID = "The bridge has been repaired since."


def pages_for_everybody(street: Street) -> list[str]:
    """The story's page and its thread, as the server sends them to a visitor without a past."""
    stranger = street.arrives()
    found = []
    for address in (street.story.get_absolute_url(), f"/comments/{street.story.pk}/"):
        answer = stranger.page.goto(f"{street.site}{address}")
        assert answer is not None
        found.append(answer.text())
    assert stranger.page.context.cookies() == []
    return found


def test_a_first_comment_is_seen_by_its_author_alone_until_a_moderator_has_read_it(
    street: Street, mail_folder: Path
) -> None:
    before = pages_for_everybody(street)
    salma = street.arrives("Salma of the Harbor")
    salma.read()
    salma.type(SAID)
    salma.send()
    salma.page.wait_for_url("**/sent/**")
    salma.confirm(mail_folder)
    salma.read()
    salma.sees(SAID)
    expect(salma.page.locator(".own-comments .waits")).to_contain_text("waits for a moderator")
    assert pages_for_everybody(street) == before

    moderator = make_user(Role.MODERATOR, name="Joumana Rizk", password=PASSWORD)
    desk = Desk(street.arrives().page, street.site)
    desk.sign_in(moderator, PASSWORD)
    desk.page.get_by_role("link", name="Comments", exact=True).click()
    card = desk.page.locator(".card-comment")
    expect(card.locator(".as-typed")).to_have_text(SAID)
    card.get_by_role("button", name="Approve").click()
    expect(card).to_have_count(0)

    after = pages_for_everybody(street)
    secrets = [salma.email, *(cookie["value"] for cookie in salma.page.context.cookies())]
    secrets = [one for one in secrets if len(one) > 1]  # not the mark that says "somebody is here"
    assert len(secrets) == 2
    for page in after:
        assert SAID in page
        assert salma.name in page
        assert [one for one in secrets if one in page] == []
    salma.read()
    expect(salma.page.locator(".own-comments")).to_have_count(0)


def test_a_reader_with_a_session_gets_the_same_page_from_the_server(open_street: Street) -> None:
    salma = open_street.arrives_known(make_reader("Salma"))
    write(open_street.story.pk, make_reader("Basil"), SAID)
    mine = salma.page.goto(f"{open_street.site}{open_street.story.get_absolute_url()}")
    assert mine is not None
    assert [mine.text()] == pages_for_everybody(open_street)[:1]
    expect(salma.page.locator("form.write .known")).to_contain_text("Salma")
    assert salma.page.locator("form.write [name=email]").count() == 0


def test_drafts_stay_in_the_browser_until_they_are_sent(open_street: Street) -> None:
    write(open_street.story.pk, make_reader("Basil"), SAID)
    salma = open_street.arrives_known(make_reader("Salma"))
    salma.read()
    body = salma.page.locator("form.write [name=body]")
    body.fill("A thought of its own")
    salma.begin_reply(SAID)
    body.fill("An answer that is not fini")
    salma.page.reload()
    expect(body).to_have_value("A thought of its own")
    body.fill("")
    salma.begin_reply(SAID)
    expect(body).to_have_value("An answer that is not fini")
    body.fill("An answer that is finished.")
    salma.send()
    salma.page.wait_for_url(f"**/comments/{open_street.story.pk}/*/**")
    salma.sees("An answer that is finished.")
    kept = salma.page.evaluate(
        "Object.keys(localStorage).filter(name => name.startsWith('draft:') && localStorage[name])"
    )
    assert kept == []


def test_what_is_refused_stays_in_the_form_with_the_reason(street: Street) -> None:
    street.complaints.expected.add(422)
    salma = street.arrives("Editor in Chief")
    salma.read()
    salma.type(SAID)
    salma.page.locator("form.write [name=email]").fill("not an address")
    salma.send()
    name, email = (salma.page.locator(f"form.write [name={one}]") for one in ("name", "email"))
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-invalid", "true")
    expect(salma.page.locator("#name-problem")).to_contain_text("speaks for the newspaper")
    expect(salma.page.locator("#email-problem")).to_be_visible()
    expect(salma.page.locator("form.write [name=body]")).to_have_value(SAID)
    expect(email).to_have_value("not an address")
    assert salma.page.url == f"{street.site}{street.story.get_absolute_url()}"
    salma.page.locator("form.write [name=body]").fill("x" * 5001)
    expect(salma.page.locator("form.write .left")).to_have_text("-1")
    name.fill("Salma")
    email.fill("salma@example.org")
    salma.send()
    expect(salma.page.locator("#body-problem")).to_contain_text("5001 characters")
    expect(salma.page.locator("#name-problem")).to_have_count(0)
    salma.page.locator("form.write [name=body]").fill(SAID)
    salma.send()
    salma.page.wait_for_url("**/sent/**")
    assert Comment.objects.get().state == State.AWAITING_EMAIL


def test_a_double_click_sends_one_comment(open_street: Street) -> None:
    salma = open_street.arrives_known(make_reader("Salma"))
    salma.read()
    salma.type(SAID, known=True)
    salma.page.locator("form.write [type=submit]").dblclick()
    salma.page.wait_for_url(f"**/comments/{open_street.story.pk}/*/**")
    salma.sees(SAID)
    assert Comment.objects.count() == 1


def test_new_comments_are_announced_and_the_page_does_not_move(open_street: Street) -> None:
    number, basil = open_street.story.pk, make_reader("Basil")
    write(number, basil, SAID)
    salma = open_street.arrives()
    salma.page.clock.install()
    salma.read()
    before = salma.comment(SAID).bounding_box()
    for text in ("One more thing.", "And another."):
        write(number, basil, text)
    salma.page.clock.fast_forward(46_000)
    news = salma.page.locator(".news")
    expect(news).to_have_text("2 new comments")
    after = salma.comment(SAID).bounding_box()
    assert before is not None
    assert after is not None
    assert before["height"] == after["height"]
    expect(salma.page.get_by_text("And another.")).to_have_count(0)
    news.get_by_role("link").click()
    salma.sees("And another.")
