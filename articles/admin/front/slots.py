"""A plan as the desk shows it: its places, what is pinned there and what the rule puts there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from articles.admin.front.acts import WordsForm
from articles.admin.front.asked import said
from articles.fronts.arranging import Front
from articles.fronts.plan import DECK, LEAD, OPINION, Pin, Plan, pins_in, shown_in, slot_of, slots
from articles.languages import spoken
from articles.models import Article, ListedStory, Section
from articles.workflow import Publication

Stories = dict[int, Article]


@dataclass(frozen=True)
class Pinned:
    """A pin in its place.

    Attributes:
        state: why readers do not see it there; empty where they do.
        end: until when it is pinned, in words.
    """

    pin: Pin
    article: Article | None
    headline: str
    state: str
    end: str
    form: WordsForm
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class Slot:
    """A place of the front; of a section's block with its number."""

    key: str
    title: str
    shows: int
    pins: list[Pinned]
    by_rule: list[ListedStory]
    section: Section | None = None


def stories_of(*plans: Plan) -> Stories:
    """The stories that some plans name, with what the desk says of one."""
    wanted = {pin["story"] for plan in plans for pin in plan["pins"]}
    rows = Article.objects.filter(pk__in=wanted).select_related("section")
    return {row.pk: row for row in rows.defer("body")}


def titles(sections: Iterable[Section]) -> dict[str, str]:
    """What the places of a front are called."""
    found = {LEAD: _("Lead"), DECK: _("Second deck"), OPINION: _("Opinion")}
    return found | {slot_of(one.pk): one.name_in(spoken()) for one in sections}


def headline_of(pin: Pin, stories: Stories) -> str:
    """A pin's headline as the desk knows it."""
    article = stories.get(pin["story"])
    return pin["headline"] or (article.headline if article else f"#{pin['story']}")


def slots_of(
    plan: Plan, front: Front, sections: dict[int, Section], now: datetime, refused: WordsForm | None
) -> list[Slot]:
    """The places of a plan.

    Args:
        front: as it is arranged from the plan at this moment.
        now: the moment (aware).
        refused: a form that comes back with what was typed into it.
    """
    stories, names = stories_of(plan), titles(sections.values())
    shown = _shown(front)
    numbers = {pin["story"] for pin in plan["pins"]}
    found = []
    for key in slots(plan):
        pins = pins_in(plan, key)
        rows = [
            _pinned(pin, stories, now, place, len(pins), refused, _is_there(pin, shown))
            for place, pin in enumerate(pins)
        ]
        by_rule = [one for one in shown.get(key, []) if one.pk not in numbers]
        section = sections.get(int(key.partition(":")[2])) if ":" in key else None
        title = names.get(key, _("A section that is gone"))
        found.append(Slot(key, title, shown_in(plan, key), rows, by_rule, section))
    return found


def _shown(front: Front) -> dict[str, list[ListedStory]]:
    lead = [front.lead] if front.lead else []
    blocks = {slot_of(block.section.pk): block.stories for block in front.blocks}
    return {LEAD: lead, DECK: front.deck, OPINION: front.opinion, **blocks}


def _is_there(pin: Pin, shown: dict[str, list[ListedStory]]) -> bool:
    return any(one.pk == pin["story"] for one in shown.get(pin["slot"], []))


def _pinned(
    pin: Pin,
    stories: Stories,
    now: datetime,
    place: int,
    many: int,
    refused: WordsForm | None,
    is_there: bool,
) -> Pinned:
    prefix, article = str(pin["story"]), stories.get(pin["story"])
    until = datetime.fromisoformat(pin["until"]) if pin["until"] else None
    first = {**pin, "until": until}
    is_refused = refused is not None and refused.prefix == prefix
    form = refused if refused and is_refused else WordsForm(initial=first, prefix=prefix)
    state = "" if is_there else _why_not(article, until, now)
    end = said(until) if until else ""
    headline = headline_of(pin, stories)
    return Pinned(pin, article, headline, state, end, form, place == 0, place == many - 1)


def _why_not(article: Article | None, until: datetime | None, now: datetime) -> str:
    """Why readers do not see a pinned story in its place."""
    if until is not None and until <= now:
        return _("its time here is over")
    publication = article.publication_at(now) if article else Publication.UNPUBLISHED
    if publication == Publication.SCHEDULED and article and article.goes_live_at:
        return _("readers get it on %(moment)s; until then the rule fills this place") % {
            "moment": said(article.goes_live_at)
        }
    if publication != Publication.LIVE:
        return _("readers do not have it; the rule fills this place")
    return _("steps in when another is not live or its time is over")
