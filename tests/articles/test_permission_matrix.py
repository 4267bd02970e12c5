"""Who may do what at the desk, in which state of a story: exactly as the permissions' docs say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from django.template.base import Template
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from taggit.models import Tag

from articles import notes, removals, schedules, verbs
from articles.admin.journal.marks import PASS, Pass
from articles.models import (
    Article,
    Correction,
    JournalEntry,
    NameAlias,
    Placement,
    SavedView,
    Wording,
)
from articles.printing import mark_printed
from articles.walltime import Typed, moments
from articles.workflow import Verb
from readers.models import Letter
from staff.models import User
from staff.roles import Role
from tests.articles.darkroom import developed_photo
from tests.articles.desk import LIST, address, at_desk, opened, row
from tests.articles.factories import (
    change_story,
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_section,
    make_story,
    make_user,
    publish_story,
)
from tests.articles.plans import plan
from tests.articles.written_tables import STATES, WHO, page_table, story_table
from tests.comments.rule_tools import rule
from tests.comments.tools import make_reader, write

pytestmark = pytest.mark.django_db

EDITIONS = "/desk/articles/printedition/"
REFUSED = {403, 404, 405, 409}
STEPS = "submit send_back approve publish withdraw spike revive amend".split()
STEPS += "retract take_down reinstate".split()
STEPS += "unschedule lift discard".split()
HOURS = ["schedule", "embargo"]
# Everything that something sent to the desk could change.
SNAPSHOT = """
    SELECT md5(string_agg(row, '' ORDER BY row)) FROM (
        SELECT a::text AS row FROM articles_article a UNION ALL
        SELECT r.id::text FROM articles_revision r UNION ALL
        SELECT t.id::text FROM articles_transition t UNION ALL
        SELECT e::text FROM articles_release e UNION ALL
        SELECT n::text FROM articles_note n UNION ALL
        SELECT m::text FROM articles_assignment m UNION ALL
        SELECT o::text FROM articles_assignmentstep o UNION ALL
        SELECT p::text FROM articles_sharedpreview p UNION ALL
        SELECT o::text FROM articles_correction o UNION ALL
        SELECT c.id::text || c.state FROM comments_comment c UNION ALL
        SELECT d.id::text FROM comments_decision d UNION ALL
        SELECT u::text FROM staff_user u UNION ALL
        SELECT s::text FROM articles_section s UNION ALL
        SELECT w::text FROM articles_wording w UNION ALL
        SELECT n::text FROM articles_namealias n UNION ALL
        SELECT g::text FROM taggit_tag g UNION ALL
        SELECT l::text FROM articles_placement l UNION ALL
        SELECT o::text FROM articles_printedition o UNION ALL
        SELECT v.id::text FROM articles_frontversion v UNION ALL
        SELECT f::text FROM articles_frontrelease f UNION ALL
        SELECT b::text FROM articles_breakingstrip b
    ) rows
"""


@pytest.fixture
def bare_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages without their words: who gets one is asked here, not what it says."""
    monkeypatch.setattr(Template, "render", lambda self, context: SafeString(""))


def snapshot() -> str:
    with connection.cursor() as cursor:
        cursor.execute(SNAPSHOT)
        return str(cursor.fetchone()[0])


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever happens in the block has not happened afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Visitor:
    """Somebody's browser, signed in anew for every request even where one signed out."""

    def __init__(self, user: User | None) -> None:
        self.user = user
        self.client = Client() if user is None else at_desk(user)

    def ask(self, method: str, url: str, data: dict[str, Any] | None = None) -> int:
        """The status; a way to the sign-in page, or to the first page for it, is a refusal."""
        kept = SimpleCookie(self.client.cookies)
        response = getattr(self.client, method)(url, data or {})
        self.client.cookies = kept
        if response.status_code == 302:
            way = response["Location"]
            if way.startswith("/desk/login/") or (self.user is None and way == "/desk/"):
                return 403
        return int(response.status_code)


CORRECTION = row("corrections", 0, kind="correction", text="It was Homs.", medium="web")
CORRECTION |= {"corrections-TOTAL_FORMS": "1", "corrections-INITIAL_FORMS": "0"}

# What brings a story from where the others leave it into its state.
ENDINGS: dict[str, Callable[[Article, User], object]] = {
    "W": lambda story, by: verbs.withdraw(story, by=by, note="A wrong name."),
    "R": lambda story, by: removals.retract(story, by=by, note="Forged.", notice="It was forged."),
    "T": lambda story, by: removals.take_down(story, by=by, note="A court order."),
    "C": lambda story, by: change_story(story, by, deck="A third version."),
    "E": lambda story, by: schedules.embargo(story, by=by, typed=days_from_now(2), note="Theirs."),
    "K": lambda story, by: verbs.spike(story, by=by, note="Overtaken."),
}


def in_state(state: str, writer: User) -> Article:
    """A story of the writer, of two revisions, that colleagues took where it stands."""
    colleague, soon = make_user(Role.CHIEF), timezone.now() + timedelta(days=1)
    story = change_story(make_story(writer), deck="A second version.")
    if state in "SAPLWRTCE":
        verbs.submit(story, by=colleague)
    if state in "APLWRTCE":
        verbs.approve(story, by=colleague)
    if state in "PLWRTC":
        verbs.publish(story, by=colleague, goes_live_at=soon if state == "P" else None)
    if state in ENDINGS:
        ENDINGS[state](story, colleague)
    return story


def days_from_now(days: int) -> Typed:
    """An hour to come, as the desk's form would read it."""
    wall = timezone.localtime().replace(hour=12, minute=0, second=0, microsecond=0, tzinfo=None)
    wall += timedelta(days=days)
    return Typed(wall, "Asia/Beirut", moments(wall, ZoneInfo("Asia/Beirut"))[0])


def hour_in_form(days: int) -> dict[str, str]:
    """An hour as the form sends it once the person has seen it on every clock."""
    typed = days_from_now(days)
    day, hour = f"{typed.wall:%Y-%m-%d}", f"{typed.wall:%H:%M}"
    return {"day": day, "hour": hour, "confirmed": typed.moment.isoformat()}


@dataclass
class Scene:
    """A story in a state, and what is sent to do each thing with it."""

    story: Article
    form: dict[str, str]
    sendings: dict[str, tuple[str, dict[str, str]]] = field(init=False)

    def __post_init__(self) -> None:
        pk = self.story.pk
        head = self.story.head_revision
        assert head is not None
        step = {"note": "Because.", "seen": str(head.number)}
        version = {"seen_version": str(self.story.version), "note": ""}
        self.sendings = {
            "edit": (address(self.story), {**self.form, "headline": "Changed by somebody"}),
            "correct": (address(self.story), {**self.form, **CORRECTION}),
            "revert": (f"{LIST}{pk}/restore/1/", version),
            "copy": (f"{LIST}{pk}/copy/", {"begun_with": str(uuid4())}),
            "note": (f"{LIST}{pk}/notes/", {"text": "A note.", "key": str(uuid4())}),
            "share": (f"{LIST}{pk}/preview/share/", {"revision": "1", "span": "day"}),
            "delete": (f"{LIST}{pk}/delete/", {"post": "yes"}),
            "bulk": (
                f"{LIST}together/",
                {"story": f"{pk}:{self.story.version}", "what": "tag", "tag": "All of these"},
            ),
            **{verb: (f"{LIST}{pk}/step/{verb}/", step) for verb in STEPS},
            "retract": (f"{LIST}{pk}/step/retract/", step | {"notice": "It was forged."}),
            "publish": (f"{LIST}{pk}/step/publish/", {**step, "early": "on"}),
            **{verb: (f"{LIST}{pk}/{verb}/", {**step, **hour_in_form(3)}) for verb in HOURS},
            **self.in_print(),
        }

    def in_print(self) -> dict[str, tuple[str, dict[str, str]]]:
        """What is done with editions: one in which the story is planned, one that printed it."""
        tomorrow = timezone.localdate() + timedelta(days=1)
        empty, planned = (make_edition(tomorrow, name=name) for name in ("late", "early"))
        Placement.objects.create(article=self.story, edition=planned, page="1")
        printed = make_edition(timezone.localdate())
        slot = Placement.objects.create(article=self.story, edition=printed, page="1")
        mark_printed(printed, by=make_user(Role.CHIEF))
        seen, record = {"seen": "0"}, {"seen": "1", "reason": "It was so."}
        correction = {**record, "slot": str(slot.pk), "page": "2"}
        return {
            "place": (f"{LIST}{self.story.pk}/print/", {"edition": str(empty.pk), "page": "3"}),
            "print": (f"{EDITIONS}{planned.pk}/printed/", seen),
            "unprint": (f"{EDITIONS}{printed.pk}/unprint/", record),
            "record": (f"{EDITIONS}{printed.pk}/record/", correction),
        }

    def pages(self) -> dict[str, str]:
        """What is opened to do each thing."""
        pk = self.story.pk
        return {
            "view": address(self.story),
            "search": f"{LIST}?q=%23{pk}&status=all",
            "history": f"{LIST}{pk}/history/",
            "preview": f"{LIST}{pk}/preview/",
            "note": f"{LIST}{pk}/notes/",
            "in_print": f"{LIST}{pk}/print/",
            "revert": f"{LIST}{pk}/restore/1/",
            "delete": f"{LIST}{pk}/delete/",
        }


@pytest.fixture
def people() -> dict[str, Visitor]:
    users = {
        "own": make_user(Role.JOURNALIST),
        "other": make_user(Role.JOURNALIST),
        "editor": make_user(Role.EDITOR),
        "moderator": make_user(Role.MODERATOR),
        "chief": make_user(Role.CHIEF),
        "nobody": make_user(None),
        "outsider": make_user(Role.CHIEF, is_staff=False),
    }
    return {"anonymous": Visitor(None), **{who: Visitor(user) for who, user in users.items()}}


@pytest.mark.parametrize("state", STATES)
def test_a_story_lets_everybody_do_exactly_what_is_written(
    state: str, people: dict[str, Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    writer, editor = people["own"].user, people["editor"].user
    assert writer
    assert editor
    story = in_state(state, writer)
    scene = Scene(story, opened(at_desk(editor), story))
    monkeypatch.setattr(Template, "render", lambda self, context: SafeString(""))
    before, table = snapshot(), story_table()
    wrong = [
        fault
        for what, (url, data) in scene.sendings.items()
        for who, visitor in people.items()
        if (fault := sent_wrongly(visitor, url, data, state, table[what].get(who, ""), before))
    ]
    for what, url in scene.pages().items():
        for who, visitor in people.items():
            status = visitor.ask("get", url)
            if status != 200 if state in table[what].get(who, "") else status not in REFUSED:
                wrong.append(f"{who} opens {url}: {status}")
    assert wrong == []
    assert snapshot() == before


def sent_wrongly(
    visitor: Visitor, url: str, data: dict[str, str], state: str, states: str, before: str
) -> str:
    """What is wrong with the answer to something sent; nothing is left of it."""
    is_correction = CORRECTION.items() <= data.items()
    with taken_back():
        status = visitor.ask("post", url, data)
        is_told = Correction.objects.filter(text=CORRECTION["corrections-0-text"]).exists()
        is_changed = is_told if is_correction else snapshot() != before
    bare, is_safe = 0, True
    if visitor.user and Role.CHIEF in visitor.user.roles:  # whoever may do most
        with taken_back():
            bare = visitor.ask("post", url.rstrip("/"), data)
            is_safe = bare in {301, 302, *REFUSED} and snapshot() == before
    if state in states:
        # Publishing what readers have already is no fault, and changes nothing.
        is_right = status == 302 and (is_changed or (state == "L" and "publish" in url))
    else:
        # Who may edit and not correct saves the story without the correction.
        is_left_out = status == 302 and is_correction
        is_right = (status in REFUSED or is_left_out) and not is_changed
    return "" if is_right and is_safe else f"{visitor.user} sends {url}: {status}, bare {bare}"


def test_the_written_table_has_every_verb_and_nothing_that_is_not_tried(
    people: dict[str, Visitor],
) -> None:
    editor = people["editor"].user
    assert editor
    scene = Scene(in_state("D", editor), {})
    table = story_table()
    assert set(table) == {*scene.sendings, *scene.pages()}
    assert set(Verb.values) <= set(table)
    assert all(set(row) == set(WHO) for row in table.values())


# Pages


def desk_addresses() -> dict[str, str]:
    """Every address of the desk by its name, with the pattern."""
    found: dict[str, str] = {}

    def walk(resolver: URLResolver, before: str) -> None:
        for entry in resolver.url_patterns:
            pattern = before + str(entry.pattern)
            if isinstance(entry, URLResolver):
                walk(entry, pattern)
            elif pattern.startswith("desk/"):
                found[entry.name or pattern] = pattern

    walk(get_resolver(), "")
    return found


# Django's own ways to the right address of what was asked for without its slash or its page.
LEADING_ON = "desk/"


def test_every_page_of_the_desk_has_its_row() -> None:
    names = {name for name in desk_addresses() if not name.startswith(LEADING_ON)}
    assert names == set(page_table()), names ^ set(page_table())


@pytest.fixture
def numbers(people: dict[str, Visitor]) -> dict[str, dict[str, object]]:
    """What stands for the variable parts of an address, by the name of the model in it."""
    chief = people["chief"].user
    assert chief
    story = publish_story(make_story(chief, tags=["Ports"]), chief)
    note = notes.write(story, by=chief, text="A note.", key=uuid4()).note
    comment = write(story.pk, make_reader())
    wording = Wording.objects.filter(language="en").first() or Wording.objects.create(
        language="en", kind="alert", version=1, text="Words.", written_by=chief
    )
    rule_version = rule(chief)
    entry = JournalEntry.objects.create(owner=chief, tab=uuid4(), article=story, fields={})
    view = SavedView.objects.create(user=chief, name="Mine", query="mine=1")
    letter = Letter.objects.create(
        to="somebody@example.org", kind="test", language="en", subject="A", text="B", html=""
    )
    objects = {
        "article": story.pk,
        "assignment": plan(chief).pk,
        "photo": make_photo().pk,
        "contributor": make_contributor().pk,
        "place": make_place().pk,
        "printedition": make_edition(timezone.localdate()).pk,
        "section": make_section("Another").pk,
        "namealias": NameAlias.objects.create(name="Qalamoun").pk,
        "tag": Tag.objects.get(name="Ports").pk,
        "wording": wording.pk,
        "user": make_user().pk,
        "reader": comment.reader_id,
        "rule": rule_version.rule_id,
        "comment": comment.pk,
        "journal": entry.pk,
        "letter": letter.pk,
        "views": view.pk,
        "front": 1,
    }
    picture = developed_photo().renditions[0]["file"]
    return {
        model: {
            "object_id": pk,
            "id": pk,
            "number": pk,
            "pk": pk,
            "revision": 1,
            "shared": 1,
            "note": note.pk,
            "act": "seen",
            "verb": "submit",
            "language": "en",
            "scheme": "dark",
            "content_type_id": 1,
            "app_label": "articles",
            "scope": "section",
            "key": "middle-east",
            "path": picture,
        }
        for model, pk in objects.items()
    }


def desk_address(name: str, pattern: str, numbers: dict[str, dict[str, object]]) -> str:
    """An address in which every variable part is that of a row."""
    path = pattern.removeprefix("desk/")
    model = [part for part in path.split("/") if part in numbers][-1:] or ["article"]
    values = {**numbers[model[0]], **SPECIAL.get(name, {})}
    known = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
    return reverse(f"admin:{name}", kwargs={key: values[key] for key in known})


SPECIAL: dict[str, dict[str, object]] = {
    "comments_batch_undo": {"number": uuid4()},
}


def test_each_page_of_the_desk_lets_in_exactly_those_who_are_written(
    people: dict[str, Visitor], numbers: dict[str, dict[str, object]], bare_pages: None
) -> None:
    table, wrong = page_table(), []
    visitors = {"journalist": people["other"], "anonymous": people["anonymous"]}
    visitors |= {who: people[who] for who in ("editor", "moderator", "chief", "nobody")}
    before = snapshot()
    for name, pattern in desk_addresses().items():
        if name.startswith(LEADING_ON):
            continue
        url = desk_address(name, pattern, numbers)
        for method, written in (("get", table[name].open), ("post", table[name].send)):
            found = gone_in(statuses(name, method, url, visitors, before))
            if found != written:
                wrong.append(f"{method} {name} lets in {sorted(found)}")
    assert wrong == []


def sent_to(name: str, visitor: Visitor) -> dict[str, Any]:
    """What has to be sent along for a page to look at who asks at all."""
    asked = {"app_label": "articles", "model_name": "byline", "field_name": "contributor"}
    owner = visitor.user.pk if visitor.user else 0
    return {
        "autocomplete": asked,
        "language": {"language": "en"},
        "articles_article_copy": {"begun_with": str(uuid4())},
        "articles_journal_keep": {PASS: Pass(owner, None, uuid4()).signed()},
        "articles_journal_here": {PASS: Pass(owner, None, uuid4()).signed()},
        "comments_commenter_decide": {"verb": "mute"},
        "articles_view_keep": {"name": "A", "query": "mine=1"},
    }.get(name, {})


def statuses(
    name: str, method: str, url: str, visitors: dict[str, Visitor], before: str
) -> dict[str, int]:
    """What everybody is answered; nothing is left of it, and nothing is done without a slash."""
    found = {}
    for who, visitor in visitors.items():
        data = sent_to(name, visitor)
        with taken_back():
            found[who] = visitor.ask(method, url, data)
            if method == "post" and found[who] in REFUSED - {409}:
                assert snapshot() == before, f"{who}: {url} refused and done"
    with taken_back():
        bare = visitors["chief"].ask(method, url.rstrip("/"), sent_to(name, visitors["chief"]))
        is_known = bare in {301, 302, *REFUSED} or not url.endswith("/")
        assert is_known, f"{method} {url} without a slash: {bare}"
        assert snapshot() == before, f"{method} {url} done without a slash"
    return found


def gone_in(found: dict[str, int]) -> set[str]:
    """Who got past the door. Where there is no such row, those did who are told just that."""
    past = {who for who, status in found.items() if status not in {403, 404, 405}}
    return past or {who for who, status in found.items() if status == 404}
