"""The page of a step that needs words: send back, withdraw. It works for every step."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.admin.base import person
from articles.admin.checklist.guard import held_by
from articles.admin.site import desk
from articles.admin.stories.posting import to_form
from articles.admin.stories.standing import standing
from articles.admin.stories.steps import BUTTONS, label, take, was_just_done
from articles.admin.time.hours import hours, page_of
from articles.clock import database_now
from articles.models import Article
from articles.permissions import (
    can_override_points,
    can_publish_early,
    can_use,
    can_view_stories,
)
from articles.workflow import MOVES, Editorial, Refused, Verb, is_allowed

PAGES = (*BUTTONS, Verb.LIFT)
TELLS = frozenset({Verb.WITHDRAW, Verb.RETRACT})  # readers are told something


class StepForm(forms.Form):
    """The words that go with a step, and the revision that the person has read."""

    note = forms.CharField(
        label=_("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    notice = forms.CharField(
        label=_("What readers are told"),
        help_text=_("Shown at the story’s address. Where empty, a standard sentence."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    anyway = forms.BooleanField(
        label=_("Go on without what is missing"),
        help_text=_("The note says why; what was missing is written beside it in the history."),
        required=False,
    )
    early = forms.BooleanField(
        label=_("Publish it before its embargo has passed"),
        help_text=_("The note says why. The embargo ends with it; the history keeps both."),
        required=False,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        verb: Verb,
        *args: Any,
        may_go_on: bool = False,
        may_be_early: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not may_go_on:
            del self.fields["anyway"]
        if not may_be_early:
            del self.fields["early"]
        if needed := MOVES[verb].note:
            self.fields["note"].required = True
            self.fields["note"].help_text = needed.label
            self.fields["note"].error_messages["required"] = needed.label
        if verb not in TELLS:
            del self.fields["notice"]
        elif verb == Verb.RETRACT:
            self.fields["notice"].required = True
            self.fields["notice"].help_text = _(
                "Shown at the story’s address and among the corrections, with its date. It stays."
            )


def step_page(request: HttpRequest, number: int, verb: str) -> HttpResponse:
    """Ask for the note of a step, or take it (POST)."""
    if verb not in PAGES or number >= 2**63:
        raise Http404
    step, user, now = Verb(verb), person(request), database_now()
    article = get_object_or_404(Article.objects.select_related("head_revision"), pk=number)
    if not (can_view_stories(user) and can_use(user, step, article)):
        raise PermissionDenied
    if step == Verb.SCHEDULE:
        return HttpResponseRedirect(page_of(step, article))
    head = article.head_revision
    missing = held_by(step, article)
    form = StepForm(
        step,
        request.POST or None,
        initial={"seen": head.number if head else 0},
        may_go_on=bool(missing) and can_override_points(user),
        may_be_early=step == Verb.PUBLISH and article.is_embargoed(now) and can_publish_early(user),
    )
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, take(step, article, user, **form.cleaned_data))
            return to_form(article)
        except Refused as refused:
            if was_just_done(verb, article, user, database_now()):
                return to_form(article)
            refusal = str(refused)
    context = {**desk.each_context(request), **_context(step, article, form, refusal)}
    context |= {"missing": missing, "hours": hours(article, now, user)}
    status = 200 if request.method == "GET" else 409 if refusal else 400
    return TemplateResponse(request, "admin/articles/article/step.html", context, status=status)


def _context(step: Verb, article: Article, form: StepForm, refusal: str) -> dict[str, Any]:
    now = database_now()
    publication = article.publication_at(now)
    name = label(step, publication, is_to_come=article.is_to_come(now)).rstrip("…")
    return {
        "title": name,
        "button": name,
        "verb": step.value,
        "article": article,
        "stands": standing(article, now),
        "form": form,
        "refusal": refusal,
        "is_possible": is_allowed(step, Editorial(article.editorial), publication),
        "story_page": reverse("admin:articles_article_change", args=[article.pk]),
        "opts": Article._meta,
    }
