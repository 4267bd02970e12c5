from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from readers.export import everything_about
from readers.models.reader import Reader
from readers.names import LONGEST
from readers.pages import PRIVATE, address, in_readers_language, language_now, private_page
from readers.registry import Panel, panels
from readers.session import current_session, mark_seen
from readers.subscriptions import described


@require_safe
@in_readers_language
def me(request: HttpRequest) -> HttpResponse:
    """A reader's own page."""
    session = current_session(request)
    if session is None:
        return HttpResponseRedirect(address("readers:sign-in"), headers=PRIVATE)
    mark_seen(session)
    return own_page(request, session.reader)


def own_page(
    request: HttpRequest, reader: Reader, *, status: int = 200, **typed: str
) -> HttpResponse:
    """The page, with what was typed into one of its forms and refused (`name_problem` etc.)."""
    context = {
        "panels": [(panel, _section(panel, reader, request)) for panel in panels()],
        "follows": described(reader),
        "longest_name": LONGEST,
        **typed,
    }
    return private_page(request, "readers/me.html", context, status=status)


def _section(panel: Panel, reader: Reader, request: HttpRequest) -> SafeString:
    everywhere = {"reader": reader, "language": language_now()}
    return render_to_string(panel.template, everywhere | panel.context(reader, request))


@require_safe
@in_readers_language
def download(request: HttpRequest) -> HttpResponse:
    """Everything the site holds about the reader, as a file."""
    session = current_session(request)
    if session is None:
        return HttpResponseRedirect(address("readers:sign-in"), headers=PRIVATE)
    return JsonResponse(
        everything_about(session.reader),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers=PRIVATE | {"Content-Disposition": 'attachment; filename="my-data.json"'},
    )
