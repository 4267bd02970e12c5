"""The single fields of a story in comparable form: as typed, as stored, as frozen."""

from __future__ import annotations

from django.http import QueryDict
from taggit.utils import edit_string_for_tags, parse_tags

from articles.admin.text import body_html, one_line, tag_names
from articles.body import plain_text
from articles.content import Content
from articles.languages import Language
from articles.models import Article, Section

Values = dict[str, str]


def _tag_line(names: list[str]) -> str:
    return ", ".join(sorted(names))


def typed_values(data: QueryDict) -> Values:
    """What the form sends, put in order as it would be before it is saved."""
    lines = ("language", "section", "kicker", "headline", "deck", "translation_of")
    return {
        **{name: one_line(data.get(name, "")) for name in lines},
        "body": body_html(data.get("body", "")),
        "tags": _tag_line(tag_names(parse_tags(data.get("tags", "")))),
    }


def stored_values(article: Article) -> Values:
    """What the database has."""
    return {
        "language": article.language,
        "section": str(article.section_id),
        "kicker": article.kicker,
        "headline": article.headline,
        "deck": article.deck,
        "translation_of": str(article.translation_of_id or ""),
        "body": body_html(article.body),
        "tags": _tag_line([tag.name for tag in article.tags.all()]),
    }


def frozen_values(content: Content) -> Values:
    """What a revision holds."""
    return {
        "language": content["language"],
        "section": str(content["section"]["section"]),
        "kicker": content["kicker"],
        "headline": content["headline"],
        "deck": content["deck"],
        "translation_of": str(content["translation_of"] or ""),
        "body": content["body"],
        "tags": _tag_line([tag["name"] for tag in content["tags"]]),
    }


def posted_form(article: Article, name: str) -> str:
    """The stored value as the form would send it."""
    if name == "tags":
        return str(edit_string_for_tags(article.tags.all()))
    return stored_values(article)[name]


def shown(name: str, value: str) -> str:
    """A value in words."""
    if name == "body":
        return plain_text(value)
    if name == "language":
        return str(dict(Language.choices).get(value, value))
    if name == "section" and value.isdecimal():
        return str(Section.objects.filter(pk=int(value[:18])).first() or value)
    if name == "translation_of" and value.isdecimal():
        return str(Article.objects.filter(pk=int(value[:18])).first() or value)
    return value
