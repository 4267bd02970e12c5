"""The window in which a photo is chosen for a story's body."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from articles.admin.base import person
from articles.admin.search import find
from articles.admin.site import desk
from articles.models import Photo
from articles.permissions import can_write
from articles.pictures import picture

MOST = 24
WORDS = ("caption", "credit", "photographer")


def pick_photo(request: HttpRequest) -> HttpResponse:
    """The newest photos, or those that a search finds; a script hands the choice back."""
    if not can_write(person(request)):
        raise PermissionDenied
    query = request.GET.get("q", "")
    found = find(Photo.objects.order_by("-pk"), WORDS, query)
    context = {
        **desk.each_context(request),
        "title": _("Choose a photo"),
        "is_popup": True,
        "query": query,
        "call": request.GET.get("CKEditorFuncNum", ""),
        "photos": [_shown(photo) for photo in found[:MOST] if photo.renditions],
    }
    return TemplateResponse(request, "admin/articles/photo/pick.html", context)


def _shown(photo: Photo) -> dict[str, str]:
    published = {
        "renditions": photo.renditions,
        "alt": photo.alt_text,
        "caption": photo.caption,
        "credit": photo.credit,
    }
    shown = picture(published)
    caption = f"{photo.caption} {photo.credit}".strip()
    return {
        "address": shown.src,
        "thumbnail": shown.srcset.split(" ")[0],
        "alt": photo.alt_text,
        "caption": caption,
        "words": str(photo),
    }
