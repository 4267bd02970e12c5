"""The page on which the chief puts the record of a printed edition right, with a reason."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin.base import person
from articles.admin.printing.asked import edition_asked
from articles.admin.printing.forms import LONGEST_REASON, SlotForm, number_in, seen_in
from articles.admin.printing.plan import read_plan
from articles.admin.printing.plan_page import edition_title, plan_address
from articles.admin.site import desk
from articles.arranging import Details
from articles.dates import full_date
from articles.models import Article, PrintEdition
from articles.permissions import can_correct_print_record
from articles.printing import add_to_record, correct_record
from articles.workflow import Refused
from staff.models import User

TEMPLATE = "admin/articles/printing/record.html"


def record_page(request: HttpRequest, number: int) -> HttpResponse:
    """Correct where a story stood, add one that appeared, or take one out that did not (POST)."""
    edition, user = edition_asked(request, number), person(request)
    if not can_correct_print_record(user):
        raise PermissionDenied
    problems: list[str] = []
    status = 200
    if request.method == "POST":
        form = SlotForm(request.POST)
        is_gone = "did_not_appear" in request.POST
        try:
            if not is_gone and not form.is_valid():
                problems, status = form.problems, 400
            else:
                messages.success(request, _act(request, edition, user, form, is_gone=is_gone))
                return HttpResponseRedirect(plan_address(edition))
        except Refused as refused:
            problems, status = [str(refused)], 409
            edition.refresh_from_db()
    return _shown(request, edition, problems, status)


def _act(
    request: HttpRequest, edition: PrintEdition, user: User, form: SlotForm, *, is_gone: bool
) -> str:
    posted = request.POST
    seen, reason = seen_in(posted.get("seen", "")), posted.get("reason", "")[:LONGEST_REASON]
    acts: dict[str, Any] = {"by": user, "reason": reason, "seen": seen}
    details = Details() if is_gone else form.details
    page = None if is_gone else str(form.cleaned_data["page"])
    if "story" in posted:
        story = Article.objects.filter(pk=number_in(posted["story"]) or 0).defer("body").first()
        if story is None or page is None:
            raise Refused(_("There is no story of that number."))
        return add_to_record(edition, story, page, details, **acts)
    slot = number_in(posted.get("slot", "")) or 0
    return correct_record(edition, slot, page=page, details=details, **acts)


def _shown(
    request: HttpRequest, edition: PrintEdition, problems: list[str], status: int
) -> HttpResponse:
    slot, fields = number_in(request.POST.get("slot", "")), {}
    if request.method == "POST":
        names = ("page", "section", "headline", "reason", "story")
        fields = {name: request.POST.get(name, "") for name in names}
    context = {
        **desk.each_context(request),
        "title": _("Correct the record"),
        "edition": edition,
        "edition_title": edition_title(edition),
        "day_words": full_date(edition.date, person(request).language),
        "plan_address": plan_address(edition),
        "plan": read_plan(edition, {slot: (fields, problems)} if slot else None),
        "typed": {} if slot else fields,
        "problems": problems,
        "longest_reason": LONGEST_REASON,
        "opts": PrintEdition._meta,
    }
    return TemplateResponse(request, TEMPLATE, context, status=status)
