"""Freeze the working copy of a story into the content of a revision."""

from __future__ import annotations

from articles.body import sanitize
from articles.content import (
    Content,
    FrozenByline,
    FrozenCorrection,
    FrozenPicture,
    FrozenPlacement,
    FrozenTag,
)
from articles.datelines import DatelinePlace
from articles.models import Article


def freeze(article: Article) -> Content:
    """The article's content as it stands in the database, body sanitised."""
    section = article.section
    return Content(
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
        bylines=_bylines(article),
        dateline=_dateline(article),
        pictures=_pictures(article),
        placements=_placements(article),
        tags=[FrozenTag(name=tag.name, slug=tag.slug) for tag in article.tags.order_by("slug")],
        corrections=[
            FrozenCorrection(
                correction=correction.pk,
                kind=correction.kind,
                text=correction.text,
                at=correction.corrected_at.isoformat(),
            )
            for correction in article.corrections.all()
        ],
    )


def _bylines(article: Article) -> list[FrozenByline]:
    return [
        FrozenByline(
            contributor=byline.contributor.pk,
            name=byline.contributor.name,
            name_ar=byline.contributor.name_ar,
            slug=byline.contributor.slug,
            kind=byline.contributor.kind,
            role=byline.role,
            withheld=byline.contributor.withheld,
        )
        for byline in article.bylines.select_related("contributor")
    ]


def _dateline(article: Article) -> list[DatelinePlace]:
    return [
        DatelinePlace(
            place=line.place.pk,
            name=line.place.name,
            name_ar=line.place.name_ar,
            slug=line.place.slug,
            qualifier=line.place.qualifier,
            qualifier_ar=line.place.qualifier_ar,
        )
        for line in article.datelines.select_related("place")
    ]


def _pictures(article: Article) -> list[FrozenPicture]:
    return [
        FrozenPicture(
            photo=picture.photo.pk,
            caption=picture.caption or picture.photo.caption,
            alt=picture.alt_text or picture.photo.alt_text,
            credit=picture.photo.credit,
            own_caption=picture.caption,
            own_alt=picture.alt_text,
            width=picture.photo.width,
            height=picture.photo.height,
            renditions=picture.photo.renditions,
        )
        for picture in article.illustrations.select_related("photo")
    ]


def _placements(article: Article) -> list[FrozenPlacement]:
    return [
        FrozenPlacement(
            edition=placement.edition.pk,
            publication=placement.edition.publication,
            date=placement.edition.date.isoformat(),
            page=placement.page,
            section=placement.section,
            headline=placement.headline,
            state=placement.state,
        )
        for placement in article.placements.select_related("edition")
    ]
