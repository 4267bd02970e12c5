"""Django's admin and form classes as the type checker sees them: with parameters.

At run time these classes take none, so each gets a ``[...]`` that changes nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.contrib import admin
from django.core import paginator

if TYPE_CHECKING:
    from django.contrib.admin import ModelAdmin, StackedInline
    from django.core.paginator import Page, Paginator
    from django.db.models import Model
    from django.forms import BaseInlineFormSet, ModelMultipleChoiceField

    M = TypeVar("M", bound=Model)

    class ModelForm(forms.ModelForm[M]):
        """With the hooks of Django that the stubs leave out."""

        def _get_validation_exclusions(self) -> set[str]: ...

        def _post_clean(self) -> None: ...

        def _save_m2m(self) -> None: ...
else:

    class _Subscriptable:
        def __class_getitem__(cls, _: Any) -> type:
            return cls

    class ModelAdmin(_Subscriptable, admin.ModelAdmin):
        pass

    class StackedInline(_Subscriptable, admin.StackedInline):
        pass

    class ModelForm(_Subscriptable, forms.ModelForm):
        pass

    class BaseInlineFormSet(_Subscriptable, forms.BaseInlineFormSet):
        pass

    class ModelMultipleChoiceField(_Subscriptable, forms.ModelMultipleChoiceField):
        pass

    class Paginator(_Subscriptable, paginator.Paginator):
        pass

    class Page(_Subscriptable, paginator.Page):
        pass


__all__ = [
    "BaseInlineFormSet",
    "ModelAdmin",
    "ModelForm",
    "ModelMultipleChoiceField",
    "Page",
    "Paginator",
    "StackedInline",
]
