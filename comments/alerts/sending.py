"""How an alert gets to the channel: by letter and by web hook, both queued with the alert."""

from __future__ import annotations

import json
import logging

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from comments.alerts.hook import HookFailed, post
from comments.alerts.message import message_of, payload
from comments.models import Alert, AlertDelivery
from readers.addresses import BadAddress
from readers.letters import queue_letter

log = logging.getLogger(__name__)


def tell(alert: Alert, language: str) -> None:
    """Queue the letters and the call of the web hook, within the transaction of the alert."""
    message = message_of(alert, language)
    for address in settings.ALERT_MAIL:
        context: dict[str, object] = {
            "alert_subject": message.subject,
            "alert_text": message.text,
            "link": message.link,
        }
        try:
            queue_letter("alert", to=address, language=language, context=context)
        except BadAddress as why:
            log.error("no alert to an address of ALERT_MAIL: %s", why)
    if settings.ALERT_HOOK_URL:
        call_hook.enqueue(alert.pk, language)


@task()
def call_hook(pk: int, language: str) -> None:
    """Post an alert to the web hook and write down what came of it.

    A task may run twice: the receiver knows an alert by its number. One that is calm again before
    the receiver could be reached is not sent any more.

    Raises:
        HookFailed: the worker tries again, unless it is permanent.
    """
    alert = Alert.objects.select_related("thread").filter(pk=pk, calm_at=None).first()
    if alert is None or not settings.ALERT_HOOK_URL:
        return
    body = json.dumps(payload(alert, message_of(alert, language)), ensure_ascii=False).encode()
    try:
        status = post(
            settings.ALERT_HOOK_URL,
            body,
            secret=settings.ALERT_HOOK_SECRET or "",
            delivery=alert.pk,
            at=timezone.now(),
            private=settings.ALERT_HOOK_PRIVATE,
        )
    except HookFailed as why:
        AlertDelivery.objects.create(alert=alert, is_delivered=False, answer=str(why)[:200])
        raise
    AlertDelivery.objects.create(alert=alert, is_delivered=True, answer=f"HTTP {status}")
