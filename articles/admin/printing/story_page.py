"""A story's places in print: where it was and will be printed; into which edition it goes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import arranging
from articles.admin.base import person
from articles.admin.history.asked import story_asked
from articles.admin.printing.forms import PlaceForm
from articles.admin.printing.plan_page import plan_address
from articles.admin.site import desk
from articles.clock import database_now
from articles.models import Article, Placement, PrintEdition
from articles.permissions import can_arrange_print
from articles.print_length import length_of
from articles.workflow import Publication, Refused

LATE = timedelta(days=7)  # an edition that nobody marked yet may still be filled


def story_print_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show a story's places; put it into an edition (POST)."""
    article, user = story_asked(request, number), person(request)
    may_arrange = can_arrange_print(user)
    if request.method == "POST" and not may_arrange:
        raise PermissionDenied
    form = PlaceForm(request.POST or None, editions=planned_editions())
    refusal, status = "", 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            edition, page = form.cleaned_data["edition"], form.cleaned_data["page"]
            try:
                said = arranging.place(edition, article, page, form.details, by=user)
            except Refused as refused:
                refusal, status = str(refused), 409
            else:
                messages.success(request, said)
                return HttpResponseRedirect(plan_address(edition))
    context = {
        **desk.each_context(request),
        "title": _("In print"),
        "article": article,
        "form": form,
        "places": places_of(article),
        "is_live": article.publication_at(database_now()) == Publication.LIVE,
        "length": length_of(article.body),
        "may_arrange": may_arrange,
        "has_editions": form.fields["edition"].queryset.exists(),  # type: ignore[attr-defined]
        "refusal": refusal,
        "opts": Article._meta,
    }
    template = "admin/articles/printing/story.html"
    return TemplateResponse(request, template, context, status=status)


def planned_editions() -> QuerySet[PrintEdition]:
    """The editions into which a story can still be put, the next one first."""
    rows = PrintEdition.objects.filter(printed_at=None)
    rows = rows.filter(date__gte=timezone.localdate() - LATE)
    return rows.order_by("date", "publication", "name", "pk")


def places_of(article: Article) -> Iterable[Placement]:
    """Where a story was printed and where it is planned, the newest first; one query."""
    rows = Placement.objects.filter(article=article).select_related("edition", "revision")
    return rows.defer("revision__content").order_by("-edition__date", "-edition", "pk")
