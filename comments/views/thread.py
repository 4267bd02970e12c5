"""The whole thread of a story, page by page, and the form under it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from articles.asked import whole_number
from articles.caching import ReaderResponse, reader_page, story_mark
from articles.models.story import Story
from articles.views.page import furniture
from comments.admission import TooOften, may_write
from comments.forms import CommentForm
from comments.models import Comment
from comments.policy import in_force_on
from comments.policy.words import terms
from comments.reading import Sort, ThreadPage, thread_page
from comments.tasks import PURPOSE
from comments.tickets import new_ticket, read_ticket
from comments.verbs import Submitted, TooSoon, submit
from comments.verbs.entry import MayNotWrite
from comments.views.own import SENT, own_parts
from comments.views.pages import (
    everywhere,
    in_language_of_story,
    keeps_text_without_database,
    private,
)
from comments.workflow import Refused, State
from readers.addresses import masked
from readers.confirmation import ask, receipt_for
from readers.models import Confirmation
from readers.networks import neighbourhood_of
from readers.safe_post import own_post_check, refusal
from readers.session import COOKIE, current_reader


@own_post_check
@keeps_text_without_database
def thread(request: HttpRequest, story_id: int) -> HttpResponse:
    """GET: a page of the thread, ``?sort=``, ``?after=`` a root's number. POST: a comment."""
    match request.method:
        case "POST":
            return _post(request, story_id)
        case "GET" | "HEAD" if COOKIE in request.COOKIES:
            return _own_page(request, story_id)
        case "GET" | "HEAD":
            response = _page_for_all(request, story_id=story_id)
            # Readers get another page at the same address: no shared cache keeps this one.
            response["Cache-Control"] = "private, no-cache"
            response["Vary"] = "Accept-Encoding, Cookie"
            return response
        case _:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])


def asked_page(request: HttpRequest, story: Story) -> ThreadPage:
    """The page of the thread that the address asks for; nonsense is as good as nothing."""
    sort, after = request.GET.get("sort", ""), whole_number(request.GET.get("after", ""))
    return thread_page(story.pk, Sort(sort) if sort in Sort.values else Sort.NEWEST, after)


def _mark(*, story_id: int) -> str:
    return story_mark(story_id)


@reader_page("sort", "after", mark=_mark)
def _page_for_all(request: HttpRequest, /, story_id: int) -> HttpResponse:
    return _public(request, story_id)


@in_language_of_story
def _public(request: HttpRequest, story: Story) -> HttpResponse:
    paper = furniture(story.language, story.section_slug)
    page = asked_page(request, story)
    context = everywhere(paper, story, None) | {"ticket": "", "page": page}
    context |= {"canonical_path": f"/comments/{story.pk}/"}
    response = ReaderResponse(render_to_string("comments/thread.html", context))
    response.fresh_for = min(paper.fresh_for, page.standing.turns_in or paper.fresh_for)
    response["Content-Language"] = story.language
    return response


@in_language_of_story
def _own_page(request: HttpRequest, story: Story) -> HttpResponse:
    page = asked_page(request, story)
    parts = own_parts(current_reader(request), page)
    return private(request, "comments/thread.html", story, {"page": page, **parts})


@in_language_of_story
def _post(request: HttpRequest, story: Story) -> HttpResponse:
    reader = current_reader(request)
    form = CommentForm(request.POST, reader=reader)
    if sentence := refusal(request):
        return show_again(request, story, form, sentence, 403)
    if story.withdrawn:
        sentence = _("The story has been withdrawn, and its comments with it.")
        return show_again(request, story, form, sentence, 410)
    if not form.is_valid():
        return show_again(request, story, form, "", 422)
    try:
        sent, receipt = _send(request, story, form)
    except (TooOften, TooSoon) as why:
        response = show_again(request, story, form, str(why), 429)
        response["Retry-After"] = str(why.retry_after)
        return response
    except MayNotWrite as why:
        return show_again(request, story, form, str(why), 403)
    except Refused as why:
        return show_again(request, story, form, str(why), 409)
    return _go_to(story, form, sent, receipt)


def _send(request: HttpRequest, story: Story, form: CommentForm) -> tuple[Submitted, str]:
    author, draft = replace(form.author, network=neighbourhood_of(request)), form.draft
    too_often = may_write(author, request, has_ticket=draft.key is not None)
    receipts: list[str] = []

    def ask_for_confirmation(comment: Comment) -> None:
        asked = ask(
            email=author.email,
            name=author.name,
            language=story.language,
            purpose=PURPOSE,
            subject=str(comment.pk),
            request=request,
            counted=True,
        )
        receipts.append(asked.receipt)

    sent = submit(
        draft,
        story_id=story.pk,
        language=story.language,
        author=author,
        on_awaiting=ask_for_confirmation,
        too_often=too_often,
    )
    return sent, receipts[0] if receipts else ""


def _go_to(story: Story, form: CommentForm, sent: Submitted, receipt: str) -> HttpResponse:
    comment = sent.comment
    if comment.state == State.PUBLISHED or form.reader is not None:
        return see_other(comment.get_absolute_url())
    if not receipt:
        rows = Confirmation.objects.filter(purpose=PURPOSE, subject=str(comment.pk))
        asked = rows.order_by("-pk").first()
        receipt = receipt_for(asked) if asked else ""
    letter = [comment.pk, masked(form.author.email), receipt]
    return see_other(f"/comments/{story.pk}/sent/{signing.dumps(letter, salt=SENT)}/")


def show_again(
    request: HttpRequest, story: Story, form: CommentForm, sentence: str, status: int
) -> HttpResponse:
    """The form with everything that was typed, and why it was not taken."""
    answered = None
    if (parent := whole_number(request.POST.get("parent", ""))) is not None:
        rows = Comment.objects.filter(thread__story_id=story.pk, state=State.PUBLISHED)
        answered = rows.select_related("thread").filter(pk=parent).first()
    context: dict[str, Any] = {"form": form, "sentence": sentence, "parent": answered}
    context["terms"] = replace(terms(in_force_on(story.pk)), closed="")
    ticket = request.POST.get("ticket", "")
    context |= {"typed": request.POST, "ticket": ticket if read_ticket(ticket) else new_ticket()}
    return private(request, "comments/write.html", story, context, status=status)


def see_other(address: str) -> HttpResponseRedirect:
    """303: the browser fetches the address, and going back sends nothing again."""
    response = HttpResponseRedirect(address, headers={"Cache-Control": "no-store"})
    response.status_code = 303
    return response
