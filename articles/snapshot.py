"""Freeze the working copy of a story into the content of a revision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from taggit.models import Tag

from articles.body import sanitize
from articles.content import Content, FrozenCorrection, FrozenPicture
from articles.models import (
    Article,
    Byline,
    Correction,
    Dateline,
    Illustration,
    Medium,
    RelatedStory,
)

# What is frozen of each row: its name in the content, and the column it comes from.
BYLINE = {
    "contributor": "contributor_id",
    **{name: f"contributor__{name}" for name in ("name", "name_ar", "slug", "kind")},
    "role": "role",
    "withheld": "contributor__withheld",
}
PLACE = {
    "place": "place_id",
    **{name: f"place__{name}" for name in ("name", "name_ar", "slug", "qualifier", "qualifier_ar")},
}
PICTURE = {
    "photo": "photo_id",
    "own_caption": "caption",
    "own_alt": "alt_text",
    **{
        f"photo_{name}": f"photo__{name}"
        for name in ("caption", "alt_text", "credit", "width", "height", "renditions")
    },
}
RELATED = {"story": "story_id", "headline": "story__headline"}
CORRECTION = {
    "correction": "pk",
    "at": "corrected_at",
    **{name: name for name in ("kind", "text", "medium", "print_date", "print_page")},
}


def freeze(article: Article) -> Content:
    """The article's content as it stands in the database, body sanitised; one query.

    Its own fields are taken from the instance, its rows from the database.
    """
    rows = _rows(article)
    section = article.section
    content = Content(
        language=article.language,
        section={
            "section": section.pk,
            "slug": section.slug,
            "name": section.name,
            "name_ar": section.name_ar,
        },
        kicker=article.kicker,
        headline=article.headline,
        deck=article.deck,
        body=sanitize(article.body),
        translation_of=article.translation_of_id,
        bylines=rows["frozen_bylines"],
        dateline=rows["frozen_dateline"],
        pictures=[_picture(row) for row in rows["frozen_pictures"]],
        tags=rows["frozen_tags"],
        corrections=[_correction(row) for row in rows["frozen_corrections"]],
    )
    if rows["frozen_related"]:
        content["related"] = rows["frozen_related"]
    return content


def _rows(article: Article) -> dict[str, Any]:
    of_it = {"article": OuterRef("pk")}
    tagged = Tag.objects.filter(
        taggit_taggeditem_items__object_id=OuterRef("pk"),
        taggit_taggeditem_items__content_type__app_label="articles",
        taggit_taggeditem_items__content_type__model="article",
    )
    rows: dict[str, Any] = dict(
        Article.objects.filter(pk=article.pk)
        .values(
            frozen_bylines=_listed(Byline.objects.filter(**of_it), BYLINE),
            frozen_dateline=_listed(Dateline.objects.filter(**of_it), PLACE),
            frozen_pictures=_listed(Illustration.objects.filter(**of_it), PICTURE),
            frozen_tags=_listed(tagged.order_by("slug"), {"name": "name", "slug": "slug"}),
            frozen_related=_listed(RelatedStory.objects.filter(**of_it), RELATED),
            frozen_corrections=_listed(Correction.objects.filter(**of_it), CORRECTION),
        )
        .get()
    )
    return rows


def _listed(rows: QuerySet[Any], columns: dict[str, str]) -> ArraySubquery:
    return ArraySubquery(rows.values(row=JSONObject(**{k: F(v) for k, v in columns.items()})))


def _picture(row: dict[str, Any]) -> FrozenPicture:
    return FrozenPicture(
        photo=row["photo"],
        caption=row["own_caption"] or row["photo_caption"],
        alt=row["own_alt"] or row["photo_alt_text"],
        credit=row["photo_credit"],
        own_caption=row["own_caption"],
        own_alt=row["own_alt"],
        width=row["photo_width"],
        height=row["photo_height"],
        renditions=row["photo_renditions"],
    )


def _correction(row: dict[str, Any]) -> FrozenCorrection:
    at = datetime.fromisoformat(row["at"]).isoformat()  # PostgreSQL leaves out closing zeros
    frozen = FrozenCorrection(
        correction=row["correction"], kind=row["kind"], text=row["text"], at=at
    )
    if row["medium"] != Medium.WEB:  # else as revisions of before there was a choice
        frozen["medium"] = row["medium"]
        frozen["print_date"] = row["print_date"]
        frozen["print_page"] = row["print_page"]
    return frozen
