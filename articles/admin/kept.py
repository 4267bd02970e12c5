"""The answer to a form that cannot be saved by this person: nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest
from django.template.response import TemplateResponse

from articles.body import plain_text

_FORM_MACHINERY = (
    *("csrf", "password", "_", "seen_", "begun_with", "initial-", "next"),
    *("journal_", "merge-"),
)
# Never shown, also not to whoever typed them: the page may stand on a shared screen.
_SECRETS = {"code", "credential", "reader_token"}
_COUNTS = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")


def kept_text(
    request: HttpRequest, sentence: str, *, status: int = 403, context: dict[str, object]
) -> TemplateResponse:
    """A page that says why nothing was saved and shows what was typed, to copy from.

    Args:
        sentence: the reason, for the person.
        context: the desk's own context (``each_context``).
    """
    values = {"title": sentence, "typed": list(_typed(request)), **context}
    values["title"] = sentence
    return TemplateResponse(request, "admin/kept.html", values, status=status)


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, value in request.POST.items():
        text = str(value).strip()
        machinery = name.startswith(_FORM_MACHINERY) or name.endswith(_COUNTS)
        machinery = machinery or "__prefix__" in name  # the empty row that scripts copy
        machinery = machinery or "password" in name or name in _SECRETS
        if not machinery and text and not text.isdecimal():
            yield (
                name.replace("-", " ").replace("_", " "),
                plain_text(text) if name == "body" else text,
            )
