"""Letters to colleagues: composed from templates in the language of whoever gets them."""

from __future__ import annotations

from collections.abc import Mapping
from email.utils import formataddr, parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from articles.dates import whole_time
from articles.languages import direction
from articles.models import AssignmentLetter, Errand, Mention
from staff.models import User

LONGEST_SUBJECT = 150  # characters


def mention_letter(mention: Mention) -> EmailMultiAlternatives:
    """The letter that tells somebody of a note that calls them.

    It holds the note, the headline and a link, nothing else of the story. Its Message-ID follows
    from the mention alone, so that a second copy of it is known as one.
    """
    note = mention.note
    page = reverse("admin:articles_article_notes", args=[note.article_id])
    values = {
        "colleague": str(note.by),
        "headline": note.article.headline,
        "text": note.text,
        "link": f"{settings.SITE_URL}{page}#note-{note.pk}",
    }
    return _to_colleague(mention.user, "mention", f"mention-{mention.pk}", values)


def assignment_letter(row: AssignmentLetter) -> EmailMultiAlternatives:
    """The letter that tells somebody of a step of an assignment: what, when it is due, the brief.

    What it says of the assignment is how it stands when the letter leaves.
    """
    assignment, step = row.step.assignment, row.step
    page = reverse("admin:articles_assignment_change", args=[assignment.pk])
    language = row.user.language
    values = {
        "errand": row.errand,
        "colleague": str(step.by),
        "slug_line": assignment.slug_line,
        "due": whole_time(assignment.due_at, language),
        "words": assignment.length,
        "photo_wanted": assignment.photo_wanted,
        "text": step.note if row.errand == Errand.DROPPED else assignment.brief,
        "link": f"{settings.SITE_URL}{page}",
    }
    return _to_colleague(row.user, "assignment", f"assignment-{row.pk}", values)


def _to_colleague(
    user: User, template: str, mark: str, values: Mapping[str, object]
) -> EmailMultiAlternatives:
    """A letter in the language of a colleague.

    Args:
        mark: the same for every copy of this letter and for no other.
    """
    language = user.language
    paper = settings.NEWSPAPER_NAME[language]
    context = {
        "language": language,
        "direction": direction(language),
        "paper_name": paper,
        "site_url": settings.SITE_URL,
        **values,
    }
    with translation.override(language):
        subject, text, html = (
            render_to_string(f"mail/{template}.{part}", context)
            for part in ("subject.txt", "txt", "html")
        )
    host = urlsplit(settings.SITE_URL).hostname or "localhost"
    letter = EmailMultiAlternatives(
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        body=text.strip() + "\n",
        from_email=formataddr((paper, parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[user.email],
        headers={
            "Message-ID": f"<{mark}@{host}>",
            "Content-Language": language,
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    letter.attach_alternative(html.strip() + "\n", "text/html")
    return letter
