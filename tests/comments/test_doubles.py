"""One comment, however often it is sent; and limits that forget nothing that was typed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models.story import Story
from comments.models import Comment, SitePolicy
from comments.tickets import new_ticket, read_ticket
from readers.models import Letter, Reader
from tests.comments.tools import browser, make_reader, typed, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("comments.forms.SHORTEST", 0.0)


def test_a_resubmitted_form_leads_to_the_comment(story: Story, open_site: SitePolicy) -> None:
    client, reader = browser(), make_reader()
    ticket = new_ticket()
    form = {"body": "Once.", "ticket": ticket}
    client = browser(reader)
    first = client.post(f"/comments/{story.pk}/", form)
    second = client.post(f"/comments/{story.pk}/", form)
    assert first["Location"] == second["Location"] == Comment.objects.get().get_absolute_url()


def test_the_same_words_within_a_minute_are_one_comment(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    now = timezone.now()
    one = write(story.pk, reader, "The same words.", at=now - timedelta(seconds=59))
    assert write(story.pk, reader, "the  SAME words.", at=now) == one
    assert write(story.pk, reader, "The same words.", at=now + timedelta(seconds=61)) != one
    assert write(story.pk, make_reader(), "The same words.", at=now) != one


def test_other_words_with_a_used_key_are_another_comment(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    client = browser(reader)
    ticket = new_ticket()
    client.post(f"/comments/{story.pk}/", {"body": "First thoughts.", "ticket": ticket})
    client.post(f"/comments/{story.pk}/", {"body": "Second thoughts.", "ticket": ticket})
    assert Comment.objects.count() == 2


def test_a_corrected_address_with_the_same_key_is_no_double(story: Story) -> None:
    client, ticket = browser(), new_ticket()
    client.post(f"/comments/{story.pk}/", typed("Same.", email="wrnog@example.org", ticket=ticket))
    client.post(f"/comments/{story.pk}/", typed("Same.", email="right@example.org", ticket=ticket))
    assert Comment.objects.count() == 2
    assert Letter.objects.count() == 2


def test_a_newcomers_double_is_shown_the_same_letter(story: Story) -> None:
    form = typed("Only once, please.")
    client = browser()
    first = client.post(f"/comments/{story.pk}/", form)
    second = client.post(f"/comments/{story.pk}/", form)
    assert first.status_code == second.status_code == 303
    assert Comment.objects.count() == 1
    assert Letter.objects.count() == 1
    assert "Send the letter again" in client.get(second["Location"]).content.decode()


def test_too_often_is_refused_with_the_text_kept_and_doubles_still_lead_home(
    story: Story, reader: Reader, open_site: SitePolicy
) -> None:
    client = browser(reader)
    for number in range(6):
        assert client.post(f"/comments/{story.pk}/", {"body": f"No {number}."}).status_code == 303
    response = client.post(f"/comments/{story.pk}/", {"body": "One too many."})
    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
    assert "One too many." in response.content.decode()
    assert client.post(f"/comments/{story.pk}/", {"body": "No 5."}).status_code == 303
    assert Comment.objects.count() == 6


def test_a_ticket_is_signed_and_ages() -> None:
    ticket = new_ticket()
    good = read_ticket(ticket)
    assert good is not None
    assert 0 <= good.age < 60
    assert read_ticket(ticket[:-2] + "xx") is None
    assert read_ticket("") is None
    assert read_ticket("a:b:c") is None
