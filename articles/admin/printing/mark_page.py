"""The pages on which an edition is marked as printed, and on which the mark is taken back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin.base import person
from articles.admin.printing.asked import edition_asked
from articles.admin.printing.forms import ReasonForm, seen_in
from articles.admin.printing.plan import Slot, read_plan
from articles.admin.printing.plan_page import edition_title, plan_address
from articles.admin.site import desk
from articles.clock import database_now
from articles.dates import full_date
from articles.models import PrintEdition
from articles.permissions import can_arrange_print, can_correct_print_record
from articles.printing import Text, mark_printed, texts_at, unprint
from articles.workflow import Refused

TEMPLATE = "admin/articles/printing/mark.html"


def mark_page(request: HttpRequest, number: int) -> HttpResponse:
    """Say which text of each story is recorded, and record it (POST)."""
    edition = edition_asked(request, number)
    if not can_arrange_print(person(request)):
        raise PermissionDenied
    return _page(
        request,
        edition,
        lambda seen, reason: mark_printed(edition, by=person(request), seen=seen),
        {
            "title": _("Mark as printed"),
            "slots": _texts(edition),
            "is_possible": not edition.is_printed,
        },
    )


def unprint_page(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for the reason, and take the mark back (POST)."""
    edition = edition_asked(request, number)
    if not can_correct_print_record(person(request)):
        raise PermissionDenied
    return _page(
        request,
        edition,
        lambda seen, reason: unprint(edition, by=person(request), reason=reason, seen=seen),
        {
            "title": _("Take the mark back"),
            "form": ReasonForm(request.POST or None),
            "is_possible": edition.is_printed,
        },
    )


def _page(
    request: HttpRequest,
    edition: PrintEdition,
    act: Callable[[int, str], str],
    context: dict[str, Any],
) -> HttpResponse:
    refusal, status = "", 200
    if request.method == "POST":
        seen = seen_in(request.POST.get("seen", ""))
        try:
            messages.success(request, act(seen, request.POST.get("reason", "")))
        except Refused as refused:
            refusal, status = str(refused), 409
            edition.refresh_from_db()
        else:
            return HttpResponseRedirect(plan_address(edition))
    values = {
        **desk.each_context(request),
        **context,
        "edition": edition,
        "edition_title": edition_title(edition),
        "day_words": full_date(edition.date, person(request).language),
        "plan_address": plan_address(edition),
        "refusal": refusal,
        "opts": PrintEdition._meta,
    }
    return TemplateResponse(request, TEMPLATE, values, status=status)


def _texts(edition: PrintEdition) -> list[tuple[Slot, Text | None]]:
    slots = read_plan(edition).slots
    texts = texts_at((slot.story.pk for slot in slots), database_now())
    return [(slot, texts.get(slot.story.pk)) for slot in slots]
