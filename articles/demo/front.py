"""The demonstration newspaper's front pages, arranged and published as at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from articles.demo.manuscripts import read_toml
from articles.demo.people import Staff
from articles.fronts import moves, verbs
from articles.fronts.plan import SLOTS, Plan, slot_of
from articles.models import Article, Section

FRONTS = Path(__file__).with_name("front.toml")


def arrange(stories: Mapping[str, Article], sections: Mapping[str, Section], staff: Staff) -> None:
    """Publish the front of each edition."""
    for language, wanted in read_toml(FRONTS).items():
        with verbs.turn(language, staff.editor) as now:
            now.keep(_plan(now.head.plan, wanted, stories, sections))
        verbs.publish(language, by=staff.editor)


def _plan(
    plan: Plan,
    wanted: Mapping[str, Any],
    stories: Mapping[str, Article],
    sections: Mapping[str, Section],
) -> Plan:
    for place, slug in enumerate(wanted["blocks"]):
        plan = moves.place_block(plan, sections[slug].pk, place)
    for one in wanted["pins"]:
        story, slot = stories[one["story"]].pk, one["slot"]
        slot = slot if slot in SLOTS else slot_of(sections[slot].pk)
        texts = {name: one.get(name, "") for name in ("headline", "kicker", "deck")}
        plan = moves.word(moves.put(plan, story, slot), story, until=None, **texts)
    return plan
