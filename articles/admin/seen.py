"""Forms of everything but stories: nobody saves over what they have not seen.

A form carries a mark of the values that it was made from. Where the row has others by the time it
is sent, nothing is saved: the form is shown again with what was typed, and with what is stored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Manager, Model, QuerySet
from django.forms import BaseModelForm, model_to_dict
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.admin.typed import ModelAdmin
from articles.differences import Span, words

M = TypeVar("M", bound=Model)
SEEN = "seen_row"


@dataclass(frozen=True)
class Beside:
    """A field that is stored otherwise than it was typed, word by word."""

    label: str
    spans: list[Span]


def mark_of(row: Model, names: Iterable[str]) -> str:
    """A mark of a row's values in these fields; equal exactly for equal values."""
    values = model_to_dict(row, fields=list(names))
    many = {
        name: sorted(str(one.pk) for one in value)
        for name, value in values.items()
        if isinstance(value, list)
    }
    text = json.dumps({**values, **many}, cls=_Loose, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


class _Loose(DjangoJSONEncoder):
    """Files and the like by their name."""

    def default(self, o: Any) -> Any:
        try:
            return super().default(o)
        except TypeError:
            return str(o)


class SeenAdmin(ModelAdmin[M]):
    """A model at the desk whose stale forms are not saved."""

    has_own_version = False  # the model looks after it itself

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> M | None:
        # Django takes an empty ``_to_field`` for the name of a field.
        found: M | None = super().get_object(request, object_id, from_field or None)
        return found

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method != "POST" or object_id is None or self.has_own_version:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            row = self._locked(object_id)
            if row is not None and self.has_change_permission(request, row):
                names = self._names(request, row)
                if request.POST.get(SEEN) != mark_of(row, names):
                    vars(request)["desk_stale"] = row
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: M | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "desk_stale" not in vars(request):
            return form
        return type(form.__name__, (form,), {"clean": _refuse})

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: M | None = None,
    ) -> HttpResponse:
        stale: Model | None = vars(request).get("desk_stale")
        if obj is not None and not self.has_own_version:
            form = context["adminform"].form
            context[SEEN] = request.POST.get(SEEN) or mark_of(obj, form.fields)
            if stale is not None:
                context[SEEN] = mark_of(stale, form.fields)
                context["stale"] = list(_beside(form, stale))
        response = super().render_change_form(request, context, add, change, form_url, obj)
        if stale is not None:
            response.status_code = 409
        return response

    def _locked(self, object_id: str) -> M | None:
        rows = self.model._default_manager.select_for_update(of=("self",))
        try:
            row: M | None = rows.filter(pk=unquote(object_id)).first()
        except (ValueError, ValidationError):
            return None
        return row

    def _names(self, request: HttpRequest, row: M) -> list[str]:
        return list(self.get_form(request, row, change=True).base_fields)


def _refuse(form: BaseModelForm[Any]) -> None:
    raise ValidationError(
        _(
            "Somebody else saved this while you had it open. Nothing of yours is lost: "
            "compare, change what you want and save again."
        )
    )


def _beside(form: BaseModelForm[Any], stored: Model) -> Iterator[Beside]:
    """The fields in which what was typed differs from what is stored."""
    for name, field in form.fields.items():
        if name not in form.cleaned_data or not hasattr(stored, name):
            continue
        typed, there = _shown(form.cleaned_data[name]), _shown(getattr(stored, name))
        if typed != there:
            yield Beside(capfirst(str(field.label or name)), words(there, typed))


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, Manager):
        value = value.all()
    if isinstance(value, QuerySet | list):
        return ", ".join(sorted(str(one) for one in value))
    return str(value).replace("\r\n", "\n")
