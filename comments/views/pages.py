"""What the pages about comments have in common."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from articles.languages import Language
from articles.models.story import Story
from articles.models.wording import Wording, disclaimer_version
from articles.views.errors import gone
from articles.views.page import Paper, bare_furniture, furniture
from articles.workflow import Publication
from comments.models import Comment
from comments.text import LONGEST
from comments.tickets import new_ticket
from readers.models import Reader
from readers.pages import PRIVATE
from readers.session import current_reader

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
# What a page about comments needs of its story.
OF_A_STORY = (
    "language slug section_slug section_name headline first_published_at withdrawn notice removal"
).split()


def live_story(story_id: int) -> Story:
    """A story that readers can reach, withdrawn ones included.

    Raises:
        Http404: it is a draft, waits for its hour or never existed; the answer is the same.
    """
    found = Story.objects.filter(pk=story_id).only(*OF_A_STORY).first()
    if found is None:
        raise Http404
    return found


def comment_of(story: Story, pk: int) -> Comment:
    """A visible comment of a story, or one of the reader's own.

    Raises:
        Http404: the story has none of that number.
    """
    rows = Comment.objects.select_related("thread").filter(thread__story_id=story.pk, pk=pk)
    found = rows.first()
    if found is None:
        raise Http404
    return found


def in_language_of_story(
    view: Callable[Concatenate[HttpRequest, Story, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, int, P], HttpResponse]:
    """Give a view its live story instead of the number, and run it in the story's language."""

    @wraps(view)
    def wrapped(
        request: HttpRequest, /, story_id: int, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponse:
        story = live_story(story_id)
        if story.removal == Publication.TAKEN_DOWN:
            return gone(story.language)
        with translation.override(story.language):
            if story.withdrawn and request.method in {"GET", "HEAD"}:
                return withdrawn(story)
            return view(request, story, *args, **kwargs)

    return cast(Callable[Concatenate[HttpRequest, int, P], HttpResponse], wrapped)


def withdrawn(story: Story) -> HttpResponse:
    """The notice that stands in the place of a withdrawn story's comments."""
    context = {"story": story, "paper": furniture(story.language, story.section_slug)}
    body = render_to_string("articles/withdrawn.html", context)
    return HttpResponse(body, status=410, headers={**PRIVATE, "Content-Language": story.language})


def private(
    request: HttpRequest,
    template: str,
    story: Story,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page for one visitor, kept by nobody."""
    paper = furniture(story.language, story.section_slug)
    body = render_to_string(template, everywhere(paper, story, current_reader(request)) | context)
    headers = {**PRIVATE, "Content-Language": story.language}
    return HttpResponse(body, status=status, headers=headers)


def everywhere(paper: Paper, story: Story, reader: Reader | None) -> dict[str, Any]:
    """The context of every page; only a page made for one visitor has a reader or a ticket."""
    wording = list(Wording.objects.in_force(story.language))
    return {
        "paper": paper,
        "language": story.language,
        "story": story,
        "reader": reader,
        "wording": {one.kind: one.text for one in wording},
        "disclaimer_version": disclaimer_version(wording),
        "ticket": new_ticket(),
        "most": LONGEST,
    }


def wants_json(request: HttpRequest) -> bool:
    """Whether our script asks; a browser that follows a form does not."""
    return request.headers.get("Accept", "").startswith("application/json")


def answer(request: HttpRequest, data: dict[str, Any], status: int = 200) -> JsonResponse:
    """An answer for the script, kept by nobody."""
    return JsonResponse(data, status=status, headers=PRIVATE)


def refused(
    request: HttpRequest, story: Story, sentence: str, *, status: int, sign_in: bool = False
) -> HttpResponse:
    """Why something was not done, for the script or as a page."""
    if wants_json(request):
        return answer(request, {"message": sentence, "sign_in": sign_in}, status)
    context = {"sentence": sentence, "offer_sign_in": sign_in}
    return private(request, "comments/refused.html", story, context, status=status)


def keeps_text_without_database(view: View[P]) -> View[P]:
    """Where the database fails under a POST, answer 503 with everything that was typed."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except (OperationalError, InterfaceError):
            if request.method != "POST" or "body" not in request.POST:
                raise
            return _unavailable(request)

    return cast(View[P], wrapped)


def _unavailable(request: HttpRequest) -> HttpResponse:
    asked = request.POST.get("lang", "")
    language = asked if asked in Language.values else Language.ENGLISH.value
    with translation.override(language):
        context = {
            "paper": bare_furniture(language),
            "language": language,
            "action": request.path,
            "typed": request.POST,
            "ticket": new_ticket(),
            "most": LONGEST,
            "sentence": _("The newspaper’s computers are not answering. Your text is kept here."),
        }
        body = render_to_string("comments/unavailable.html", context)
    headers = {**PRIVATE, "Retry-After": "10", "Content-Language": language}
    return HttpResponse(body, status=503, headers=headers)
