"""Several stories at once: put them into a section, or give them a tag.

Each story is changed for itself, from the version that stood in the list. One that somebody
saved meanwhile, or that this person may not change, is left alone and named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from articles import verbs
from articles.admin.base import person
from articles.admin.site import desk
from articles.admin.stories import saving
from articles.admin.stories.form import MOST_TAGS, checked_tags
from articles.asked import whole_number
from articles.models import Article, Section
from articles.permissions import can_edit, can_write
from staff.models import User

MOST = 100  # stories in one go; a page of the list has fewer
SECTION, TAG = "section", "tag"


class TogetherForm(forms.Form):
    """What to do with the stories that were ticked."""

    what = forms.ChoiceField(
        label=gettext_lazy("With the ticked stories"),
        choices=[
            (SECTION, gettext_lazy("Put into a section")),
            (TAG, gettext_lazy("Add a tag")),
        ],
    )
    section = forms.ModelChoiceField(
        Section.objects.all(), label=gettext_lazy("Section"), required=False
    )
    tag = forms.CharField(
        label=gettext_lazy("Tag"),
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def clean_tag(self) -> str:
        names = checked_tags([self.cleaned_data["tag"]])
        return names[0] if names else ""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        wanted = cleaned.get("what")
        if wanted in {SECTION, TAG} and wanted not in self.errors and not cleaned.get(wanted):
            self.add_error(wanted, _("Say which one."))
        return cleaned


@dataclass(frozen=True)
class Ticked:
    """A story as it stood in the list."""

    number: int
    version: str


@dataclass(frozen=True)
class Left:
    """A story that was left alone, and why; ``status`` says it in HTTP's numbers."""

    story: Article
    reason: str
    status: int


def ticked(values: list[str]) -> list[Ticked]:
    """The marks of ticked rows, ``number:version``; what is no mark is passed over."""
    found = {}
    for value in values[:MOST]:
        number, _colon, version = value.partition(":")
        if (pk := whole_number(number)) is not None:
            found[pk] = Ticked(pk, version)
    return list(found.values())


@require_POST
def together_page(request: HttpRequest) -> HttpResponse:
    """Change the ticked stories, then back to the list; what was left alone is shown instead."""
    user = person(request)
    if not can_write(user):
        raise PermissionDenied
    chosen, form = ticked(request.POST.getlist("story")), TogetherForm(request.POST)
    if not chosen or not form.is_valid():
        return _page(request, form, [], _stories(chosen), 400)
    changed, left = 0, []
    for one in chosen:
        with transaction.atomic():
            story = saving.locked(str(one.number))
            if story is None:
                continue
            refused = _refused(user, story, one)
            if refused:
                left.append(refused)
            else:
                changed += _change(story, user, form.cleaned_data)
    if changed or not left:
        messages.success(request, _said(changed))
    if left:
        status = max(one.status for one in left)
        return _page(request, form, left, [one.story for one in left], status)
    return HttpResponseRedirect(reverse("admin:articles_article_changelist"))


def _refused(user: User, story: Article, one: Ticked) -> Left | None:
    if not can_edit(user, story):
        return Left(story, _("You may not change this story now."), 403)
    if one.version != str(story.version):
        reason = _("Somebody saved it after you opened the list. Look at it, then tick it again.")
        return Left(story, reason, 409)
    return None


def _change(story: Article, user: User, values: dict[str, Any]) -> bool:
    """Whether there was anything to change."""
    if values["what"] == SECTION:
        if story.section_id == values["section"].pk:
            return False
        story.section = values["section"]
        note = _("Put into a section, with others.")
    else:
        names = {name.casefold() for name in story.tags.names()}
        if values["tag"].casefold() in names or len(names) >= MOST_TAGS:
            return False
        story.tags.add(values["tag"])
        note = _("Tagged, with others.")
    story.version += 1
    story.save(update_fields=["section", "version", "modified_at"])
    verbs.record_revision(story, by=user, note=note)
    return True


def _said(changed: int) -> str:
    if not changed:
        return _("Nothing had to be changed.")
    return ngettext("%(count)s story was changed.", "%(count)s stories were changed.", changed) % {
        "count": changed
    }


def _stories(chosen: list[Ticked]) -> list[Article]:
    return list(Article.objects.filter(pk__in=[one.number for one in chosen]).defer("body"))


def _page(
    request: HttpRequest,
    form: TogetherForm,
    left: list[Left],
    stories: list[Article],
    status: int,
) -> HttpResponse:
    context = {
        **desk.each_context(request),
        "title": _("Several stories at once"),
        "form": form,
        "left": left,
        "stories": stories,
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/article/together.html", context, status=status)
