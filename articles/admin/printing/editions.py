"""The printed editions: their list and their form."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskAdmin
from articles.admin.printing.addresses import edition_urls
from articles.admin.printing.plan_page import plan_address
from articles.admin.text import one_line
from articles.admin.typed import ModelForm
from articles.models import PrintEdition
from articles.permissions import can_arrange_print


class EditionForm(ModelForm[PrintEdition]):
    def clean_publication(self) -> str:
        return one_line(self.cleaned_data["publication"])

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

    def clean_pagination(self) -> str:
        return one_line(self.cleaned_data["pagination"])


class EditionAdmin(DeskAdmin[PrintEdition]):
    """Editions: editors begin and change them; what is printed keeps its name."""

    form = EditionForm
    keys = ("-date", "-pk")
    search_fields = ("publication",)
    search_help_text = gettext_lazy(
        "The beginning of the date, such as 2013-11, or words of the name."
    )
    list_display = ("date", "publication", "shown", "stands", "plan")
    fields = ("publication", "date", "name", "pagination")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can_arrange_print(request.user)

    def has_change_permission(self, request: HttpRequest, obj: PrintEdition | None = None) -> bool:
        return can_arrange_print(request.user)

    def get_urls(self) -> list[URLPattern]:
        return edition_urls(self.admin_site.admin_view) + super().get_urls()

    def get_readonly_fields(self, request: HttpRequest, obj: PrintEdition | None = None) -> Any:
        """What readers were told it is called stays."""
        return ("publication", "date", "name") if obj is not None and obj.is_printed else ()

    def response_add(
        self, request: HttpRequest, obj: PrintEdition, post_url_continue: str | None = None
    ) -> HttpResponse:
        if IS_POPUP_VAR in request.POST or "_save" not in request.POST:
            return super().response_add(request, obj, post_url_continue)
        messages.success(request, _("The edition is there. Put stories into it next."))
        return HttpResponseRedirect(plan_address(obj))

    @admin.display(description=gettext_lazy("edition"))
    def shown(self, edition: PrintEdition) -> str:
        return edition.shown_name or "—"

    @admin.display(description=gettext_lazy("stands"))
    def stands(self, edition: PrintEdition) -> str:
        return _("Printed") if edition.is_printed else _("Planned")

    @admin.display(description=gettext_lazy("page by page"))
    def plan(self, edition: PrintEdition) -> SafeString:
        words = _("The record") if edition.is_printed else _("The plan")
        return format_html('<a href="{}">{}</a>', plan_address(edition), words)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        newest = PrintEdition.objects.first()
        publication = (
            newest.publication if newest else self.admin_site.each_context(request)["newspaper"]
        )
        return {"publication": publication, **super().get_changeform_initial_data(request)}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[PrintEdition], search_term: str
    ) -> tuple[QuerySet[PrintEdition], bool]:
        """By date as far as it was typed; else by the newspaper's name."""
        term = search_term.strip()
        digits = [part for part in term.split("-") if part]
        if digits and all(part.isdecimal() and len(part) < 5 for part in digits):
            for lookup, part in zip(("year", "month", "day"), digits, strict=False):
                queryset = queryset.filter(**{f"date__{lookup}": int(part)})
            return queryset, False
        return (queryset.filter(publication__icontains=term) if term else queryset), False
