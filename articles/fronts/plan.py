"""The shape of a front plan: what a version of it holds, as JSON. Pure.

A plan says what the desk wants to see where. Everything it leaves open is filled by rule
(``articles.fronts.arranging``), so that an empty plan is a front page too.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import TypedDict

LEAD, DECK, OPINION = "lead", "deck", "opinion"
SLOTS = (LEAD, DECK, OPINION)  # beside those of the sections' blocks
OPINION_PART, LATEST_PART, PRINT_PART = "opinion", "latest", "print"
PARTS = (OPINION_PART, LATEST_PART, PRINT_PART)  # what may be left out as a whole

SHOWN = {LEAD: 1, DECK: 5, OPINION: 3}  # stories that a slot shows
A_BLOCK = 3  # stories that a section's block shows where nobody says otherwise
MOST_IN_BLOCK = 6
MOST_PINS = 8  # of one slot; those beyond what it shows step in where another is not live
LONGEST_HEADLINE, LONGEST_KICKER, LONGEST_DECK = 160, 40, 300  # characters


class Pin(TypedDict):
    """A story that the desk puts into a slot; its own words, if any, stand on the front alone.

    ``until`` is a moment (ISO, UTC) from which the slot is filled by rule again.
    """

    story: int
    slot: str
    headline: str
    kicker: str
    deck: str
    until: str | None


class Block(TypedDict):
    """A section's part of the front: how many stories it shows."""

    section: int
    stories: int


class Plan(TypedDict):
    """A whole front. Pins stand in the order of their slots, blocks in the order of the page."""

    pins: list[Pin]
    blocks: list[Block]
    parts: list[str]


def automatic(sections: Iterable[int]) -> Plan:
    """The front that is filled by rule alone: all these sections, all parts."""
    blocks = [Block(section=pk, stories=A_BLOCK) for pk in sections]
    return Plan(pins=[], blocks=blocks, parts=list(PARTS))


def pin_of(story: int, slot: str) -> Pin:
    """A story with its own words and without an end."""
    return Pin(story=story, slot=slot, headline="", kicker="", deck="", until=None)


def slot_of(section: int) -> str:
    """The slot of a section's block."""
    return f"section:{section}"


def slots(plan: Plan) -> Iterator[str]:
    """The slots that the plan has, in the order of the page."""
    yield from SLOTS
    for block in plan["blocks"]:
        yield slot_of(block["section"])


def shown_in(plan: Plan, slot: str) -> int:
    """How many stories a slot shows."""
    for block in plan["blocks"]:
        if slot_of(block["section"]) == slot:
            return block["stories"]
    return SHOWN.get(slot, 0)


def pins_in(plan: Plan, slot: str) -> list[Pin]:
    """A slot's pins in their order."""
    return [pin for pin in plan["pins"] if pin["slot"] == slot]


def plan_hash(plan: Plan) -> str:
    """A fingerprint (SHA-256, hexadecimal) that is equal exactly for equal plans."""
    canonical = json.dumps(plan, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
