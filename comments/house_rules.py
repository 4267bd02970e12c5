"""The house rules: for each reason to reject a comment, what we ask of whoever writes. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.languages import address_prefix
from comments.workflow import Reason

PATH = "house-rules/"


@dataclass(frozen=True)
class HouseRule:
    """One rule of the public page; its reason is the anchor."""

    reason: Reason
    title: Promise
    text: Promise

    @property
    def anchor(self) -> str:
        return anchor(self.reason)


def anchor(reason: str) -> str:
    """A reason as the ``id`` of its place on the page."""
    return reason.replace("_", "-")


def address(language: str, reason: str = "") -> str:
    """The page's path in an edition, at the place of a reason."""
    place = f"#{anchor(reason)}" if reason in Reason.values else ""
    return f"{address_prefix(language)}{PATH}{place}"


HOUSE_RULES: tuple[HouseRule, ...] = (
    HouseRule(
        Reason.OFF_TOPIC,
        _("Write about the story"),
        _(
            "A comment takes up what the story reports: it adds, asks, doubts or corrects. "
            "What belongs under another story, or under none, we leave out."
        ),
    ),
    HouseRule(
        Reason.PERSONAL_ATTACK,
        _("Argue with what was said, not with the person"),
        _(
            "You may find an argument wrong and say so sharply. Insults, nicknames and guesses "
            "about somebody’s motives, work or mind are no argument. This protects other readers, "
            "our reporters and the people in the story alike."
        ),
    ),
    HouseRule(
        Reason.HATE,
        _("Nobody is less for what they are"),
        _(
            "We publish nothing that belittles people for their origin, faith, sect, sex, body or "
            "love, and nothing that makes a whole people answer for what some have done."
        ),
    ),
    HouseRule(
        Reason.VIOLENCE,
        _("No threats, no cheering for violence"),
        _(
            "Whoever threatens somebody, calls for an attack or celebrates the dead of the other "
            "side does not appear here, whichever side that is."
        ),
    ),
    HouseRule(
        Reason.PRIVATE_DATA,
        _("Leave private lives private"),
        _(
            "Telephone numbers, addresses, number plates, the whereabouts of a family: in a "
            "conflict such details can cost a life. Keep them out, your own too."
        ),
    ),
    HouseRule(
        Reason.UNLAWFUL,
        _("Nothing that the law forbids us to print"),
        _(
            "We answer in court for what stands on our pages. Where a sentence may be libel, "
            "breach a court’s order or copy somebody’s work, we do not publish it."
        ),
    ),
    HouseRule(
        Reason.FALSE,
        _("Facts need a ground"),
        _(
            "Opinions are free. Who states a fact should be able to say where it comes from; "
            "what is known to be false we do not pass on. If we are the ones who are wrong, "
            "tell us: corrections are printed under the story."
        ),
    ),
    HouseRule(
        Reason.REPETITION,
        _("Once is enough"),
        _(
            "The same text under ten stories, or ten times under one, is published once at most. "
            "Advertising is not published at all."
        ),
    ),
    HouseRule(
        Reason.OTHER,
        _("Whatever else a good host would not allow"),
        _(
            "No list foresees everything. If a moderator rejects a comment for another reason, "
            "you may ask for it to be looked at again, and a colleague will answer you."
        ),
    ),
)
