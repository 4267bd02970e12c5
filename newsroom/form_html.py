"""The parts of forms that a page has a hundred times: their HTML written in Python.

The desk's story form has 170 widgets and 150 lists of errors that are nearly all empty; rendering a
template for each takes a third of the time in which the page is made. What is written here is what
Django's templates of the same names say, to the letter, which a test compares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.safestring import SafeData

Context = Mapping[str, Any]


def shown(value: object) -> str:
    """As ``{{ value }}``."""
    local = localize(value)
    return quoted(local if isinstance(local, str) else str(local))


def quoted(value: object) -> str:
    """As ``{{ value|stringformat:'s' }}``: without the digits and points of a language."""
    return str(value) if isinstance(value, SafeData) else escape(str(value))


def attributes(values: Mapping[str, object]) -> str:
    """A tag's attributes, each with a space before it; of true ones the name alone."""
    return "".join(
        f" {shown(name)}" if value is True else f' {shown(name)}="{quoted(value)}"'
        for name, value in values.items()
        if value is not False
    )


def widget_input(context: Context) -> str:
    widget = context["widget"]
    value = "" if widget["value"] is None else f' value="{quoted(widget["value"])}"'
    kind, name = shown(widget["type"]), shown(widget["name"])
    return f'<input type="{kind}" name="{name}"{value}{attributes(widget["attrs"])}>'


def textarea(context: Context) -> str:
    widget = context["widget"]
    text = shown(widget["value"]) if widget["value"] else ""
    name = shown(widget["name"])
    return f'<textarea name="{name}"{attributes(widget["attrs"])}>\n{text}</textarea>'


OPTION = "django/forms/widgets/select_option.html"


def select(context: Context) -> str | None:
    widget = context["widget"]
    lines = [f'<select name="{shown(widget["name"])}"{attributes(widget["attrs"])}>']
    for group, options, _index in widget["optgroups"]:
        if group or any(one["template_name"] != OPTION for one in options):
            return None
        lines += [f"\n  {option(one)}\n" for one in options]
    return "".join([*lines, "\n</select>"])


def option(choice: Mapping[str, Any]) -> str:
    """One choice of a select."""
    value = quoted(choice["value"])
    return f'<option value="{value}"{attributes(choice["attrs"])}>{shown(choice["label"])}</option>'


def label(context: Context) -> str:
    text = shown(context["label"])
    if not context["use_tag"]:
        return text.strip()
    tag = shown(context["tag"])
    return f"<{tag}{attributes(context['attrs'])}>{text}</{tag}>"


def no_errors(context: Context) -> str | None:
    return None if context["errors"] else ""


#: By the name of Django's template; one that answers ``None`` leaves this case to the template.
WRITTEN: dict[str, Callable[[Context], str | None]] = {
    **{
        f"django/forms/widgets/{kind}.html": widget_input
        for kind in ("input", "text", "number", "hidden", "date", "email", "password", "checkbox")
    },
    "django/forms/widgets/textarea.html": textarea,
    "django/forms/widgets/select.html": select,
    "django/forms/label.html": label,
    "django/forms/errors/list/default.html": no_errors,
    "django/forms/errors/list/ul.html": no_errors,
}


class FormRenderer(DjangoTemplates):
    """Django's, but for what is written here."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        write = WRITTEN.get(template_name)
        html = write(context) if write else None
        return super().render(template_name, context, request) if html is None else html
