"""The accounts of the staff: the chief makes them and gives their roles.

The desk (``articles.admin``) puts this into its site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.filters import RelatedFieldListFilter
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import ManyToManyField, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from staff.models import User
from staff.permissions import can_manage_staff
from staff.roles import Role

if TYPE_CHECKING:
    AccountAdmin = UserAdmin[User]
    GroupField = forms.ModelMultipleChoiceField[Group]
else:
    AccountAdmin = UserAdmin
    GroupField = forms.ModelMultipleChoiceField


class RoleField(GroupField):
    """The four roles by their names; other groups, if there are any, cannot be given here."""

    def __init__(self) -> None:
        super().__init__(
            queryset=Group.objects.filter(name__in=Role.values).order_by("pk"),
            widget=forms.CheckboxSelectMultiple,
            label=_("Roles"),
            required=False,
        )

    def label_from_instance(self, obj: Any) -> str:
        return str(Role(obj.name).label)


class RoleFilter(RelatedFieldListFilter):
    """The accounts of a role, by its name as the desk says it."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[Any]:
        roles = Group.objects.filter(name__in=Role.values).order_by("pk")
        return [(group.pk, Role(group.name).label) for group in roles]


class StaffAdmin(AccountAdmin):
    """Accounts are switched off, never deleted: their names stay on what they did."""

    fieldsets = (
        (None, {"fields": ("username", "password", "name", "email", "language")}),
        (_("Work"), {"fields": ("is_active", "is_staff", "groups")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "name", "email", "language", "password1", "password2")}),
        (_("Work"), {"fields": ("is_staff", "groups")}),
    )
    list_display = ("username", "name", "role_names", "is_active", "is_staff", "last_login")
    list_filter = ("is_active", ("groups", RoleFilter))
    search_fields = ("username", "name", "email")
    ordering = ("username",)
    filter_horizontal = ()
    actions = None
    list_per_page = 50
    show_full_result_count = False

    # Only whoever manages the staff

    def has_module_permission(self, request: HttpRequest) -> bool:
        return can_manage_staff(request.user)

    def has_view_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return can_manage_staff(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return can_manage_staff(request.user)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return can_manage_staff(request.user) and not self._is_above(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False

    def _is_above(self, request: HttpRequest, obj: User | None) -> bool:
        """A superuser's account belongs to superusers."""
        asks = request.user
        return (
            obj is not None
            and obj.is_superuser
            and not (isinstance(asks, User) and asks.is_superuser)
        )

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def role_names(self, user: User) -> str:
        held = {group.name for group in user.groups.all()}
        return ", ".join(str(role.label) for role in Role if role in held) or "—"

    def formfield_for_manytomany(
        self, db_field: ManyToManyField[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> Any:
        if db_field.name == "groups":
            return RoleField()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form, in which nobody can lock themselves out of the staff's accounts."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is None:
            form.base_fields["is_staff"].initial = True
        if obj is None or obj.pk != request.user.pk:
            return form
        return type(form.__name__, (_OwnAccount, form), {})

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: User | None = None,
    ) -> HttpResponse:
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if context.get("errors"):
            response.status_code = 400
        return response


class _OwnAccount:
    """Keeps whoever edits their own account from shutting the door behind them."""

    cleaned_data: dict[str, Any]

    def clean_is_active(self) -> bool:
        return self._kept("is_active")

    def clean_is_staff(self) -> bool:
        return self._kept("is_staff")

    def _kept(self, name: str) -> bool:
        if not self.cleaned_data[name]:
            raise ValidationError(_("You cannot take this from your own account."))
        return True

    def clean_groups(self) -> QuerySet[Group]:
        groups: QuerySet[Group] = self.cleaned_data["groups"]
        if not any(group.name == Role.CHIEF for group in groups):
            raise ValidationError(_("You cannot take the chief’s role from yourself."))
        return groups
