"""The letter that tells somebody what happened to the ways into their account."""

from __future__ import annotations

from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from staff.models import AccessEvent


def access_letter(event: AccessEvent) -> EmailMultiAlternatives:
    """What happened, when, by whom and what to do if it was somebody else. No secrets in it."""
    user, language = event.user, event.user.language
    paper = settings.NEWSPAPER_NAME[language]
    with translation.override(language):
        values = {
            "language": language,
            "direction": "rtl" if translation.get_language_bidi() else "ltr",
            "paper_name": paper,
            "site_url": settings.SITE_URL,
            "what": event.get_kind_display(),
            "account": user.username,
            "at": timezone.localtime(event.at),
            "detail": event.detail,
            "reason": event.reason,
            "colleague": str(event.by) if event.by_id not in (None, user.pk) else "",
            "link": f"{settings.SITE_URL}{reverse('admin:account')}",
        }
        subject, text, html = (
            render_to_string(f"mail/access.{part}", values)
            for part in ("subject.txt", "txt", "html")
        )
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    letter = EmailMultiAlternatives(
        subject=" ".join(subject.split()),
        body=text.strip() + "\n",
        from_email=formataddr((paper, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[user.email],
        headers={
            "Message-ID": f"<access-{event.pk}@{host}>",
            "Content-Language": language,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    letter.attach_alternative(html.strip() + "\n", "text/html")
    return letter
