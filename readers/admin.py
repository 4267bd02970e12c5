"""The desk's view of readers and of the letters to them: to look at, not to change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.base import DeskAdmin
from articles.admin.panels import Panel
from articles.admin.panels import register as show_on_first_page
from articles.admin.site import desk
from readers.addresses import SMALL_LETTERS
from readers.models import Letter, Reader
from readers.permissions import MODERATORS, can_see_letters, can_see_readers

M = TypeVar("M", bound=Model)
SHOWN_ON_FIRST_PAGE = 5


class ReadOnly(DeskAdmin[M]):
    """A model that the desk looks at."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: M | None = None) -> bool:
        return False


class ReaderAdmin(ReadOnly[Reader]):
    list_display = ("name", "email", "language", "verified_at", "erased_at")
    fields = ("name", "email", "language", "verified_at", "created_at", "erased_at")
    search_fields = ("email_key",)
    search_help_text = _("The whole address, or the whole name as it is shown.")

    def has_view_permission(self, request: HttpRequest, obj: Reader | None = None) -> bool:
        return can_see_readers(request.user)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Reader], search_term: str
    ) -> tuple[QuerySet[Reader], bool]:
        """Exact, so that it is one step in an index; nothing here is a pattern."""
        term = search_term.strip()
        if not term:
            return queryset, False
        if "@" in term:
            return queryset.filter(email_key=term.translate(SMALL_LETTERS)), False
        return queryset.filter(name=term), False


class LetterState(admin.SimpleListFilter):
    """Where a letter is; what was given up comes first, as it wants attention."""

    title = _("state")
    parameter_name = "state"

    def lookups(
        self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]
    ) -> list[tuple[str, Any]]:
        return [("waiting", _("Waiting")), ("sent", _("Sent"))]

    def choices(self, changelist: Any) -> Any:
        """Name the unfiltered state for what it shows."""
        given_up, *others = super().choices(changelist)
        yield {**given_up, "display": _("Given up")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> QuerySet[Letter]:
        match self.value():
            case "waiting":
                return queryset.filter(sent_at__isnull=True, failed_at__isnull=True)
            case "sent":
                return queryset.filter(sent_at__isnull=False)
            case _:
                return queryset.filter(failed_at__isnull=False)


class LetterAdmin(ReadOnly[Letter]):
    list_display = ("subject", "to", "created_at", "attempts", "sent_at", "failed_at", "reason")
    list_filter = (LetterState,)
    fields = (
        ("to", "language"),
        "subject",
        ("created_at", "attempts", "next_attempt_at"),
        ("sent_at", "failed_at"),
        "reason",
        "text",
    )
    search_fields = ("to",)
    search_help_text = _("The whole address.")

    def has_view_permission(self, request: HttpRequest, obj: Letter | None = None) -> bool:
        return can_see_letters(request.user)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Letter], search_term: str
    ) -> tuple[QuerySet[Letter], bool]:
        term = search_term.strip()
        return (queryset.filter(to__iexact=term) if term else queryset), False


def letters_given_up(request: HttpRequest) -> Mapping[str, object]:
    """The newest letters that no mail server would take."""
    rows = Letter.objects.filter(failed_at__isnull=False).order_by("-pk")
    return {"letters": rows[:SHOWN_ON_FIRST_PAGE]}


desk.register(Reader, ReaderAdmin)
desk.register(Letter, LetterAdmin)
show_on_first_page(
    Panel(
        key="letters",
        title=_("Emails that did not arrive"),
        roles=MODERATORS,
        order=80,
        template="readers/desk_letters.html",
        context=letters_given_up,
    )
)
