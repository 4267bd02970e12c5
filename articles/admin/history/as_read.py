"""What readers saw at a moment: the release that was live then, as their page showed it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.admin.history.asked import moment_asked, story_asked
from articles.admin.preview.render import may_be_framed, may_frame, reader_page
from articles.admin.site import desk
from articles.clock import as_it_stands_at, database_now
from articles.models import Article, Release, Story

MOST_RELEASES = 50  # listed beside the page


@require_safe
@may_frame
def as_read_page(request: HttpRequest, number: int) -> HttpResponse:
    """Choose a moment (``?at=``, by the desk's clock) and see what readers had."""
    article, now = story_asked(request, number), database_now()
    written = request.GET.get("at", "")
    moment = moment_asked(written) if written else now
    context = {
        **desk.each_context(request),
        "title": _("As readers saw it"),
        "article": article,
        "moment": moment,
        "written": moment.isoformat() if moment else "",
        "field": f"{timezone.localtime(moment):%Y-%m-%dT%H:%M:%S}" if moment else "",
        "is_ahead": moment is not None and moment > now,
        "refusal": "" if moment else _("This is no moment: give a date and a time."),
        "release": _live_at(article, moment) if moment else None,
        "releases": _releases(article),
        "now": now,
        "opts": Article._meta,
    }
    status = 200 if moment else 400
    return TemplateResponse(request, "admin/articles/history/as_read.html", context, status=status)


@require_safe
@may_be_framed
def as_read_frame(request: HttpRequest, number: int) -> HttpResponse:
    """The reader's page at a moment, for the frame; 404 where readers had none."""
    article, moment = story_asked(request, number), moment_asked(request.GET.get("at", ""))
    if moment is None:
        raise Http404
    with transaction.atomic(), as_it_stands_at(moment):
        story = Story.objects.numbered(article.pk)
        if story is None:
            raise Http404
        return reader_page(story, moment=moment, is_framed=True)


def _releases(article: Article) -> list[Release]:
    """What readers ever had or will have, newest first."""
    rows = Release.objects.filter(article=article).order_by("-goes_live_at", "-pk")
    wanted = rows.select_related("revision").only(
        "goes_live_at", "superseded_at", "withdrawn", "revision", "revision__number"
    )
    return [
        row
        for row in wanted[:MOST_RELEASES]
        if row.superseded_at is None or row.superseded_at > row.goes_live_at
    ]


def _live_at(article: Article, moment: datetime) -> Release | None:
    """By the same rule as the readers' view."""
    rows = Release.objects.filter(article=article, goes_live_at__lte=moment)
    live = rows.exclude(superseded_at__lte=moment).select_related("revision__author")
    return live.defer("body_html", "revision__content").first()
