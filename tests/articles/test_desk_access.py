"""Who may open and send what at the desk: every page, every role, with and without the slash."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from articles.models import Article, Contributor, Place, PrintEdition, Section, Wording
from staff.models import User
from staff.roles import Role
from tests.articles.desk import ADD, LIST, address, at_desk, change, opened, text_of
from tests.articles.factories import (
    make_contributor,
    make_edition,
    make_photo,
    make_place,
    make_section,
    make_story,
    make_user,
    publish_story,
)

pytestmark = pytest.mark.django_db

WRITERS = {"journalist", "editor", "chief"}
EDITORS = {"editor", "chief"}
STAFF = {*WRITERS, "moderator"}
# Who gets an answer other than 403, by page. The numbers are filled in by `_paths`.
GET: dict[str, set[str]] = {
    "articles/article/": STAFF,
    "articles/article/add/": WRITERS,
    "articles/article/{article}/change/": STAFF,
    "articles/article/{article}/history/": STAFF,
    "articles/article/{article}/delete/": set(),
    "articles/article/tags/": STAFF,
    "articles/article/{article}/step/submit/": EDITORS,
    "articles/photo/": STAFF,
    "articles/photo/add/": WRITERS,
    "articles/photo/{photo}/change/": STAFF,
    "articles/photo/{photo}/delete/": set(),
    "articles/contributor/": STAFF,
    "articles/contributor/add/": WRITERS,
    "articles/contributor/{contributor}/delete/": set(),
    "articles/place/": STAFF,
    "articles/place/add/": WRITERS,
    "articles/printedition/": STAFF,
    "articles/printedition/add/": EDITORS,
    "articles/section/": STAFF,
    "articles/section/add/": {"chief"},
    "articles/section/{section}/delete/": set(),
    "articles/wording/": STAFF,
    "articles/wording/add/": {"chief"},
    "taggit/tag/": STAFF,
    "taggit/tag/add/": set(),
    "staff/user/": {"chief"},
    "staff/user/add/": {"chief"},
    "staff/user/{user}/change/": {"chief"},
    "staff/user/{user}/password/": {"chief"},
    "staff/user/{user}/delete/": set(),
}
EVERYBODY = [*(role.value for role in Role), "nobody"]


def _paths(path: str) -> str:
    numbers = {
        "article": make_story().pk,
        "photo": make_photo().pk,
        "contributor": make_contributor().pk,
        "section": make_section().pk,
        "user": make_user().pk,
    }
    return "/desk/" + path.format(**numbers)


def _user(who: str) -> User:
    return make_user(None if who == "nobody" else Role(who))


@pytest.mark.parametrize("path", GET)
def test_each_page_opens_for_its_roles_only(path: str) -> None:
    url = _paths(path)
    for who in EVERYBODY:
        client = at_desk(_user(who))
        allowed = who in GET[path]
        assert client.get(url).status_code == (200 if allowed else 403), (who, url)
        bare = client.get(url.rstrip("/"))
        assert bare.status_code in {301, 302, 403, 404}, (who, url)


@pytest.mark.parametrize("path", GET)
def test_nobody_gets_in_without_sign_in(path: str) -> None:
    url = _paths(path)
    before = Article.objects.count()
    response = Client().get(url)
    assert response.status_code == 302
    assert response["Location"].startswith("/desk/login/?next=")
    assert Client().post(url, {"headline": "x"}).status_code == 403
    outsider = make_user(Role.EDITOR, is_staff=False)
    assert at_desk(outsider).get(url).status_code == 302
    assert Article.objects.count() == before


def _count() -> tuple[int, ...]:
    models = (Article, Contributor, Place, PrintEdition, Section, Wording, User)
    return tuple(model._default_manager.count() for model in models)


NEW = {
    "articles/contributor/add/": {"name": "New Name", "slug": "", "kind": "staff"},
    "articles/place/add/": {"name": "New Place", "slug": ""},
    "articles/printedition/add/": {"publication": "Ledger", "date": "2013-11-20"},
    "articles/section/add/": {"name": "New Part", "slug": "", "order": "5"},
    "articles/wording/add/": {"language": "en", "kind": "alert", "text": "New words."},
}


@pytest.mark.parametrize("path", NEW)
def test_adding_is_for_the_same_roles_as_the_form(path: str) -> None:
    for who in EVERYBODY:
        user = _user(who)
        before = _count()
        response = at_desk(user).post("/desk/" + path, NEW[path] | {"name": f"New {who}"})
        allowed = who in GET[path]
        assert response.status_code == (302 if allowed else 403), who
        assert (_count() != before) == allowed, who


@pytest.mark.parametrize(
    ("path", "field", "allowed"),
    [
        ("articles/contributor/{contributor}/change/", "name", EDITORS),
        ("articles/place/{place}/change/", "name", EDITORS),
        ("articles/printedition/{edition}/change/", "publication", EDITORS),
        ("articles/section/{section}/change/", "name", {"chief"}),
    ],
)
def test_changing_is_for_those_who_may(path: str, field: str, allowed: set[str]) -> None:
    for who in EVERYBODY:
        rows = {
            "contributor": make_contributor(f"Old {who}"),
            "place": make_place(f"Old {who}"),
            "edition": make_edition(date(2013, 11, 20), f"Old {who}"),
            "section": make_section(f"Old {who}"),
        }
        name = re.findall(r"\{(\w+)\}", path)[0]
        url = "/desk/" + path.format(**{key: row.pk for key, row in rows.items()})
        data = {
            "name": f"Changed {who}",
            "publication": f"Changed {who}",
            "date": "2013-11-20",
            "slug": f"changed-{who}",
            "kind": "staff",
            "order": "1",
        }
        response = change(at_desk(_user(who)), url, data)
        row = rows[name]
        row.refresh_from_db()
        changed = getattr(row, field) == f"Changed {who}"
        assert (response.status_code == 302, changed) == (who in allowed, who in allowed), who


def test_a_journalist_changes_own_stories_until_they_are_approved() -> None:
    writer, other = make_user(Role.JOURNALIST), make_user(Role.JOURNALIST)
    editor = make_user()
    signed = make_contributor("Other", user=other)
    foreign, shared = make_story(writer), make_story(writer, bylines=[signed])
    live = publish_story(make_story(other), editor)
    for story, may in ((foreign, False), (shared, True), (live, False)):
        form = opened(at_desk(editor), story) | {"headline": "By the other"}
        response = at_desk(other).post(address(story), form)
        story.refresh_from_db()
        assert (response.status_code == 302) == may
        assert (story.headline == "By the other") == may


def test_who_may_only_read_sees_the_story_as_text() -> None:
    story = make_story(body="<p>Read me.</p>", places=[make_place()], tags=["Syria"])
    page = text_of(at_desk(make_user(Role.MODERATOR)).get(address(story)))
    assert "<p>Read me.</p>" in page
    assert "BEIRUT:" in page
    assert 'name="headline"' not in page
    assert "_save" not in page


def test_an_account_without_a_role_is_told_what_to_do() -> None:
    page = text_of(at_desk(make_user(None)).get("/desk/"))
    assert "Your account has no role yet" in page
    assert "chief editor" in page


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.JOURNALIST, "mine"),
        (Role.EDITOR, "waiting"),
        (Role.CHIEF, "waiting"),
    ],
)
def test_everybody_lands_on_their_own_work(role: Role, first: str) -> None:
    page = text_of(at_desk(make_user(role)).get("/desk/"))
    panels = re.findall(r'class="panel panel-(\w+)"', page)
    stories = [panel for panel in panels if panel in {"mine", "waiting", "approved", "changed"}]
    assert stories[0] == first


def test_every_change_needs_its_token() -> None:
    editor = make_user()
    story = make_story(editor)
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    for url in (
        address(story),
        ADD,
        f"{LIST}{story.pk}/step/submit/",
        "/desk/language/",
        "/desk/logout/",
    ):
        assert client.post(url, {"_verb": "submit", "seen": "1"}).status_code == 403
    story.refresh_from_db()
    assert story.editorial == "draft"


def test_the_version_of_a_wording_counts_up_and_old_ones_stay() -> None:
    client = at_desk(make_user(Role.CHIEF))
    for text in ("First words.", "Second words."):
        data = {"language": "ar", "kind": "invitation", "text": text, "version": "77"}
        assert client.post("/desk/articles/wording/add/", data).status_code == 302
    rows = Wording.objects.filter(language="ar", kind="invitation").order_by("version")
    first, second = list(rows)[-2:]
    assert (first.text, second.text) == ("First words.", "Second words.")
    assert second.version == first.version + 1
    url = f"/desk/articles/wording/{first.pk}/change/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"text": "Forged"}).status_code == 403


def test_a_contributors_account_is_not_for_journalists_to_set() -> None:
    writer, victim = make_user(Role.JOURNALIST), make_user(Role.EDITOR)
    data = {"name": "Myself", "slug": "", "kind": "staff", "user": str(victim.pk)}
    at_desk(writer).post("/desk/articles/contributor/add/", data)
    assert Contributor.objects.get(name="Myself").user is None


def test_addresses_that_are_taken_or_reserved_are_refused_in_words() -> None:
    client = at_desk(make_user(Role.CHIEF))
    taken = make_section("Business")
    for slug, words in ((taken.slug, "already exists"), ("desk", "address of the site itself")):
        data = {"name": f"New {slug}", "slug": slug, "order": "1"}
        response = client.post("/desk/articles/section/add/", data)
        assert response.status_code == 400
        assert words in text_of(response)


def test_an_empty_address_is_made_from_the_name_and_never_collides() -> None:
    client = at_desk(make_user())
    for _ in range(2):
        client.post("/desk/articles/place/add/", {"name": "Tripoli", "slug": ""})
    client.post("/desk/articles/place/add/", {"name": "طرابلس", "slug": ""})
    assert sorted(Place.objects.values_list("slug", flat=True)) == [
        "place",
        "tripoli",
        "tripoli-2",
    ]
