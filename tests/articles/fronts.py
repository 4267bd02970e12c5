"""Fronts for tests: arranged and published by the same verbs as at the desk."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from articles.admin.front.page import working_copy
from articles.clock import database_now
from articles.fronts import moves, verbs
from articles.fronts.plan import Plan
from articles.models import Article, FrontVersion
from staff.models import User
from tests.articles.factories import make_section, make_story, make_user, publish_story

FRONT = "/desk/articles/front/en/"


def newspaper(many: int = 6, **more: Any) -> list[Article]:
    """Live stories of one section, the oldest first, an hour apart."""
    begin = database_now() - timedelta(hours=many + 1)
    return [
        publish_story(
            make_story(headline=f"Story number {n}", at=begin + timedelta(hours=n), **more),
            at=begin + timedelta(hours=n),
            goes_live_at=begin + timedelta(hours=n),
        )
        for n in range(many)
    ]


def arrange(
    *steps: Callable[[Plan], Plan], by: User | None = None, language: str = "en"
) -> FrontVersion:
    """Change the working copy by some moves."""
    by = by or make_user()
    for step in steps:
        kept = verbs.arrange(language, step, by=by, seen=working_copy(language).number)
    return kept


def put(story: Article, slot: str, place: int | None = None) -> Callable[[Plan], Plan]:
    return lambda plan: moves.put(plan, story.pk, slot, place)


def words(
    story: Article,
    headline: str = "",
    kicker: str = "",
    deck: str = "",
    until: datetime | None = None,
) -> Callable[[Plan], Plan]:
    """A pin's own words and its end."""
    end = until.isoformat() if until else None
    return lambda plan: moves.word(
        plan, story.pk, headline=headline, kicker=kicker, deck=deck, until=end
    )


def published(*steps: Callable[[Plan], Plan], language: str = "en") -> None:
    """Arrange the front and give it to the readers."""
    editor = make_user()
    arrange(*steps, by=editor, language=language)
    verbs.publish(language, by=editor)


def headlines(page: Any) -> dict[str, list[str]]:
    """What stands where on a readers' front page."""
    front = page.context["front"]
    return {
        "lead": [front.lead.headline] if front.lead else [],
        "deck": [one.headline for one in front.deck],
        "opinion": [one.headline for one in front.opinion],
        "latest": [one.headline for one in front.latest],
        **{block.section.slug: [one.headline for one in block.stories] for block in front.blocks},
        "print": [one.headline for one in front.edition.stories] if front.edition else [],
    }


def everything(page: Any) -> list[str]:
    """All headlines of the page, one after another."""
    return [headline for slot in headlines(page).values() for headline in slot]


def act(client: Client, name: str, /, **fields: Any) -> Any:
    """Press a button on the desk's page, with the version that it shows."""
    return client.post(FRONT, {"act": name, "seen": str(working_copy("en").number), **fields})


def opinion_section() -> Any:
    section = make_section("Opinion", "رأي")
    section.is_opinion = True
    section.save()
    return section
