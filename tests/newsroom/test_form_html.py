"""Forms written in Python say to the letter what Django's templates say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.forms.utils import ErrorList
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from newsroom.form_html import WRITTEN, FormRenderer

ATTACK = "\"'><script>alert(1)</script>&amp;"
VALUES: list[Any] = [
    *(None, "", "0", 0, 1234567, 3.5, True, False, ATTACK, SafeString("<b>&amp;</b>")),
    *("حماة\u202e", " spaces ", "two\nlines", gettext_lazy("Search"), date(2013, 11, 20)),
]
CHOICES: list[tuple[Any, Any]] = [("", "---------"), *[(one, one) for one in VALUES]]
WIDGETS: list[forms.Widget] = [
    forms.TextInput(),
    forms.TextInput(attrs={"class": "wide", "dir": "auto", "required": True, "hidden": False}),
    forms.TextInput(attrs={"data-said": ATTACK, "data-safe": SafeString("a&amp;b"), "max": 1234}),
    forms.TextInput(attrs={"placeholder": gettext_lazy("Search"), "data-none": None}),
    forms.NumberInput(attrs={"min": 1, "max": 999}),
    forms.HiddenInput(),
    forms.DateInput(),
    forms.EmailInput(),
    forms.PasswordInput(render_value=True),
    forms.CheckboxInput(),
    forms.Textarea(attrs={"rows": 3}),
    forms.Select(choices=CHOICES),
    forms.Select(attrs={"disabled": True, "class": ATTACK}, choices=CHOICES),
    forms.Select(choices=[("Countries", CHOICES), ("x", "Other")]),
    forms.SelectMultiple(choices=CHOICES),
]


@pytest.fixture(params=["en", "ar"], autouse=True)
def language(request: pytest.FixtureRequest) -> Iterator[None]:
    with translation.override(request.param):
        yield


def both(template: str, context: dict[str, Any]) -> tuple[str, str]:
    return FormRenderer().render(template, context), DjangoTemplates().render(template, context)


def test_the_desk_uses_it() -> None:
    assert isinstance(get_default_renderer(), FormRenderer)


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
def test_a_widget_is_as_its_template_says(widget: forms.Widget) -> None:
    for name, value in product(("headline", ATTACK), VALUES):
        context = widget.get_context(name, value, {"id": f"id_{name}"})
        ours, djangos = both(widget.template_name or "", context)
        assert ours == djangos


def test_each_part_that_is_written_is_compared() -> None:
    compared = {one.template_name for one in WIDGETS}
    others = {name for name in WRITTEN if "/widgets/" not in name}
    assert set(WRITTEN) - others - compared == {"django/forms/widgets/input.html"}


def test_a_label_is_as_its_template_says() -> None:
    texts = ["Headline:", ATTACK, SafeString("<i>x</i>"), " ", ""]
    attributes: list[dict[str, Any]] = [{}, {"for": "id_x", "class": ATTACK, "hidden": True}]
    for text, attrs, use_tag, tag in product(texts, attributes, (True, False), ("label", "legend")):
        context = {"label": text, "attrs": attrs, "use_tag": use_tag, "tag": tag, "field": None}
        ours, djangos = both("django/forms/label.html", context)
        assert ours == djangos


@pytest.mark.parametrize("errors", [[], ["Too long."], [ATTACK, gettext_lazy("Search")]])
def test_a_list_of_errors_is_as_its_template_says(errors: list[Any]) -> None:
    listed = ErrorList(errors, error_class="errorlist", field_id="id_headline")
    for template in (ErrorList.template_name, ErrorList.template_name_ul):
        ours, djangos = both(template, listed.get_context())
        assert ours == djangos
