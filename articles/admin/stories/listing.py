"""The list of stories and its columns."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin
from django.db.models import DateTimeField, Func, Prefetch, QuerySet
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.base import person
from articles.admin.finding.help import Help
from articles.admin.finding.marking import Found, found
from articles.admin.finding.question import Question, asked
from articles.admin.finding.views import Shown, question_of, roles_to_share_with, shown
from articles.admin.journal.presence import names_here
from articles.admin.keyset import KeysetList
from articles.admin.stories.filters import is_by_publication
from articles.admin.stories.standing import standing
from articles.admin.stories.together import TogetherForm
from articles.content import Content
from articles.dates import stamp
from articles.languages import direction
from articles.models import Article, Byline, Revision
from articles.permissions import can_write
from staff.models import User

TICK = "tick"
COLUMNS = ["story", "stands", "part", "names", "changed"]


def for_list(stories: QuerySet[Article]) -> QuerySet[Article]:
    """Stories with what a list shows of them, and nothing heavy; two queries whatever the size."""
    bylines = Byline.objects.select_related("contributor")
    return (
        stories.select_related("section", "created_by", "head_revision__author")
        .select_related("published_revision")
        .defer("body", "deck", "head_revision__content", "published_revision__content")
        .annotate(as_of=Func(function="newsroom_now", output_field=DateTimeField()))
        .annotate(here=names_here())
        .prefetch_related(Prefetch("bylines", queryset=bylines))
    )


class StoryList(KeysetList):
    """By the newest change; by publication where that is what the list is asked for."""

    question: Question | None = None
    user: User

    def keys(self) -> tuple[str, ...]:
        if is_by_publication(self.params):
            return ("-goes_live_at", "-pk")
        return ("-modified_at", "-pk")

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> QuerySet[Any]:
        self.question = asked(self.query)
        self.user = person(request)
        return for_list(super().get_queryset(request, exclude_parameters))

    def get_results(self, request: HttpRequest) -> None:
        """The rows of the page; for a search with the words by which each was found."""
        super().get_results(request)
        if self.question is not None and self.question.words and self.result_list:
            heads = [row.head_revision_id for row in self.result_list]
            contents = Revision.objects.filter(pk__in=heads).values_list("article", "content")
            self.found = {
                article: found(cast(Content, content), self.question.words)
                for article, content in contents
            }
            for row in self.result_list:
                vars(row)["found"] = self.found.get(row.pk)

    @cached_property
    def views(self) -> list[Shown]:
        """The saved views for the row above the list."""
        return shown(self.user, self.params)

    def view_to_keep(self) -> str:
        """What the list is asked for; empty where that is everything, or is kept already."""
        kept = question_of(self.params)
        return "" if any(one.is_current and one.is_mine for one in self.views) else kept

    def roles_for_views(self) -> list[tuple[str, str]]:
        return roles_to_share_with(self.user)

    def together(self) -> TogetherForm | None:
        """What may be done with several stories at once; none for those who only read."""
        return TogetherForm() if can_write(self.user) else None

    def help_to_find(self) -> Help:
        """What an empty list was asked for, and the ways out of it."""
        return Help.of(self)


class Columns:
    """What each row of the list says."""

    @admin.display(description=gettext_lazy("story"))
    def story(self, article: Article) -> SafeString:
        found: Found | None = vars(article).get("found")
        return format_html(
            '<span class="kicker" dir="auto">{}</span> <bdi lang="{}" dir="{}">{}</bdi>',
            article.kicker,
            article.language,
            direction(article.language),
            found.headline if found else article.headline,
        )

    @admin.display(description=gettext_lazy("ticked"))
    def tick(self, article: Article) -> SafeString:
        return format_html(
            '<input type="checkbox" name="story" form="together" value="{}:{}" aria-label="{}">',
            article.pk,
            article.version,
            _("Tick “%(headline)s”") % {"headline": article.headline},
        )

    @admin.display(description=gettext_lazy("found in"))
    def passage(self, article: Article) -> SafeString:
        found: Found | None = vars(article).get("found")
        if not found or not found.passage:
            return SafeString("")
        return format_html('<bdi class="passage" dir="auto">{}</bdi>', found.passage)

    @admin.display(description=gettext_lazy("stands"))
    def stands(self, article: Article) -> SafeString:
        return chips(article)

    @admin.display(description=gettext_lazy("section"))
    def part(self, article: Article) -> str:
        return article.section.name_in((translation.get_language() or "en")[:2])

    @admin.display(description=gettext_lazy("byline"))
    def names(self, article: Article) -> SafeString:
        names = ((str(byline.contributor),) for byline in article.bylines.all())
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
    words += [(code, said) for code, said in stands.hours if said]
    for name in vars(article).get("here", ()):
        words.append(("here", _("%(name)s is in it") % {"name": name}))
    return format_html_join(" ", '<span class="chip chip-{}">{}</span>', words)
