"""Whatever is sent to any address by anybody: an answer in words, never a fault of ours."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from http.cookies import SimpleCookie
from itertools import count
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from taggit.models import Tag

from articles import notes
from articles.admin.journal.marks import PASS, Pass
from articles.calendars import Month
from articles.models import JournalEntry, NameAlias, SavedView, Wording
from staff.models import User
from staff.roles import Role
from tests.articles.desk import at_desk
from tests.articles.factories import (
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_story,
    make_user,
    publish_story,
)
from tests.comments.rule_tools import rule
from tests.comments.tools import browser, make_reader, write
from tests.hostile import ASKED, VALUES, arguments, fields, is_typed, patterns, spoiled

pytestmark = pytest.mark.django_db

# What a view asks for before it looks at anything else, and what no page has a field for.
ALSO_SENT = {
    "comments_commenter_decide": {"verb": "ban", "reason": "hate", "sweeps": "1", "seen": "0"},
    "comments_comment_judge": {"verb": "reject", "reason": "hate"},
    "comments_comment_branch": {"verb": "close"},
    "articles_journal_keep": {"seen_version": "", "headline": "", "_at": "", "journal_took": ""},
    "articles_journal_here": {"_bar": "1", "_at": "", "journal_took": ""},
    "articles_view_keep": {"name": "", "query": "q=a"},
    "articles_front": {"act": "put", "story": "1", "slot": "lead", "seen": "1"},
    "articles_front_breaking": {"text": "Words", "lasts": "60", "story": "", "starts": ""},
    "articles_article_share": {"revision": "1", "span": "day"},
    "vote": {"value": "1"},
    "thread": {"parent": "", "ticket": "", "wording": "", "letters": "on"},
}
# Pages that Django makes for every model alike; what we change of them is asked for elsewhere too.
OF_DJANGO = ("_history", "_delete", "_changelist", "_add", "_done", "app_list")
# What is chosen from a list: a wrong choice would hide what becomes of the words beside it.
CHOSEN = {
    "verb",
    "act",
    "lasts",
    "reason",
    "span",
    "sweeps",
    "policy",
    "conflict-until",
    "conflict-slow",
}


@pytest.fixture(autouse=True)
def quiet() -> Iterator[None]:
    """Every refusal is a line in the log, thousands here."""
    logging.disable(logging.CRITICAL)
    cache.clear()
    yield
    logging.disable(logging.NOTSET)
    cache.clear()


@pytest.fixture
def chief() -> User:
    return make_user(Role.CHIEF)


@pytest.fixture
def rows(chief: User) -> dict[str, dict[str, object]]:
    """The variable parts of addresses, by the part of the address that says what they mean."""
    story = publish_story(make_story(chief, tags=["Ports"]), chief)
    comment = write(story.pk, make_reader())
    view = SavedView.objects.create(user=chief, name="Mine", query="mine=1")
    entry = JournalEntry.objects.create(owner=chief, tab=uuid4(), article=story, fields={})
    wording = Wording.objects.create(
        language="en", kind="alert", version=100, text="Words.", written_by=chief
    )
    numbers: dict[str, object] = {
        "article": story.pk,
        "photo": make_photo().pk,
        "contributor": make_contributor().pk,
        "place": make_place().pk,
        "printedition": make_edition(timezone.localdate()).pk,
        "section": story.section_id,
        "namealias": NameAlias.objects.create(name="Qalamoun", variants="Kalamoun").pk,
        "tag": Tag.objects.get(name="Ports").pk,
        "wording": wording.pk,
        "user": make_user().pk,
        "reader": comment.reader_id,
        "rule": rule(chief).rule_id,
        "comment": comment.pk,
        "journal": entry.pk,
        "views": view.pk,
    }
    note = notes.write(story, by=chief, text="A note.", key=uuid4()).note
    of_all = {
        "story_id": story.pk,
        "note": note.pk,
        "act": "seen",
        "verb": "spike",
        "language": "en",
        "scheme": "dark",
        "app_label": "articles",
        "scope": "story",
        "key": story.pk,
        "section": "middle-east",
        "slug": "ports",
        "day": timezone.localdate(),
        "month": Month(2013, 11),
        "path": "a/b.webp",
        "form": "rss",
        "old": "News/2013/238401-words.ashx",
    }
    names = ("object_id", "id", "number", "pk")
    return {part: of_all | dict.fromkeys(names, pk) for part, pk in numbers.items()}


def place_of(name: str, pattern: str, rows: dict[str, dict[str, object]]) -> tuple[str, list[str]]:
    """An address of the pattern, and its variable parts."""
    kind = [part for part in pattern.split("/") if part in rows][-1:]
    values = rows[kind[0] if kind else ("comment" if "comments" in pattern else "article")]
    wanted: dict[str, object] = {one: values.get(one, "1") for one in arguments(pattern)}
    if pattern.startswith(("archive/", "ar/archive/")):
        wanted = dict.fromkeys(wanted, 11)
    if "uuid:" in pattern:
        wanted = {one: uuid4() for one in wanted}
    return reverse(name, kwargs=wanted), [str(value) for value in wanted.values()]


def ask(client: Client, method: str, url: str, data: dict[str, str]) -> tuple[str, str]:
    """What is wrong with the answer, and the page; nothing is left of what was sent."""
    cookies, client.raise_request_exception = SimpleCookie(client.cookies), False
    with transaction.atomic():
        response = getattr(client, method)(url, data)
        transaction.set_rollback(True)
    client.cookies = cookies
    if response.status_code >= 500:
        _kind, fault, _trace = response.exc_info or (None, response.status_code, None)
        return f"{method} {url[:120]}: {fault!r:.120}", ""
    is_page = not response.streaming and "html" in response.get("Content-Type", "")
    return "", response.content.decode() if is_page else ""


def attacks(
    client: Client, name: str, pattern: str, rows: dict[str, dict[str, object]], values: list[str]
) -> Iterator[str]:
    """What goes wrong at an address, for each of a few hostile values."""
    url, parts = place_of(name, pattern, rows)
    wrong, page = ask(client, "get", url, {})
    yield wrong
    also = ALSO_SENT.get(name.rpartition(":")[2], {})
    form = {**fields(page), **also, PASS: also.get(PASS, "")}
    form["begun_with"] = str(uuid4())
    if "journal" in pattern:
        form[PASS] = Pass(int(client.session["_auth_user_id"]), None, uuid4()).signed()
    for value in values:
        hostile = {one: value for one in form if is_typed(one) and one not in CHOSEN}
        yield ask(client, "post", url, {**form, **hostile})[0]
        yield ask(client, "get", url, dict.fromkeys(ASKED, value[:600]))[0]
        if parts and value:
            yield ask(client, "post", spoiled(url, parts, value), {**form, **hostile})[0]


def test_nothing_sent_to_the_desk_makes_a_fault(
    chief: User, rows: dict[str, dict[str, object]]
) -> None:
    client, wrong, turn = at_desk(chief), list[str](), count()
    for name, pattern in patterns().items():
        if pattern.startswith("desk/") and not name.endswith(":logout"):
            wrong += attacks(
                client, name, pattern, rows, in_turn(turn, 1 if name.endswith(OF_DJANGO) else 2)
            )
    assert [one for one in wrong if one] == []


def test_nothing_a_reader_or_a_stranger_sends_makes_a_fault(
    rows: dict[str, dict[str, object]],
) -> None:
    reader = browser(make_reader())
    wrong, turn = list[str](), count()
    for name, pattern in patterns().items():
        if not pattern.startswith("desk/"):
            wrong += attacks(reader, name, pattern, rows, in_turn(turn, 2))
            wrong += attacks(browser(), name, pattern, rows, in_turn(turn, 1))
    assert [one for one in wrong if one] == []


@pytest.mark.parametrize("role", [Role.JOURNALIST, Role.MODERATOR])
def test_no_page_of_the_desk_fails_for_whom_it_was_not_made(
    role: Role, rows: dict[str, dict[str, object]]
) -> None:
    client, wrong = at_desk(make_user(role)), list[str]()
    for name, pattern in patterns().items():
        if pattern.startswith("desk/") and "history" not in name:
            wrong.append(ask(client, "get", place_of(name, pattern, rows)[0], {})[0])
    assert [one for one in wrong if one] == []


def in_turn(turn: Iterator[int], many: int) -> list[str]:
    """The next few of the hostile values, so that all of them come up somewhere."""
    return [VALUES[next(turn) * 5 % len(VALUES)] for _one in range(many)]
