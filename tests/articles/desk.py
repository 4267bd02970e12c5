"""The desk as tests use it: sign in, open a form, post it back with changes."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

from django.conf import settings
from django.test import Client

from articles.models import Article
from staff.models import User

ADD = "/desk/articles/article/add/"
LIST = "/desk/articles/article/"


def at_desk(user: User) -> Client:
    """A browser in which somebody is signed in."""
    client = Client()
    client.force_login(user)
    return client


def expire_sessions() -> None:
    """Every sign-in at the desk has run out."""
    engine: Any = import_module(settings.SESSION_ENGINE)
    engine.SessionStore.get_model_class().objects.all().delete()


def address(story: Article) -> str:
    return f"{LIST}{story.pk}/change/"


def form_data(page: Any) -> dict[str, str]:
    """What a browser would send of a form page, nothing changed."""
    context = page.context
    data: dict[str, str] = {
        name: str(context[name])
        for name in ("begun_with", "seen_version", "seen_revision")
        if name in context and context[name] is not None
    }
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if not field.field.disabled and value is not None:
                data[field.html_name] = _sent(value)
    return data


def whole_form(page: Any) -> dict[str, str]:
    """As ``form_data``, with the marks by which the form's typing is kept for its person."""
    journal = page.context["journal"]
    marks = journal["marks"]
    return form_data(page) | {
        "journal_tab": str(marks.tab),
        "journal_stroke": str(marks.stroke),
        "journal_took": marks.took,
        "journal_pass": journal["pass"],
    }


def _sent(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return str(getattr(value, "pk", value))


def opened(client: Client, story: Article) -> dict[str, str]:
    """The form of a story as it is now."""
    return form_data(client.get(address(story)))


def save(client: Client, story: Article, /, verb: str = "", **changes: str) -> Any:
    """Open a story, change fields and save it, perhaps with a step."""
    data = {**opened(client, story), **changes}
    if verb:
        data["_verb"] = verb
    return client.post(address(story), data)


def change(client: Client, url: str, data: dict[str, Any], **more: Any) -> Any:
    """Open a form of something else than a story, and send it with these fields."""
    seen = (client.get(url).context or {}).get("seen_row", "")
    return client.post(url, {**data, "seen_row": seen}, **more)


def new_story(client: Client, /, **fields: str) -> Any:
    """Begin a story with these fields."""
    return client.post(ADD, {**form_data(client.get(ADD)), **fields})


def row(prefix: str, number: int, **fields: object) -> dict[str, str]:
    """The posted fields of a new row."""
    return {f"{prefix}-{number}-{name}": str(value) for name, value in fields.items()}


def text_of(response: Any) -> str:
    return str(response.content.decode())


def unmarked(response: Any) -> str:
    """A page without the marks of compared words, so that whole sentences can be found."""
    return re.sub(r"</?(?:ins|del|mark)>", "", text_of(response))
