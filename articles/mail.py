"""Letters to colleagues: composed from templates in the language of whoever gets them."""

from __future__ import annotations

from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from articles.languages import direction
from articles.models import Mention

LONGEST_SUBJECT = 150  # characters


def mention_letter(mention: Mention) -> EmailMultiAlternatives:
    """The letter that tells somebody of a note that calls them.

    It holds the note, the headline and a link, nothing else of the story. Its Message-ID follows
    from the mention alone, so that a second copy of it is known as one.
    """
    note, language = mention.note, mention.user.language
    page = reverse("admin:articles_article_notes", args=[note.article_id])
    values = {
        "language": language,
        "direction": direction(language),
        "paper_name": settings.NEWSPAPER_NAME[language],
        "site_url": settings.SITE_URL,
        "colleague": str(note.by),
        "headline": note.article.headline,
        "text": note.text,
        "link": f"{settings.SITE_URL}{page}#note-{note.pk}",
    }
    with translation.override(language):
        subject, text, html = (
            render_to_string(f"mail/mention.{part}", values)
            for part in ("subject.txt", "txt", "html")
        )
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    letter = EmailMultiAlternatives(
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        body=text.strip() + "\n",
        from_email=formataddr((values["paper_name"], parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[mention.user.email],
        headers={
            "Message-ID": f"<mention-{mention.pk}@{host}>",
            "Content-Language": language,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    letter.attach_alternative(html.strip() + "\n", "text/html")
    return letter
