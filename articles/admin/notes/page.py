"""The conversation about a story on its own page, and as a part that a script puts beside the form.

Everything works without a script: the page is the part with the desk around it.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import notes
from articles.admin.base import person
from articles.admin.notes.conversation import Conversation, Thread, conversation
from articles.admin.notes.form import NoteForm
from articles.admin.site import desk
from articles.asked import whole_number
from articles.mentions import GROUPS, colleagues
from articles.models import Article, Note
from articles.permissions import can_note
from articles.workflow import Refused
from staff.models import User

PART = "X-Part"  # the header by which the script asks for the conversation alone
MOST_COLLEAGUES = 300  # suggested
ACTS = frozenset({"resolve", "reopen", "seen"})


def note_urls(view: Any) -> list[URLPattern]:
    """The addresses of notes, below those of stories.

    Args:
        view: wraps a view for the desk (``AdminSite.admin_view``).
    """
    act = view(require_POST(act_on_note))
    return [
        path("<int:number>/notes/", view(notes_page), name="articles_article_notes"),
        path("<int:number>/notes/<int:note>/<slug:act>/", act, name="articles_article_note"),
    ]


def notes_page(request: HttpRequest, number: int) -> HttpResponse:
    """Show the conversation, or add a note to it (POST)."""
    article, user = _story(request, number), person(request)
    if request.method != "POST":
        return _answer(request, article, user)
    answers = whole_number(request.POST.get("answer_to", "")) or 0
    form = NoteForm(request.POST, mark=str(answers or "new"))
    if not form.is_valid():
        return _answer(request, article, user, form, status=400)
    begun = get_object_or_404(Note, pk=answers, article=article) if answers else None
    try:
        written = _write(article, user, form, begun)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _answer(request, article, user, form, status=409)
    said = _said(written)
    if request.headers.get(PART):
        return _answer(request, article, user, said=said)
    messages.success(request, said)
    return _back_to(article, written.note)


def _write(article: Article, user: User, form: NoteForm, begun: Note | None) -> notes.Written:
    typed = form.cleaned_data
    return notes.write(
        article,
        by=user,
        text=typed["text"],
        key=form.number,
        field=typed["field"],
        tell=typed["tell"],
        answer_to=begun,
        revision=typed["revision"],
    )


def act_on_note(request: HttpRequest, number: int, note: int, act: str) -> HttpResponse:
    """Resolve a conversation, open it again, or say that one has read it."""
    article, user = _story(request, number), person(request)
    if act not in ACTS:
        raise Http404
    row = get_object_or_404(Note, pk=min(note, 2**63 - 1), article=article)
    if act == "resolve":
        notes.resolve(row, by=user)
        said = _("Resolved.")
    elif act == "reopen":
        notes.reopen(row)
        said = _("Open again.")
    else:
        notes.seen(row, by=user)
        said = _("It no longer waits for you.")
    if request.headers.get(PART):
        return _answer(request, article, user, said=said)
    messages.success(request, said)
    if request.POST.get("next") == "desk":
        return HttpResponseRedirect(reverse("admin:index"))
    return _back_to(article, row)


def _said(written: notes.Written) -> str:
    """What came of a note: who is told, and which names nobody has."""
    if written.told:
        names = ", ".join(str(one) for one in written.told)
        said = _("Noted. Told: %(names)s.") % {"names": names}
    else:
        said = _("Noted.")
    if written.unknown:
        names = ", ".join(f"@{name}" for name in written.unknown)
        said += " " + _("Nobody at the desk is called %(names)s.") % {"names": names}
    return said


def _story(request: HttpRequest, number: int) -> Article:
    if not can_note(person(request)):
        raise PermissionDenied
    stories = Article.objects.select_related("head_revision").defer(
        "body", "head_revision__content"
    )
    return get_object_or_404(stories, pk=min(number, 2**63 - 1))


def _back_to(article: Article, note: Note) -> HttpResponse:
    page = reverse("admin:articles_article_notes", args=[article.pk])
    return HttpResponseRedirect(f"{page}#note-{note.answer_to_id or note.pk}")


def _answer(
    request: HttpRequest,
    article: Article,
    user: User,
    form: NoteForm | None = None,
    *,
    said: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page, or the part of it that a script asked for.

    Args:
        form: one that could not be taken; it keeps what was typed.
        said: for the script, what a page would say at its top.
    """
    head = article.head_revision
    newest = head.number if head else 0
    seen = whole_number(request.GET.get("revision", "") or request.POST.get("revision", "")) or 0
    revision = seen if 0 < seen <= newest else newest
    talk = conversation(article, user)
    context = {
        "article": article,
        "talk": talk,
        "forms": _forms(talk, form, revision),
        "said": said,
        "colleagues": colleagues().exclude(pk=user.pk)[:MOST_COLLEAGUES],
        "groups": [name for name in GROUPS if name.isascii()],
        "address": reverse("admin:articles_article_notes", args=[article.pk]),
        "can_write": newest > 0,
    }
    if request.headers.get(PART):
        template = "admin/articles/notes/_conversation.html"
        return TemplateResponse(request, template, context, status=status)
    context |= {**desk.each_context(request), "title": _("Notes"), "opts": Article._meta}
    return TemplateResponse(request, "admin/articles/notes/page.html", context, status=status)


def _forms(talk: Conversation, posted: NoteForm | None, revision: int) -> dict[str, NoteForm]:
    """A form for a new note, and one for an answer to each open conversation."""
    threads = [one for one in talk.open if isinstance(one, Thread)]
    marks = ["new", *(str(thread.note.pk) for thread in threads)]
    forms = {mark: NoteForm(mark=mark, revision=revision) for mark in marks}
    if posted is not None:
        mark = str(whole_number(posted.data.get("answer_to", "")) or "new")
        forms[mark if mark in forms else "new"] = posted
    return forms
