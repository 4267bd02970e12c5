"""The worker's part: sending the letters that are due, with patience.

A letter is leased before it is sent: its next attempt is set beyond the time that sending takes,
and committed. A worker killed in the middle leaves a letter that is sent again when the lease is
over, one at most, under the same Message-ID. Nothing is locked while the mail server thinks.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Iterator
from datetime import timedelta
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Subquery
from django.db.models.functions import Now

from readers.letters import LATER
from readers.models.confirmation import Confirmation
from readers.models.letter import Letter
from readers.refusals import Answer, understand

log = logging.getLogger(__name__)

BATCH = 50
LEASE = timedelta(minutes=5)
FIRST_PAUSE, LONGEST_PAUSE = 5, 900  # seconds between attempts, doubled each time
LONGEST_OUTAGE_PAUSE = 60  # seconds, while the mail server lets no letter through
GIVE_UP_AFTER = timedelta(days=3)


def send_due_letters() -> int:
    """Send what is due, at most 50 letters; how many were sent.

    When the mail server does not answer, the other letters wait as well and lose no attempt.
    """
    sent = 0
    connection: BaseEmailBackend = get_connection()
    try:
        for letter in _leased():
            answer = _attempt(letter, connection)
            if answer is None:
                sent += 1
            elif answer.nobody_there:
                _everybody_waits(letter)
                break
    finally:
        _hang_up(connection)
    return sent


def message(letter: Letter) -> EmailMultiAlternatives:
    """The letter as it goes out, its secret put in."""
    token = letter.confirmation.token() if letter.confirmation else LATER
    name = settings.NEWSPAPER_NAME[letter.language]
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text.replace(LATER, token),
        from_email=formataddr((name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[letter.to],
        headers=letter.headers,
    )
    mail.attach_alternative(letter.html.replace(LATER, token), "text/html")
    return mail


def _leased() -> Iterator[Letter]:
    """Due letters, oldest first, one at a time, each for this worker alone."""
    for _count in range(BATCH):
        with transaction.atomic():
            due = Letter.objects.due().select_for_update(skip_locked=True, of=("self",))
            letter = due.select_related("confirmation").order_by("next_attempt_at").first()
            if letter is None:
                return
            if letter.confirmation_id and not _still_asks(letter.confirmation_id):
                letter.delete()
                continue
            letter.attempts += 1
            Letter.objects.filter(pk=letter.pk).update(
                attempts=letter.attempts, next_attempt_at=Now() + LEASE
            )
        yield letter


def _still_asks(confirmation_pk: int) -> bool:
    return Confirmation.objects.waiting().filter(pk=confirmation_pk).exists()


def _attempt(letter: Letter, connection: BaseEmailBackend) -> Answer | None:
    """Try to send a letter and write down what became of it; nothing if it was sent."""
    try:
        connection.open()
        connection.send_messages([message(letter)])
    except (smtplib.SMTPException, OSError, ValueError) as error:
        answer = understand(error)
        _hang_up(connection)
        _put_off(letter, answer)
        return answer
    Letter.objects.filter(pk=letter.pk).update(sent_at=Now(), reason="")
    return None


def _put_off(letter: Letter, answer: Answer) -> None:
    """Set the next attempt, or give up when there is no use in one."""
    rows = Letter.objects.filter(pk=letter.pk)
    if answer.for_good or rows.filter(created_at__lt=Now() - GIVE_UP_AFTER).exists():
        rows.update(failed_at=Now(), reason=answer.words)
        log.warning("letter %s (%s) given up: %s", letter.pk, letter.kind, answer.words)
        return
    longest = LONGEST_OUTAGE_PAUSE if answer.nobody_there else LONGEST_PAUSE
    pause = min(FIRST_PAUSE * 2 ** min(letter.attempts - 1, 10), longest)
    rows.update(next_attempt_at=Now() + timedelta(seconds=pause), reason=answer.words)


def _everybody_waits(probe: Letter) -> None:
    """Let all due letters wait as long as the one that found nobody at home."""
    moment = Letter.objects.filter(pk=probe.pk).values("next_attempt_at")
    Letter.objects.due().update(next_attempt_at=Subquery(moment))


def _hang_up(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (smtplib.SMTPException, OSError) as error:
        log.info("the mail server hung up first: %s", error)
