"""Two plans side by side, place by place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from articles.admin.front.asked import said
from articles.admin.front.slots import Stories, headline_of, stories_of, titles
from articles.fronts.plan import PARTS, Pin, Plan, pins_in, slot_of, slots
from articles.models import Section


@dataclass(frozen=True)
class Line:
    """One thing in a place; ``kind`` is same, added, removed, moved or changed."""

    text: str
    more: str
    kind: str


@dataclass(frozen=True)
class Place:
    """A place of the front in both plans."""

    title: str
    old: list[Line]
    new: list[Line]

    @property
    def is_changed(self) -> bool:
        return any(line.kind != "same" for line in [*self.old, *self.new])


def compared(old: Plan, new: Plan) -> list[Place]:
    """The places in which two plans differ or which one of them fills."""
    stories, sections = stories_of(old, new), list(Section.objects.all())
    names = titles(sections)
    keys = list(dict.fromkeys([*slots(new), *slots(old)]))
    places = [
        Place(
            names.get(key, key),
            _lines(pins_in(old, key), old, new, stories, gone="removed"),
            _lines(pins_in(new, key), new, old, stories, gone="added"),
        )
        for key in keys
    ]
    places += [_blocks(old, new, names), _parts(old, new)]
    return [one for one in places if one.old or one.new]


def _lines(pins: list[Pin], of: Plan, other: Plan, stories: Stories, *, gone: str) -> list[Line]:
    there = {pin["story"]: pin for pin in other["pins"]}
    return [
        Line(
            headline_of(pin, stories),
            _more(pin),
            _kind(pin, there.get(pin["story"]), of, other, gone),
        )
        for pin in pins
    ]


def _kind(pin: Pin, twin: Pin | None, of: Plan, other: Plan, gone: str) -> str:
    if twin is None:
        return gone
    if twin["slot"] != pin["slot"]:
        return "moved"
    if twin != pin:
        return "changed"
    here = [one["story"] for one in pins_in(of, pin["slot"])]
    there = [one["story"] for one in pins_in(other, pin["slot"])]
    both = set(here) & set(there)
    order, order_there = ([one for one in few if one in both] for few in (here, there))
    return "same" if order.index(pin["story"]) == order_there.index(pin["story"]) else "moved"


def _more(pin: Pin) -> str:
    words = [pin["kicker"], pin["deck"]]
    if pin["until"]:
        words.append(_("until %(moment)s") % {"moment": said(datetime.fromisoformat(pin["until"]))})
    return " · ".join(one for one in words if one)


def _blocks(old: Plan, new: Plan, names: dict[str, str]) -> Place:
    def lines(plan: Plan, other: Plan, gone: str) -> list[Line]:
        there = [one["section"] for one in other["blocks"]]
        sizes = {one["section"]: one["stories"] for one in other["blocks"]}
        found = []
        for place, one in enumerate(plan["blocks"]):
            pk, kind = one["section"], "same"
            if pk not in there:
                kind = gone
            elif sizes[pk] != one["stories"]:
                kind = "changed"
            elif there.index(pk) != place:
                kind = "moved"
            found.append(Line(names.get(slot_of(pk), "?"), str(one["stories"]), kind))
        return found

    return Place(_("Sections"), lines(old, new, "removed"), lines(new, old, "added"))


def _parts(old: Plan, new: Plan) -> Place:
    def lines(plan: Plan, other: Plan, gone: str) -> list[Line]:
        shown = [part for part in PARTS if part in plan["parts"]]
        kinds = ["same" if part in other["parts"] else gone for part in shown]
        return [Line(part_name(part), "", kind) for part, kind in zip(shown, kinds, strict=True)]

    return Place(_("Parts"), lines(old, new, "removed"), lines(new, old, "added"))


def part_name(part: str) -> str:
    """What a part of the front is called."""
    names = {"opinion": _("Opinion"), "latest": _("More news"), "print": _("In print")}
    return names[part]
