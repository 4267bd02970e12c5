"""A reader asks for the own rejected comment to be looked at again, on the comment's own page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from articles.models.story import Story
from comments import verbs
from comments.admission import may_judge
from comments.models import Appeal, Comment
from comments.verbs.appeal import LONGEST
from comments.views.pages import comment_of, in_language_of_story, private, refused
from comments.views.thread import see_other
from comments.workflow import Refused
from readers.models import Reader
from readers.safe_post import own_post_check, refusal
from readers.session import current_reader


@own_post_check
@in_language_of_story
def appeal(request: HttpRequest, story: Story, pk: int) -> HttpResponse:
    """The form, or how the appeal stands; for the comment's author alone."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    reader, found = current_reader(request), comment_of(story, pk)
    if reader is None:
        sentence = _("Sign in first: only the author of a comment can ask for this.")
        return refused(request, story, sentence, status=403, sign_in=True)
    if found.reader_id != reader.pk:
        raise Http404
    if request.method == "POST":
        return _post(request, story, reader, found)
    return _page(request, story, found)


def _post(request: HttpRequest, story: Story, reader: Reader, found: Comment) -> HttpResponse:
    typed = {"typed": request.POST.get("text", "")}
    if sentence := refusal(request):
        return _page(request, story, found, {**typed, "sentence": sentence}, status=403)
    if too_often := may_judge(reader, request):
        return _page(request, story, found, {**typed, "sentence": str(too_often)}, status=429)
    try:
        verbs.appeal(found, reader=reader, text=typed["typed"])
    except Refused as why:
        return _page(request, story, found, {**typed, "sentence": str(why)}, status=422)
    return see_other(f"{found.address}appeal/")


def _page(
    request: HttpRequest,
    story: Story,
    found: Comment,
    more: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    asked = Appeal.objects.filter(comment=found).first()
    context = {"comment": found, "asked": asked, "most": LONGEST, **(more or {})}
    return private(request, "comments/appeal.html", story, context, status=status)
