"""The preview at the desk: the reader's page in a frame, and the links that were given away."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles.admin.base import person
from articles.admin.history.asked import revision_asked, story_asked
from articles.admin.preview import sharing
from articles.admin.preview.render import may_be_framed, may_frame, reader_page
from articles.admin.preview.scheme import SCHEMES
from articles.admin.preview.sharing import Span
from articles.admin.preview.story import as_story
from articles.admin.site import desk
from articles.clock import database_now
from articles.models import Article, Revision, SharedPreview
from articles.permissions import can_share_preview

MOST_LINKS = 20  # shown; older ones have ended long ago
WIDTHS = ("desktop", "phone")


@dataclass(frozen=True)
class Given:
    """A link as the desk's page lists it."""

    shared: SharedPreview
    address: str  # empty once it has ended


@require_safe
@may_frame
def preview_page(request: HttpRequest, number: int) -> HttpResponse:
    """The preview with its choices: ``?width=``, ``?scheme=``, ``?revision=``."""
    article = story_asked(request, number)
    revision = _revision(request, article)
    width = _one_of(WIDTHS, request.GET.get("width", ""))
    scheme = _one_of(SCHEMES, request.GET.get("scheme", ""))
    may_share = can_share_preview(person(request), article)
    head = article.head_revision
    context = {
        **desk.each_context(request),
        "title": _("Preview"),
        "article": article,
        "revision": revision,
        "is_newest": head is not None and revision is not None and head.pk == revision.pk,
        "width": width,
        "scheme": scheme,
        "asked": urlencode({"scheme": scheme, "revision": revision.number if revision else ""}),
        "may_share": may_share,
        "spans": Span.choices,
        "links": _links(article) if may_share else [],
        "opts": Article._meta,
    }
    return TemplateResponse(request, "admin/articles/preview/preview.html", context)


@require_safe
@may_be_framed
def preview_frame(request: HttpRequest, number: int) -> HttpResponse:
    """The reader's page of a revision, for the frame."""
    article = story_asked(request, number)
    revision = _revision(request, article)
    if revision is None:
        raise Http404
    story = as_story(article, revision, database_now())
    return reader_page(story, scheme=request.GET.get("scheme", ""), is_framed=True)


@require_POST
def share_page(request: HttpRequest, number: int) -> HttpResponse:
    """Make a link to the revision that is previewed."""
    article = _sharable(request, number)
    revision = revision_asked(article, request.POST.get("revision", ""), database_now())
    asked = request.POST.get("span", "")
    if revision is None or asked not in Span.values:
        messages.error(request, _("No link was made: choose how long it shall open the story."))
    else:
        sharing.share(article, revision, person(request), Span(asked))
        messages.success(
            request,
            _("The link stands below. Whoever has it can read this revision without an account."),
        )
    return _back(article, revision)


@require_POST
def revoke_page(request: HttpRequest, number: int, shared: int) -> HttpResponse:
    """End a link."""
    article = _sharable(request, number)
    if shared >= 2**63:
        raise Http404
    row = get_object_or_404(SharedPreview, pk=shared, article=article)
    if sharing.revoke(row, person(request)):
        messages.success(request, _("Revoked. The link opens nothing from now on."))
    else:
        messages.info(request, _("This link was revoked already."))
    return _back(article, None)


def _sharable(request: HttpRequest, number: int) -> Article:
    article = story_asked(request, number)
    if not can_share_preview(person(request), article):
        raise PermissionDenied
    return article


def _back(article: Article, revision: Revision | None) -> HttpResponse:
    page = reverse("admin:articles_article_preview", args=[article.pk])
    asked = f"?revision={revision.number}" if revision else ""
    return HttpResponseRedirect(f"{page}{asked}#links")


def _revision(request: HttpRequest, article: Article) -> Revision | None:
    """The revision that is asked for; the newest one where none is."""
    written = request.GET.get("revision", "")
    if not written:
        return article.head_revision
    revision = revision_asked(article, written, database_now())
    if revision is None:
        raise Http404
    return revision


def _links(article: Article) -> list[Given]:
    rows = SharedPreview.objects.filter(article=article).order_by("-pk")
    shown = list(
        rows.select_related("by", "revoked_by", "revision").defer("revision__content")[:MOST_LINKS]
    )
    usable = set(
        SharedPreview.objects.usable(database_now())
        .filter(pk__in=[row.pk for row in shown])
        .values_list("pk", flat=True)
    )
    return [Given(row, sharing.link(row) if row.pk in usable else "") for row in shown]


def _one_of(known: tuple[str, ...], asked: str) -> str:
    return asked if asked in known else known[0]
