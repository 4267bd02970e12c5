"""What a list of stories is about: the same for its page and for its feeds."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles import listings
from articles.languages import address_prefix, other
from articles.models.contributor import Contributor
from articles.models.place import Place
from articles.views.page import MenuEntry, Paper, furniture


@dataclass(frozen=True)
class Subject:
    """What a list is about; the path is within an edition."""

    key: str
    title: str
    kicker: str
    path: str
    intro: str = ""
    # A name that only drafts carry answers like one that does not exist.
    must_have_stories: bool = True


def section_subject(language: str, slug: str) -> tuple[Paper, Subject]:
    """A section, with the furniture of its pages. Raises ``Http404`` where there is none."""
    paper = furniture(language, slug, f"{address_prefix(other(language))}{slug}/")
    found: MenuEntry | None = next((one for one in paper.sections if one.is_current), None)
    if found is None:
        raise Http404
    key = listings.section(language, found.pk)
    return paper, Subject(key, found.name, "", f"{slug}/", must_have_stories=False)


def topic_subject(language: str, slug: str) -> tuple[Paper, Subject]:
    """A tag. Raises ``Http404`` where there is none."""
    paper = furniture(language)
    tag = get_object_or_404(Tag, slug=slug)
    key = listings.tag(language, tag.slug)
    return paper, Subject(key, tag.name, _("Topic"), f"topics/{quote(slug)}/")


def contributor_subject(language: str, slug: str) -> tuple[Paper, Subject]:
    """A contributor whose name is not withheld. Raises ``Http404`` where there is none."""
    paper = furniture(language)
    found = get_object_or_404(Contributor, slug=slug, withheld=False)
    key, name = listings.contributor(language, found.pk), found.name_in(language)
    return paper, Subject(key, name, _("Stories by"), f"by/{slug}/", found.bio_in(language))


def place_subject(language: str, slug: str) -> tuple[Paper, Subject]:
    """A place of datelines. Raises ``Http404`` where there is none."""
    paper = furniture(language)
    found = get_object_or_404(Place, slug=slug)
    key = listings.place(language, found.pk)
    return paper, Subject(key, found.name_in(language), _("Filed from"), f"places/{slug}/")
