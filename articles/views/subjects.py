"""What a list of stories is about: the same for its page and for its feeds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import quote

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles import listings
from articles.days import Span
from articles.languages import address_prefix, other
from articles.models.contributor import Contributor, ContributorKind
from articles.models.place import Place
from articles.models.story import ListedStory
from articles.pictures import Picture, picture
from articles.views.page import MenuEntry, Paper, both_editions, furniture


@dataclass(frozen=True)
class Subject:
    """What a list is about; the path is within an edition.

    Attributes:
        kicker: above the title, with the address that it leads to.
        fact: a line under the title, such as a position or a country.
        within: only what was first published in this span of time.
        page_title, description: as search engines show them; no other page has the same.
        alternates: the languages and addresses of this page, where both editions have it.
    """

    key: str
    title: str
    kicker: str
    path: str
    intro: str = ""
    # A name that only drafts carry answers like one that does not exist.
    must_have_stories: bool = True
    kicker_url: str = ""
    fact: str = ""
    portrait: Picture | None = None
    within: Span | None = None
    has_feeds: bool = True
    page_title: str = ""
    description: str = ""
    alternates: tuple[tuple[str, str], ...] = ()


def section_subject(language: str, slug: str) -> tuple[Paper, Subject]:
    """A section, with the furniture of its pages. Raises ``Http404`` where there is none."""
    paper = furniture(language, slug, f"{address_prefix(other(language))}{slug}/")
    found: MenuEntry | None = next((one for one in paper.sections if one.is_current), None)
    if found is None:
        raise Http404
    words = {"section": found.name, "paper": paper.name}
    return paper, Subject(
        listings.section(language, found.pk),
        found.name,
        "",
        f"{slug}/",
        must_have_stories=False,
        page_title=found.name,
        description=_("%(section)s in %(paper)s: all stories, newest first.") % words,
        alternates=tuple(both_editions(f"{slug}/")),
    )


def topic_subject(language: str, slug: str) -> tuple[Paper, Subject]:
    """A tag. Raises ``Http404`` where there is none."""
    paper = furniture(language)
    tag = get_object_or_404(Tag, slug=slug)
    words = {"topic": tag.name, "paper": paper.name}
    subject = Subject(
        listings.tag(language, tag.slug),
        tag.name,
        _("Topic"),
        f"topics/{quote(slug)}/",
        page_title=_("Topic: %(topic)s") % words,
        description=_("What %(paper)s published on %(topic)s, newest first.") % words,
    )
    return _beside(paper, subject, listings.tag(other(language), tag.slug))


def contributor_subject(language: str, slug: str) -> tuple[Paper, Subject]:
    """A contributor whose name is not withheld. Raises ``Http404`` where there is none."""
    paper = furniture(language)
    people = Contributor.objects.select_related("portrait")
    found = get_object_or_404(people, slug=slug, withheld=False)
    name, bio = found.name_in(language), found.bio_in(language)
    words = {"name": name, "paper": paper.name}
    is_agency = found.kind == ContributorKind.AGENCY
    subject = Subject(
        listings.contributor(language, found.pk),
        name,
        _("News agency") if is_agency else _("Stories by"),
        f"by/{slug}/",
        bio,
        fact=found.role_in(language),
        portrait=_portrait(found, paper),
        page_title=_("Stories by %(name)s") % words,
        description=bio or _("All stories by %(name)s in %(paper)s, newest first.") % words,
    )
    return _beside(paper, subject, listings.contributor(other(language), found.pk))


def place_subject(language: str, slug: str) -> tuple[Paper, Subject]:
    """A place of datelines. Raises ``Http404`` where there is none."""
    paper = furniture(language)
    found = get_object_or_404(Place, slug=slug)
    words = {"place": found.name_in(language), "paper": paper.name}
    subject = Subject(
        listings.place(language, found.pk),
        found.name_in(language),
        _("Filed from"),
        f"places/{slug}/",
        fact=found.country_in(language),
        page_title=_("Stories from %(place)s") % words,
        description=_("What %(paper)s reported from %(place)s, newest first.") % words,
    )
    return _beside(paper, subject, listings.place(other(language), found.pk))


def _beside(paper: Paper, subject: Subject, foreign: str) -> tuple[Paper, Subject]:
    """With the way to the same subject in the other edition, where that has stories of it."""
    if not ListedStory.objects.under(foreign).values("id")[:1]:
        return paper, subject
    pages = tuple(both_editions(subject.path))
    address = dict(pages)[paper.other_language]
    return replace(paper, other_edition_url=address), replace(subject, alternates=pages)


def _portrait(found: Contributor, paper: Paper) -> Picture | None:
    """The portrait, while the newspaper has the right to show it."""
    photo = found.portrait
    if photo is None or not photo.renditions:
        return None
    if photo.rights_end is not None and photo.rights_end < paper.today:
        return None
    return picture(
        {
            "renditions": photo.renditions,
            "alt": photo.alt_text or found.name_in(paper.language),
            "caption": photo.caption,
            "credit": photo.credit,
        }
    )
