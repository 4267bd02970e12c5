"""The list of stories and its columns."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import DateTimeField, Func, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.keyset import KeysetList
from articles.admin.stories.filters import is_by_publication
from articles.admin.stories.standing import standing
from articles.dates import stamp
from articles.languages import direction
from articles.models import Article, Byline

COLUMNS = ["story", "stands", "part", "names", "changed"]


def for_list(stories: QuerySet[Article]) -> QuerySet[Article]:
    """Stories with what a list shows of them, and nothing heavy; two queries whatever the size."""
    bylines = Byline.objects.select_related("contributor")
    return (
        stories.select_related("section", "created_by", "head_revision__author")
        .select_related("published_revision")
        .defer("body", "deck", "head_revision__content", "published_revision__content")
        .annotate(as_of=Func(function="newsroom_now", output_field=DateTimeField()))
        .prefetch_related(Prefetch("bylines", queryset=bylines))
    )


class StoryList(KeysetList):
    """By the newest change; by publication where that is what the list is asked for."""

    def keys(self) -> tuple[str, ...]:
        if is_by_publication(self.params):
            return ("-goes_live_at", "-pk")
        return ("-modified_at", "-pk")

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> QuerySet[Any]:
        return for_list(super().get_queryset(request, exclude_parameters))


class Columns:
    """What each row of the list says."""

    @admin.display(description=gettext_lazy("story"))
    def story(self, article: Article) -> SafeString:
        return format_html(
            '<span class="kicker" dir="auto">{}</span> <bdi lang="{}" dir="{}">{}</bdi>',
            article.kicker,
            article.language,
            direction(article.language),
            article.headline,
        )

    @admin.display(description=gettext_lazy("stands"))
    def stands(self, article: Article) -> SafeString:
        return chips(article)

    @admin.display(description=gettext_lazy("section"))
    def part(self, article: Article) -> str:
        return article.section.name_in((translation.get_language() or "en")[:2])

    @admin.display(description=gettext_lazy("byline"))
    def names(self, article: Article) -> SafeString:
        names = ((byline.contributor.name,) for byline in article.bylines.all())
        return format_html_join(", ", "<bdi>{}</bdi>", names) or SafeString("—")

    @admin.display(description=gettext_lazy("changed"))
    def changed(self, article: Article) -> SafeString:
        language = (translation.get_language() or "en")[:2]
        head = article.head_revision
        return format_html(
            '<time datetime="{}">{}</time> <bdi>{}</bdi>',
            article.modified_at.isoformat(),
            stamp(article.modified_at, language),
            head.author if head else article.created_by,
        )


def chips(article: Article) -> SafeString:
    """The story's standing as small labels; needs the moment that ``for_list`` adds."""
    stands = standing(article, vars(article)["as_of"])
    words = [(stands.editorial, stands.editorial_words)]
    if stands.publication != "unpublished":
        words.append((stands.publication, stands.publication_words))
    if stands.has_changes:
        words.append(("changed", _("Unpublished changes")))
    return format_html_join(" ", '<span class="chip chip-{}">{}</span>', words)
