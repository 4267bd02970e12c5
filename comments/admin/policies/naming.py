"""The places of policies as colleagues call them, and their pages at the desk."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from taggit.models import Tag

from articles.languages import localized, spoken
from articles.models.section import Section
from articles.models.story import Story
from comments.belonging import headlines
from comments.models import Scope
from comments.policy.places import Place

WHOLE_SITE = "all"  # stands for the site's empty key in addresses


def page_of(place: Place) -> str:
    """The address of a place's policy."""
    return reverse("admin:comments_policy_place", args=[place.scope.value, place.key or WHOLE_SITE])


def place_at(scope: str, key: str) -> Place | None:
    """The place that an address means; nothing where there cannot be one."""
    if scope not in Scope.values:
        return None
    place = Place(Scope(scope), "" if scope == Scope.SITE and key == WHOLE_SITE else key)
    return place if place.is_possible else None


def names(places: Iterable[Place]) -> dict[Place, str]:
    """What places are called, in at most three queries; those that do not exist are left out.

    A story that readers cannot reach has its number for a name.
    """
    wanted = set(places)
    keys = {scope: {one.key for one in wanted if one.scope == scope} for scope in Scope}
    found = {one: _("The whole site") for one in wanted if one.scope == Scope.SITE}
    if keys[Scope.SECTION]:
        for section in Section.objects.filter(pk__in=[int(key) for key in keys[Scope.SECTION]]):
            place = Place(Scope.SECTION, str(section.pk))
            found[place] = localized(spoken(), section.name, section.name_ar)
    if keys[Scope.TAG]:
        for tag in Tag.objects.filter(slug__in=keys[Scope.TAG]):
            found[Place(Scope.TAG, tag.slug)] = tag.name
    if keys[Scope.STORY]:
        numbers = {int(key) for key in keys[Scope.STORY]}
        known = headlines(numbers)
        found |= {Place.of_story(one): known.get(one) or f"#{one}" for one in numbers}
    return found


def is_live(place: Place) -> bool:
    """Whether a place is a story that readers can reach."""
    rows = Story.objects.filter(pk=place.story_id or 0, withdrawn=False)
    return place.story_id is not None and rows.exists()
