"""The site's wording: a change is a new version; the old ones stay to be read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db import connection
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import DeskAdmin, person
from articles.admin.typed import ModelForm
from articles.models import Wording
from articles.permissions import can_write_wording
from articles.tasks import pages_changed


class WordingForm(ModelForm[Wording]):
    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class WordingAdmin(DeskAdmin[Wording]):
    """Only ever added to, and only by the chief."""

    form = WordingForm
    keys = ("-written_at", "-pk")
    fields = ("language", "kind", "text")
    list_display = ("kind", "language", "version", "author", "written_at")
    list_filter = ("kind", "language")
    list_select_related = ("written_by",)

    @admin.display(description=gettext_lazy("written by"))
    def author(self, wording: Wording) -> str:
        return str(wording.written_by)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can_write_wording(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Wording | None = None) -> bool:
        return False

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The text in force of the asked kind, to be changed into the next version."""
        initial = super().get_changeform_initial_data(request)
        language, kind = str(initial.get("language", "")), str(initial.get("kind", ""))
        current = Wording.objects.in_force(language).filter(kind=kind).first()
        return {**({"text": current.text} if current else {}), **initial}

    def save_model(self, request: HttpRequest, obj: Wording, form: Any, change: bool) -> None:
        with connection.cursor() as cursor:  # two versions at once are counted one after the other
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('articles_wording'))")
        versions = Wording.objects.filter(language=obj.language, kind=obj.kind)
        newest = versions.aggregate(newest=Max("version"))["newest"]
        obj.version = (newest or 0) + 1
        obj.written_by = person(request)
        super().save_model(request, obj, form, change)
        pages_changed()

    def response_add(
        self, request: HttpRequest, obj: Wording, post_url_continue: str | None = None
    ) -> HttpResponse:
        messages.info(request, _("Readers see the new wording from now on; the old one is kept."))
        return super().response_add(request, obj, post_url_continue)
