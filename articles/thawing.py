"""Make the working copy of a story again what a revision holds. The opposite of ``snapshot``.

What no longer exists cannot come back; each such thing is told in a sentence, before and after.
Two things stay as they are now, because readers were told them: corrections, and in which printed
paper the story stood.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles.content import Content
from articles.models import (
    Article,
    Byline,
    Contributor,
    Dateline,
    Illustration,
    Photo,
    Place,
    RelatedStory,
    Section,
)

OrderedRow = type[Byline | Dateline | Illustration | RelatedStory]


@dataclass
class Thaw:
    """What a restore will do.

    Attributes:
        values: the single fields of the working copy, all that restoring sets.
        rows: for each kind of ordered rows the values of the new ones, in order.
        notes: what will be otherwise than in the revision, for the person who restores.
    """

    values: dict[str, Any] = field(default_factory=dict)
    rows: dict[OrderedRow, list[dict[str, Any]]] = field(default_factory=dict)
    tags: list[Tag | str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def plan(article: Article, content: Content, today: date) -> Thaw:
    """What of a revision can come back into the working copy. Changes nothing.

    Args:
        today: on the newspaper's calendar; the rights to a photo may have ended by then.
    """
    thaw = Thaw()
    _plan_fields(thaw, article, content)
    thaw.rows[Byline] = list(_bylines(thaw, content))
    thaw.rows[Dateline] = list(_dateline(thaw, content))
    thaw.rows[Illustration] = list(_pictures(thaw, content, today))
    thaw.rows[RelatedStory] = [{"story_id": row["story"]} for row in content.get("related", [])]
    known = {tag.slug: tag for tag in Tag.objects.filter(slug__in=_slugs(content))}
    thaw.tags = [known.get(tag["slug"], tag["name"]) for tag in content["tags"]]
    _note_corrections(thaw, article, content)
    return thaw


def carry_out(article: Article, thaw: Thaw) -> None:
    """Put what was planned into the working copy, in the caller's transaction and under its lock.

    The revision is the caller's to record.
    """
    for name, value in thaw.values.items():
        setattr(article, name, value)
    article.save(update_fields=[*thaw.values, "modified_at"])
    for model, rows in thaw.rows.items():
        model._default_manager.filter(article=article).delete()
        for order, row in enumerate(rows):
            model._default_manager.create(article=article, order=order, **row)
    article.tags.set(thaw.tags)


def _plan_fields(thaw: Thaw, article: Article, content: Content) -> None:
    thaw.values = {
        "kicker": content["kicker"],
        "headline": content["headline"],
        "deck": content["deck"],
        "body": content["body"],
        "section_id": article.section_id,
    }
    if Section.objects.filter(pk=content["section"]["section"]).exists():
        thaw.values["section_id"] = content["section"]["section"]
    else:
        words = {"section": content["section"]["name"]}
        thaw.notes.append(
            _("The section “%(section)s” no longer exists; the story stays in its own.") % words
        )
    thaw.values.update(_language(thaw, article, content))


def _language(thaw: Thaw, article: Article, content: Content) -> dict[str, Any]:
    """Language and original, as in the revision where that is still possible."""
    then = {"language": content["language"], "translation_of_id": content["translation_of"]}
    now = {"language": article.language, "translation_of_id": article.translation_of_id}
    if then == now:
        return now
    tried = Article(pk=article.pk, **then)
    try:
        if not Article.objects.filter(pk=then["translation_of_id"] or article.pk).exists():
            raise ValidationError("the original is gone")
        if article.translations.exists() and then != {**now, "language": then["language"]}:
            raise ValidationError("an original is no translation")
        tried.clean()
        tried.validate_constraints(exclude={"begun_with"})
    except ValidationError:
        thaw.notes.append(
            _("Language and original stay as they are now: another story stands there meanwhile.")
        )
        return now
    return then


def _bylines(thaw: Thaw, content: Content) -> Iterator[dict[str, Any]]:
    known = Contributor.objects.in_bulk([row["contributor"] for row in content["bylines"]])
    for row in content["bylines"]:
        found = known.get(row["contributor"])
        if found is None:
            thaw.notes.append(
                _("“%(name)s” is no longer among the contributors and leaves the byline.")
                % {"name": row["name"]}
            )
            continue
        if found.withheld:
            thaw.notes.append(
                _("The name “%(name)s” is withheld: readers will not see it.")
                % {"name": found.name}
            )
        yield {"contributor": found, "role": row["role"]}


def _dateline(thaw: Thaw, content: Content) -> Iterator[dict[str, Any]]:
    known = Place.objects.in_bulk([row["place"] for row in content["dateline"]])
    for row in content["dateline"]:
        if found := known.get(row["place"]):
            yield {"place": found}
        else:
            thaw.notes.append(
                _("The place “%(name)s” no longer exists and leaves the dateline.")
                % {"name": row["name"]}
            )


def _pictures(thaw: Thaw, content: Content, today: date) -> Iterator[dict[str, Any]]:
    known = Photo.objects.in_bulk([row["photo"] for row in content["pictures"]])
    for row in content["pictures"]:
        words = {"photo": row["caption"] or row["alt"] or f"#{row['photo']}"}
        found = known.get(row["photo"])
        if found is None:
            thaw.notes.append(_("The photo “%(photo)s” no longer exists.") % words)
            continue
        if found.rights_end and found.rights_end < today:
            thaw.notes.append(_("The rights to the photo “%(photo)s” have ended.") % words)
        yield {"photo": found, "caption": row["own_caption"], "alt_text": row["own_alt"]}


def _note_corrections(thaw: Thaw, article: Article, content: Content) -> None:
    then = {(row["correction"], row["kind"], row["text"]) for row in content["corrections"]}
    now = set(article.corrections.values_list("pk", "kind", "text"))
    if then != now:
        thaw.notes.append(_("Corrections stay as they are now; what readers were told remains."))


def _slugs(content: Content) -> list[str]:
    return [tag["slug"] for tag in content["tags"]]
