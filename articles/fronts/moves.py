"""What can be done with a front plan, one thing at a time: a plan in, another plan out. Pure.

Every move is named by the story or the section that it moves, never by a place on the screen, so
that it means the same on a plan that somebody else has changed meanwhile.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from articles.fronts.plan import (
    A_BLOCK,
    DECK,
    LEAD,
    LONGEST_DECK,
    LONGEST_HEADLINE,
    LONGEST_KICKER,
    MOST_IN_BLOCK,
    MOST_PINS,
    PARTS,
    Block,
    Pin,
    Plan,
    pin_of,
    pins_in,
    slot_of,
    slots,
)
from articles.workflow import Refused


def put(plan: Plan, story: int, slot: str, place: int | None = None) -> Plan:
    """Pin a story in a slot, or move it there.

    A new lead sends the one before it to the head of the second deck.

    Args:
        place: counted from 0 among the slot's pins; else behind them, in the lead before them.

    Raises:
        Refused: there is no such slot, or it is full.
    """
    if slot not in set(slots(plan)):
        raise Refused(_("This front has no such place any more."))
    before = _found(plan, story)
    pin = Pin(**{**(before or pin_of(story, slot)), "slot": slot})
    rest = [one for one in plan["pins"] if one["story"] != story]
    if slot == LEAD:
        displaced = [Pin(**{**one, "slot": DECK}) for one in rest if one["slot"] == LEAD]
        rest = [*displaced, *(one for one in rest if one["slot"] != LEAD)]
        place = 0
    there = [one for one in rest if one["slot"] == slot]
    place = len(there) if place is None else max(0, min(place, len(there)))
    there.insert(place, pin)
    moved = [one for one in rest if one["slot"] != slot] + there
    return _in_order({**plan, "pins": moved})


def step(plan: Plan, story: int, by: int) -> Plan:
    """Move a pin by some places within its slot; beyond either end it stays at the end."""
    pin = _known(plan, story)
    places = [one["story"] for one in pins_in(plan, pin["slot"])]
    return put(plan, story, pin["slot"], places.index(story) + by)


def take_out(plan: Plan, story: int) -> Plan:
    """Leave the story's place to the rule."""
    _known(plan, story)
    return {**plan, "pins": [one for one in plan["pins"] if one["story"] != story]}


def word(
    plan: Plan, story: int, *, headline: str, kicker: str, deck: str, until: str | None
) -> Plan:
    """Give a pin its own words (plain text, on one line) and its end."""
    changed = Pin(**{**_known(plan, story), "headline": headline, "kicker": kicker, "deck": deck})
    changed["until"] = until
    for text, most in (
        (headline, LONGEST_HEADLINE),
        (kicker, LONGEST_KICKER),
        (deck, LONGEST_DECK),
    ):
        if len(text) > most:
            raise Refused(
                _("“%(begin)s…” is longer than %(most)s characters.")
                % {
                    "begin": text[:30],
                    "most": most,
                }
            )
    pins = [changed if one["story"] == story else one for one in plan["pins"]]
    return {**plan, "pins": pins}


def add_block(plan: Plan, section: int) -> Plan:
    """Show a section's block below the others."""
    if any(one["section"] == section for one in plan["blocks"]):
        raise Refused(_("This section stands on the front already."))
    return {**plan, "blocks": [*plan["blocks"], Block(section=section, stories=A_BLOCK)]}


def drop_block(plan: Plan, section: int) -> Plan:
    """Leave out a section's block, and with it what is pinned there."""
    _block(plan, section)
    pins = [one for one in plan["pins"] if one["slot"] != slot_of(section)]
    blocks = [one for one in plan["blocks"] if one["section"] != section]
    return {**plan, "pins": pins, "blocks": blocks}


def step_block(plan: Plan, section: int, by: int) -> Plan:
    """Move a section's block by some places."""
    place = plan["blocks"].index(_block(plan, section)) + by
    return place_block(plan, section, place)


def place_block(plan: Plan, section: int, place: int) -> Plan:
    """Move a section's block to a place, counted from 0."""
    block = _block(plan, section)
    rest = [one for one in plan["blocks"] if one is not block]
    rest.insert(max(0, min(place, len(rest))), block)
    return _in_order({**plan, "blocks": rest})


def size_block(plan: Plan, section: int, stories: int) -> Plan:
    """Say how many stories a section's block shows."""
    if not 1 <= stories <= MOST_IN_BLOCK:
        raise Refused(_("A block shows one story at least and six at most."))
    _block(plan, section)
    blocks = [
        Block(section=section, stories=stories) if one["section"] == section else one
        for one in plan["blocks"]
    ]
    return {**plan, "blocks": blocks}


def show_part(plan: Plan, part: str, *, on: bool) -> Plan:
    """Show a part of the front, or leave it out as a whole."""
    if part not in PARTS:
        raise Refused(_("This front has no such place any more."))
    wanted = {*plan["parts"], part} if on else {*plan["parts"]} - {part}
    return {**plan, "parts": [one for one in PARTS if one in wanted]}


def _found(plan: Plan, story: int) -> Pin | None:
    return next((one for one in plan["pins"] if one["story"] == story), None)


def _known(plan: Plan, story: int) -> Pin:
    pin = _found(plan, story)
    if pin is None:
        raise Refused(_("This story is not pinned to the front any more."))
    return pin


def _block(plan: Plan, section: int) -> Block:
    for one in plan["blocks"]:
        if one["section"] == section:
            return one
    raise Refused(_("This section does not stand on the front any more."))


def _in_order(plan: Plan) -> Plan:
    """The plan with its pins in the order of the page; equal fronts have equal plans."""
    ordered = [pin for slot in slots(plan) for pin in pins_in(plan, slot)]
    for slot in slots(plan):
        if len(pins_in(plan, slot)) > MOST_PINS:
            raise Refused(_("This place is full. Take something out of it first."))
    return {**plan, "pins": ordered}
