"""A form sent with a token from before another sign-in: refused, and its text kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure

from articles.admin.journal.kept import kept_page, rescued
from articles.admin.kept import kept_text
from articles.admin.site import desk
from articles.language import DESK, language_of


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """``CSRF_FAILURE_VIEW``: what a form of the desk held is kept, or shown to be copied."""
    if not request.path.startswith(DESK):
        return csrf_failure(request, reason=reason)
    with translation.override(language_of(request)):
        if (found := rescued(request)) is not None:
            return kept_page(request, found, desk.each_context(request)).render()
        # A page elsewhere must not make the desk show its words.
        if request.headers.get("Sec-Fetch-Site") == "same-origin":
            sentence = _("You signed in again after this page was opened; nothing was saved.")
            return kept_text(request, sentence, context=desk.each_context(request)).render()
        return csrf_failure(request, reason=reason)
