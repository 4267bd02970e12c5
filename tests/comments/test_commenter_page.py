"""A commenter at the desk: record, linked accounts, buttons, and what it costs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from articles.models.story import Story
from comments import verbs
from comments.admin.linked import linked_to
from comments.models import BanSweep, Comment, SitePolicy, StandingDecision
from comments.repute import repute_of
from comments.standing import Standing
from comments.verbs import Author, Draft
from readers.models import Reader
from staff.models import User
from staff.roles import Role
from tests.articles.factories import make_user
from tests.comments.test_desk import at_desk
from tests.comments.tools import counted_queries, make_reader, write

pytestmark = pytest.mark.django_db
QUEUE = "/desk/comments/comment/"


def page_of(reader: Reader) -> str:
    return f"{QUEUE}reader/{reader.pk}/"


def press(client: Client, reader: Reader, verb: str, **fields: object) -> tuple[int, str]:
    """Press a button on a reader's page; what came back, after a redirect."""
    form = {"verb": verb, "seen": repute_of(reader).latest, **fields}
    response = client.post(f"{page_of(reader)}decide/", form, follow=True)
    return response.status_code, response.content.decode()


def write_from(story: Story, reader: Reader, network: str, body: str) -> Comment:
    return verbs.submit(
        Draft(body=body, raw=body),
        story_id=story.pk,
        language="en",
        author=Author(reader.name, reader.email, reader, network),
        on_awaiting=lambda comment: None,
    ).comment


def test_the_page_tells_record_standing_history_links_and_comments(
    story: Story, open_site: SitePolicy, moderator: User
) -> None:
    reader = make_reader("<b>Dana</b>", "dana@example.org")
    alike, near = make_reader("Alike", "d.a.n.a+9@example.org"), make_reader("Near by")
    far = make_reader("Far off")
    first = write_from(story, reader, "cafe", "The first remark.")
    write_from(story, near, "cafe", "From the next table.")
    write_from(story, far, "home", "From home.")
    write_from(story, make_reader("Unknown"), "", "From nowhere.")
    write_from(story, reader, "", "Without a network.")
    verbs.reject(first, by=moderator, reason="off_topic")
    verbs.ban(alike, by=moderator, reason="hate")
    verbs.mute(
        reader, by=moderator, until=timezone.now() + timedelta(days=2), reason="hate", note="<i>"
    )
    page = at_desk(moderator).get(page_of(reader)).content.decode()
    for words in (
        "&lt;b&gt;Dana&lt;/b&gt;",
        "muted until",
        "dana@example.org",
        "The first remark.",
        "Alike",
        "Near by",
        "alike address",
        "same network",
        "&lt;i&gt;",
        "banned</b>",
        "It denigrates people",
    ):
        assert words in page
    linked = page[page.index('id="linked"') : page.index('id="history"')]
    for words in ("Far off", "Unknown", "Dana"):
        assert words not in linked
    assert "<b>Dana" not in page
    assert "<i>" not in page
    found = {
        one.name: (one.by_address, one.by_network) for one in linked_to([reader.pk])[reader.pk]
    }
    assert found == {"Alike": (True, False), "Near by": (False, True)}
    Comment.objects.update(network="")
    assert [one.name for one in linked_to([reader.pk])[reader.pk]] == ["Alike"]


def test_an_empty_and_an_erased_page_stand(moderator: User, reader: Reader) -> None:
    client = at_desk(moderator)
    page = client.get(page_of(reader)).content.decode()
    for words in ("has written nothing", "No other account", "Nothing yet.", "Ban the reader"):
        assert words in page
    Reader.objects.filter(pk=reader.pk).update(
        email="", email_key="", name="", erased_at=timezone.now()
    )
    page = client.get(page_of(reader)).content.decode()
    assert "Ban the reader" not in page
    assert "erased" in page
    assert client.get(f"{QUEUE}reader/999999/").status_code == 404


@pytest.mark.parametrize(
    ("role", "sees", "mutes", "bans", "address"),
    [
        (None, 403, 403, 403, False),
        (Role.JOURNALIST, 403, 403, 403, False),
        (Role.EDITOR, 200, 200, 403, False),
        (Role.MODERATOR, 200, 200, 200, True),
        (Role.CHIEF, 200, 200, 200, True),
    ],
)
def test_who_sees_what_and_may_do_what(
    reader: Reader, role: Role | None, sees: int, mutes: int, bans: int, address: bool
) -> None:
    client = at_desk(make_user(role))
    shown = client.get(page_of(reader))
    assert shown.status_code == sees
    page = shown.content.decode()
    assert (reader.email in page) is address
    assert ("Mute the reader" in page) is (mutes == 200)
    assert ("Ban the reader" in page) is (bans == 200)
    assert press(client, reader, "mute", days="3", reason="hate")[0] == mutes
    assert press(client, reader, "ban", reason="hate")[0] == bans
    assert press(client, reader, "trust")[0] == (409 if bans == 200 else 403)
    assert press(client, reader, "nonsense")[0] == 403
    assert StandingDecision.objects.count() == (mutes == 200) + (bans == 200)


def test_what_is_refused_keeps_what_was_typed(reader: Reader, moderator: User) -> None:
    client = at_desk(moderator)
    status, page = press(client, reader, "ban", note="A long explanation.")
    assert (status, "Choose a reason" in page) == (409, True)
    assert "A long explanation." in page
    assert press(client, reader, "mute", days="9999", reason="hate")[0] == 409
    rana = make_user(Role.MODERATOR, name="Rana Haddad")
    seen = repute_of(reader).latest
    verbs.mute(reader, by=rana, until=timezone.now() + timedelta(days=1), reason="hate")
    status, page = press(client, reader, "ban", reason="hate", note="Kept words.", seen=seen)
    assert (status, "Rana Haddad has decided" in page, "Kept words." in page) == (409, True, True)
    assert press(client, reader, "ban", reason="hate", seen="x")[0] == 409
    assert repute_of(reader).at(timezone.now()) == Standing.MUTED


def test_ban_with_sweep_and_its_undoing_at_the_desk(
    story: Story, reader: Reader, open_site: SitePolicy, moderator: User
) -> None:
    for _ in range(3):
        write(story.pk, reader)
    client = at_desk(moderator)
    page = client.get(page_of(reader)).content.decode()
    assert "3 published, 0 waiting" in page
    status, page = press(client, reader, "ban", reason="hate", note="Enough.", sweeps="1")
    assert status == 200
    assert "3 comments rejected" in page
    assert "is finished" in page
    assert set(Comment.objects.values_list("state", flat=True)) == {"rejected"}
    undo = f"{QUEUE}sweep/{BanSweep.objects.get().pk}/undo/"
    assert at_desk(make_user(Role.EDITOR)).post(undo).status_code == 403
    page = client.post(undo, follow=True).content.decode()
    assert "3 brought back" in page
    assert set(Comment.objects.values_list("state", flat=True)) == {"published"}
    assert "already" in client.post(undo, follow=True).content.decode()
    assert press(client, reader, "unban")[0] == 200
    assert repute_of(reader).at(timezone.now()) == Standing.KNOWN


def test_cards_in_the_queue_show_standing_and_links_at_a_fixed_cost(
    story: Story, moderator: User
) -> None:
    client = at_desk(moderator)
    client.get(QUEUE)
    counts = []
    for turn in range(2):
        for number in range(2 + 15 * turn):
            reader = make_reader(f"P{turn}-{number}", f"p.{turn}.{number}@example.org")
            write_from(story, reader, "cafe", f"Waiting {turn} {number}.")
        with counted_queries() as queries:
            page = client.get(QUEUE).content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert "May be the same person:" in page
    assert "standing-new" in page
    assert page.count("same network") <= 20 * 5
    with counted_queries() as few:
        client.get(page_of(reader))
    for number in range(30):
        write_from(story, reader, "cafe", f"More of the same {number}.")
    with counted_queries() as many:
        page = client.get(page_of(reader)).content.decode()
    assert len(few) == len(many)
    assert "?after=" in page
