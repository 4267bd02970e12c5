"""One comment: its place in the conversation, and what readers do with it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from articles.asked import whole_number
from articles.models.story import Story
from comments import verbs
from comments.admission import may_judge
from comments.forms import BodyForm, FlagForm, VoteForm
from comments.models import Comment, FlagReason
from comments.policy import in_force_on
from comments.policy.words import terms
from comments.reading import find_thread
from comments.tasks import THREAD
from comments.turning import conversation
from comments.views.own import mark_own
from comments.views.pages import (
    answer,
    comment_of,
    in_language_of_story,
    keeps_text_without_database,
    private,
    refused,
    wants_json,
)
from comments.views.thread import see_other
from comments.workflow import Refused, State
from readers.limits import network_of
from readers.models import Reader
from readers.safe_post import own_post_check, refusal, same_origin_post
from readers.session import current_reader
from readers.subscriptions import follow as begin_to_follow
from readers.subscriptions import unfollow


@in_language_of_story
def comment(request: HttpRequest, story: Story, pk: int) -> HttpResponse:
    """The page of a conversation that has this comment; ``?after=`` and ``?before=`` turn it."""
    reader = current_reader(request)
    found = _readable(story, pk, reader)
    thread, standing = find_thread(story.pk)
    if thread is None:
        raise Http404
    is_own = reader is not None and found.reader_id == reader.pk
    context = {"comment": found, "closed": standing.is_closed, "thread": thread, "is_own": is_own}
    if not found.visible:  # the reader's own, which waits
        context |= {"own": [found]}
        return private(request, "comments/comment.html", story, context)
    found.thread = thread
    after, before = _turn(request, found, "after"), _turn(request, found, "before")
    talk = conversation(thread, found, after=after, before=before)
    if reader is not None:
        mark_own(reader, [talk])
    return private(request, "comments/comment.html", story, context | {"talk": talk})


def _readable(story: Story, pk: int, reader: Reader | None) -> Comment:
    found = comment_of(story, pk)
    is_own = reader is not None and found.reader_id == reader.pk
    if not found.visible and not is_own:
        raise Http404
    return found


def _turn(request: HttpRequest, found: Comment, name: str) -> Comment | None:
    """The reply of the same conversation at whose place the page is to begin or end."""
    if (number := whole_number(request.GET.get(name, ""))) is None:
        return None
    turn = Comment.objects.filter(pk=number, thread=found.thread_id).first()
    root = found.root_id or found.pk
    return turn if turn is not None and root in (turn.root_id, turn.pk) else None


@in_language_of_story
def reply(request: HttpRequest, story: Story, pk: int) -> HttpResponse:
    """The form for an answer, under the comment that it answers."""
    found = comment_of(story, pk)
    if found.state != State.PUBLISHED:
        raise Http404
    if not found.takes_replies:
        sentence = _("This branch is closed to new replies. What is there can still be read.")
        return refused(request, story, sentence, status=409)
    said = terms(in_force_on(story.pk))
    if said.closed:
        return refused(request, story, said.closed, status=409)
    return private(request, "comments/write.html", story, {"parent": found, "terms": said})


@own_post_check
@keeps_text_without_database
@in_language_of_story
def edit(request: HttpRequest, story: Story, pk: int) -> HttpResponse:
    """The reader's own comment in a form, within five minutes."""
    if request.method not in {"GET", "HEAD", "POST"}:
        return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
    reader, found = current_reader(request), comment_of(story, pk)
    if reader is None or found.reader_id != reader.pk:
        raise Http404
    context: dict[str, object] = {"comment": found, "body": found.raw}
    if request.method != "POST":
        late = _("The five minutes for editing are over.")
        context["sentence"] = "" if found.can_be_edited else late
        return private(request, "comments/edit.html", story, context)
    form = BodyForm(request.POST)
    context |= {"body": request.POST.get("body", ""), "form": form}
    try:
        if sentence := refusal(request):
            return private(
                request, "comments/edit.html", story, context | {"sentence": sentence}, status=403
            )
        if too_often := may_judge(reader, request):
            raise too_often
        if form.is_valid():
            verbs.edit(found, reader=reader, raw=form.cleaned_data["body"])
            return see_other(found.get_absolute_url())
    except Refused as why:
        context["sentence"] = str(why)
    return private(request, "comments/edit.html", story, context, status=422)


@own_post_check
@in_language_of_story
def withdraw(request: HttpRequest, story: Story, pk: int) -> HttpResponse:
    """Ask whether the reader's own comment shall go; with POST, let it go."""
    reader, found = current_reader(request), comment_of(story, pk)
    if reader is None or found.reader_id != reader.pk:
        raise Http404
    if request.method != "POST":
        return private(request, "comments/withdraw.html", story, {"comment": found})
    if sentence := refusal(request):
        return refused(request, story, sentence, status=403)
    try:
        verbs.withdraw(found, reader=reader)
    except Refused as why:
        return refused(request, story, str(why), status=409)
    if found.visible:  # its place says so
        return see_other(found.get_absolute_url())
    return private(request, "comments/withdraw.html", story, {"comment": found, "done": True})


def _opinion(request: HttpRequest, story: Story, pk: int) -> tuple[Reader, Comment] | HttpResponse:
    """The reader and the comment, if the reader may say something about it now; else why not."""
    reader = current_reader(request)
    if reader is None:
        sentence = _("Only readers with a confirmed email address can do this.")
        return refused(request, story, sentence, status=403, sign_in=True)
    if too_often := may_judge(reader, request):
        return refused(request, story, str(too_often), status=429)
    found = comment_of(story, pk)
    if not found.visible:
        raise Http404
    if story.withdrawn:
        sentence = _("The story has been withdrawn, and its comments with it.")
        return refused(request, story, sentence, status=410)
    return reader, found


@same_origin_post
@in_language_of_story
def vote(request: HttpRequest, story: Story, pk: int) -> HttpResponse:
    """Vote up, down, or take the vote back (``value`` 1, -1, 0)."""
    allowed = _opinion(request, story, pk)
    if isinstance(allowed, HttpResponse):
        return allowed
    reader, found = allowed
    form = VoteForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(_("A vote is up or down."))
        voted = verbs.vote(found, reader=reader, value=form.cleaned_data["value"])
    except Refused as why:
        return refused(request, story, str(why), status=409)
    if wants_json(request):
        return answer(
            request,
            {"up": voted.up, "down": voted.down, "own": form.cleaned_data["value"]},
        )
    return see_other(found.get_absolute_url())


@own_post_check
@in_language_of_story
def flag(request: HttpRequest, story: Story, pk: int) -> HttpResponse:
    """Report a comment: ask why; with POST, pass it on to the moderators."""
    if request.method == "POST" and (sentence := refusal(request)):
        return refused(request, story, sentence, status=403)
    if request.method != "POST":
        found = comment_of(story, pk)
        if found.state != State.PUBLISHED:
            raise Http404
        context = {"comment": found, "reasons": FlagReason.choices}
        return private(request, "comments/flag.html", story, context)
    allowed = _opinion(request, story, pk)
    if isinstance(allowed, HttpResponse):
        return allowed
    reader, found = allowed
    form = FlagForm(request.POST)
    context = {"comment": found, "reasons": FlagReason.choices, "form": form}
    if not form.is_valid():
        return private(request, "comments/flag.html", story, context, status=422)
    try:
        verbs.flag(found, reader=reader, network=network_of(request), **form.cleaned_data)
    except Refused as why:
        return refused(request, story, str(why), status=409)
    return private(request, "comments/flag.html", story, context | {"done": True})


@same_origin_post
@in_language_of_story
def follow(request: HttpRequest, story: Story) -> HttpResponse:
    """Have a letter sent for each new comment of the thread, or no more (``stop``)."""
    reader = current_reader(request)
    if reader is None:
        sentence = _("Only readers with a confirmed email address can do this.")
        return refused(request, story, sentence, status=403, sign_in=True)
    if request.POST.get("stop"):
        unfollow(reader, THREAD, str(story.pk))
    else:
        begin_to_follow(reader, THREAD, str(story.pk))
    return see_other(f"/comments/{story.pk}/#follow")
