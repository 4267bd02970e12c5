"""Tags and filters of the paper: dates, numbers, bylines and cards in the language of the page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from articles import bylines, dates
from articles.cards import card_html, meta_html
from articles.head import story_head
from articles.languages import Language
from articles.models.story import PublishedStory
from articles.pagination import edition_name
from articles.story_parts import figure_html, further_pictures_html, share_html, times_html
from articles.structured_data import Publisher, as_script, described

register = template.Library()


def _language() -> str:
    return translation.get_language() or Language.ENGLISH.value


@register.filter
def paper_full_date(moment: datetime | date) -> str:
    """``Wednesday, 20 November 2013``."""
    return dates.full_date(moment, _language())


@register.filter
def paper_date(moment: datetime | date) -> str:
    """``20 November 2013``."""
    return dates.long_date(moment, _language())


@register.filter
def print_date(moment: datetime | date) -> str:
    """``November 20, 2013``, as the print-edition line has it."""
    return dates.print_date(moment, _language())


@register.filter
def paper_stamp(moment: datetime, today: date | None = None) -> str:
    """``20 Nov 2013, 09:41``; on a page that bears the date ``today``, of that day ``09:41``."""
    return dates.stamp(moment, _language(), today)


@register.filter
def moment(published: datetime) -> str:
    """``20 November 2013, 09:41``, as under a story's headline."""
    return dates.long_stamp(published, _language())


@register.filter
def paper_number(value: int | str) -> str:
    """A number in the digits of the page's language; a page such as A5 as it is printed."""
    return dates.number(value, _language()) if str(value).isdecimal() else str(value)


register.filter(edition_name)


@register.filter
def publication_name(publication: str) -> str:
    """A printed newspaper's name; our own in the page's language, whichever it was stored in."""
    names = settings.NEWSPAPER_NAME
    return names[_language()] if publication in names.values() else publication


@register.filter
def byline_line(story: PublishedStory, role: str = "by") -> SafeString:
    """A story's byline for one role, with links; empty where nobody has that role."""
    return bylines.line(story, role)


@register.filter
def byline_names(story: PublishedStory) -> SafeString:
    """The names of the writers for a list, without links."""
    return bylines.writers(story)


@register.filter
def further_bylines(story: PublishedStory) -> SafeString:
    """The lines for all other roles, one after another."""
    return bylines.further_lines(story)


@register.filter
def links(subjects: list[dict[str, Any]], element: str) -> SafeString:
    """The pages of topics, places or people, each in an element such as ``dd``."""
    shape = f'<{element}><a href="{{}}"><bdi>{{}}</bdi></a></{element}>'
    return format_html_join("", shape, [(one["url"], one["name"]) for one in subjects])


@register.filter
def tags(topics: list[dict[str, Any]]) -> SafeString:
    """A story's topics as items of a list."""
    shape = '<li><a href="{}" rel="tag"><bdi>{}</bdi></a></li>'
    return format_html_join("", shape, [(one["url"], one["name"]) for one in topics])


@register.simple_tag
def site_words(wording: dict[str, str]) -> SafeString:
    """The invitation, the disclaimer and the alert above a form."""
    return _site_words(_language(), tuple(sorted(wording.items())))


@lru_cache(maxsize=16)  # of the newest versions; an older one falls out by itself
def _site_words(language: str, wording: tuple[tuple[str, str], ...]) -> SafeString:
    context = {"wording": dict(wording)}
    with translation.override(language):
        return SafeString(render_to_string("articles/_site_words.html", context))


@register.simple_tag
def card(story: PublishedStory, **wishes: Any) -> SafeString:
    """A story in a list; for the wishes see ``articles.cards.card_html``."""
    return card_html(story, _language(), **wishes)


@register.simple_tag
def meta(story: PublishedStory, today: date | None = None) -> SafeString:
    """The line below a story's headline in a list."""
    return meta_html(story, _language(), today)


@register.simple_tag
def times(story: PublishedStory, translations: Sequence[PublishedStory]) -> SafeString:
    """When a story was published and changed, and which other languages it has."""
    return times_html(story, translations, _language())


@register.simple_tag
def lead_picture(story: PublishedStory) -> SafeString:
    """A story's large picture; empty where it has none."""
    return SafeString(figure_html(story.lead, lead=True) if story.lead else "")


@register.simple_tag
def further_pictures(story: PublishedStory) -> SafeString:
    """A story's pictures but the first."""
    return further_pictures_html(story.further_pictures, _language())


@register.simple_tag
def share(story: PublishedStory, paper: Any) -> SafeString:
    """The ways to pass a story on."""
    return share_html(story, paper.site_url)


@register.simple_tag
def once(template: str) -> SafeString:
    """A partial that takes nothing but the language: made once in the life of a process."""
    make = _made.__wrapped__ if settings.DEBUG else _made
    return make(template, _language())


@cache
def _made(template: str, language: str) -> SafeString:
    with translation.override(language):
        return SafeString(render_to_string(template))


@register.simple_tag
def head_of(story: PublishedStory, paper: Any) -> SafeString:
    """What a story's page says in its head."""
    return story_head(story, paper.site_url)


@register.simple_tag
def structured_data(
    story: PublishedStory, paper: Any, translations: Sequence[PublishedStory]
) -> SafeString:
    """The story for search engines, with all its corrections."""
    publisher = Publisher(paper.name, paper.site_url, static("icons/cedar-512.png"))
    is_opinion = any(one.is_opinion for one in paper.sections if one.pk == story.section_id)
    return as_script(described(story, publisher, translations, is_opinion=is_opinion))
