"""All places that say something about who may comment, on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles.admin.site import desk
from articles.models.section import Section
from comments.admin.policies import naming, running, saying
from comments.characters import clean
from comments.models import OwnPolicy, Scope, SitePolicy
from comments.permissions import can_moderate
from comments.policy.places import Place
from comments.verbs.policies import newest_of

MOST_LISTED = 50


def overview(request: HttpRequest) -> HttpResponse:
    """What the site says, and every place that says something else; ``?story=``, ``?tag=`` lead
    to the page of one."""
    if not can_moderate(request.user):
        raise PermissionDenied
    if found := _looked_for(request):
        return HttpResponseRedirect(naming.page_of(found))
    asked = request.GET.get("story", "") or request.GET.get("tag", "")
    if asked:
        messages.error(request, _("There is no such story or tag: %(asked)s") % {"asked": asked})
    rows, site = _rows(), Place(Scope.SITE)
    context = {
        "title": _("Policy"),
        "opts": SitePolicy._meta,
        "site": newest_of(site),
        "site_page": naming.page_of(site),
        "site_sentence": saying.says(site),
        "groups": [
            (label, [row for row in rows if row[0].scope == scope])
            for scope, label in (
                (Scope.SECTION, _("Sections")),
                (Scope.TAG, _("Tags")),
                (Scope.STORY, _("Stories")),
            )
        ],
        "modes": running.running(),
    }
    context = {**desk.each_context(request), **context}
    return TemplateResponse(request, "comments/desk/policies.html", context)


def _rows() -> list[tuple[Any, ...]]:
    """The sections, and every tag and story that says something itself: where, its page, its name,
    its words and the newest row."""
    later = OwnPolicy.objects.filter(
        scope=OuterRef("scope"), key=OuterRef("key"), pk__gt=OuterRef("pk")
    )
    newest = list(
        OwnPolicy.objects.filter(~Exists(later))
        .exclude(policy="")
        .select_related("by")[:MOST_LISTED]
    )
    said = {Place(Scope(one.scope), one.key): one for one in newest}
    sections = [Place(Scope.SECTION, str(pk)) for pk in _section_numbers()]
    places = [*sections, *(one for one in said if one.scope != Scope.SECTION)]
    known = naming.names(places)
    return [
        (one, naming.page_of(one), known[one], saying.row_says(one, said.get(one)), said.get(one))
        for one in places
        if one in known
    ]


def _looked_for(request: HttpRequest) -> Place | None:
    story, tag = (clean(request.GET.get(name, "")).strip() for name in ("story", "tag"))
    place = naming.place_at(Scope.STORY, story)
    if place is not None and naming.is_live(place):
        return place
    found = Tag.objects.filter(name__iexact=tag[:100]).first() if tag else None
    return Place(Scope.TAG, found.slug) if found else None


def _section_numbers() -> list[int]:
    return list(Section.objects.order_by("order", "pk").values_list("pk", flat=True))
