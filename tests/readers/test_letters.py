from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import transaction

from readers.addresses import BadAddress
from readers.delivery import send_due_letters
from readers.letters import queue_letter
from readers.models import Letter
from tests.readers.tools import asked, link

pytestmark = pytest.mark.django_db

HOSTILE = 'Bad\r\nBcc: victim@example.com\r\n\r\n<script>alert(1)</script>" onload="x'


def reply(**more: Any) -> Letter:
    context = {
        "replier": "Omar",
        "headline": "Polio returns",
        "excerpt": "I do not agree.",
        "link": "https://paper.example/comments/1/2/",
    }
    values: dict[str, Any] = {"to": "hala@example.com", "language": "en", "context": context}
    return queue_letter("reply", **(values | more))


def sent() -> mail.EmailMultiAlternatives:
    send_due_letters()
    message = mail.outbox[-1]
    assert isinstance(message, mail.EmailMultiAlternatives)
    return message


def test_a_letter_has_text_and_html_and_says_that_a_machine_wrote_it() -> None:
    reply()
    message = sent().message()
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"


def test_an_arabic_letter_is_arabic_from_the_sender_to_the_foot(settings: Any) -> None:
    reply(language="ar", unsubscribe="https://paper.example/u/")
    message = sent()
    html = str(message.alternatives[0][0])
    assert '<html lang="ar" dir="rtl">' in html
    assert settings.NEWSPAPER_NAME["ar"] in str(message.body)
    assert "=?utf-8?" in str(message.message()["From"])
    assert "replied" not in html


def test_a_letter_that_can_be_ended_says_how_to_people_and_programs() -> None:
    reply(unsubscribe="https://paper.example/readers/unsubscribe/x/")
    message = sent()
    headers = message.message()
    assert headers["List-Unsubscribe"] == "<https://paper.example/readers/unsubscribe/x/>"
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "https://paper.example/readers/unsubscribe/x/" in message.body
    reply()
    assert "List-Unsubscribe" not in sent().message()


def test_hostile_text_stays_text_and_no_header_is_added() -> None:
    context = {"replier": HOSTILE, "headline": HOSTILE, "excerpt": HOSTILE, "link": "https://x.y/"}
    reply(context=context)
    message = sent()
    raw = message.message()
    assert (raw["Bcc"], raw["Cc"], raw["To"]) == (None, None, "hala@example.com")
    html = str(message.alternatives[0][0])
    assert "<script" not in html
    assert 'onload="x' not in html


def test_a_subject_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("readers.letters.render_to_string", lambda name, values: HOSTILE * 20)
    letter = reply()
    assert "\n" not in letter.subject
    assert "\r" not in letter.subject
    assert len(letter.subject) <= 150
    assert sent().message()["Bcc"] is None


@pytest.mark.parametrize("to", ["x", "a@example.com\nBcc: b@example.com", "a@x.org, b@x.org", ""])
def test_a_letter_goes_to_one_real_address(to: str) -> None:
    with pytest.raises(BadAddress):
        reply(to=to)


def test_a_letter_is_forgotten_with_the_transaction_that_wrote_it() -> None:
    with transaction.atomic():
        reply()
        transaction.set_rollback(True)
    assert not Letter.objects.exists()


def test_the_question_reads_well_and_holds_the_link_in_both_parts(acted: object) -> None:
    asked()
    path = link()
    message = sent()
    assert path in message.body
    assert path in str(message.alternatives[0][0])
    assert "A test was made." in message.body
    assert "&#x27;" not in message.body
    assert "put-in-when" not in message.body


def test_a_question_that_has_been_answered_is_not_sent(acted: object) -> None:
    asked(subject="7")
    asked(subject="8")
    from_row = Letter.objects.earliest("pk").confirmation
    assert from_row is not None
    type(from_row).objects.filter(pk=from_row.pk).make_void()
    assert send_due_letters() == 1
    assert Letter.objects.count() == 1
