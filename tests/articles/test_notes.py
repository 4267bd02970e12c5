"""Notes between colleagues: a conversation that never touches the story or leaves the desk."""

from __future__ import annotations

import smtplib
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.test import Client

from articles import notes, verbs
from articles.mentions import handles, marked
from articles.models import Article, Mention, Note
from articles.tasks import tell_mentioned
from articles.verbs import record_revision
from staff.delivery import Undeliverable
from staff.models import User
from staff.roles import Role
from tests.articles.desk import LIST, address, at_desk, opened, text_of
from tests.articles.factories import change_story, make_story, make_user, publish_story

pytestmark = pytest.mark.django_db
PART = {"X-Part": "conversation"}


def page_of(story: Article) -> str:
    return f"{LIST}{story.pk}/notes/"


def note(client: Client, story: Article, text: str, /, **more: object) -> Any:
    data = {"text": text, "key": str(uuid4()), **{name: str(value) for name, value in more.items()}}
    return client.post(page_of(story), data)


def colleague(name: str, role: Role = Role.EDITOR, language: str = "en") -> User:
    user = make_user(role, name=name.title(), language=language)
    user.username, user.email = name, f"{name}@ledger.example"
    user.save()
    return user


def told(user: User) -> int:
    return Mention.objects.filter(user=user, seen_at=None).count()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@rana, please look. @rana!", ["rana"]),
        ("(@salim.aoun) and @editors.", ["salim.aoun", "editors"]),
        ("write to rana@ledger.example", []),
        ("راجعها يا @rana، ثم @المحررين", ["rana", "المحررين"]),
        ("@ @. nobody", []),
        (" ".join(f"@n{number}" for number in range(50)), [f"n{number}" for number in range(20)]),
    ],
)
def test_a_note_calls_those_whose_names_it_has(text: str, expected: list[str]) -> None:
    assert handles(text) == expected


def test_a_note_is_shown_as_text() -> None:
    shown = marked("<b>@rana</b>\n& more")
    assert shown == '&lt;b&gt;<bdi class="called">@rana</bdi>&lt;/b&gt;<br>&amp; more'


def test_a_note_does_not_touch_the_story_or_make_a_form_stale() -> None:
    writer, editor = make_user(Role.JOURNALIST), make_user()
    story = make_story(writer)
    before = Article.objects.filter(pk=story.pk).values().get()
    client = at_desk(writer)
    form = opened(client, story) | {"headline": "A better headline"}
    assert note(at_desk(editor), story, "Who says so?", field="body").status_code == 302
    assert Article.objects.filter(pk=story.pk).values().get() == before
    assert client.post(address(story), form).status_code == 302
    story.refresh_from_db()
    assert story.headline == "A better headline"


def test_a_note_speaks_of_the_revision_that_its_writer_read() -> None:
    editor = make_user()
    story = change_story(make_story(editor), headline="Second")
    client = at_desk(editor)
    note(client, story, "About the first.", revision=1)
    note(client, story, "About the newest.", revision=99)
    assert list(Note.objects.values_list("revision__number", flat=True)) == [1, 2]
    page = text_of(client.get(page_of(story)))
    assert "on revision 1<" in page
    assert f"{LIST}{story.pk}/compare/?new=1" in page


def test_whoever_is_called_finds_it_on_the_first_page_until_it_is_dealt_with() -> None:
    writer, rana, salim = make_user(Role.JOURNALIST), colleague("rana"), colleague("salim")
    story = make_story(writer, headline="The called story")
    note(at_desk(writer), story, "@rana and @salim: a second source?")
    assert (told(rana), told(salim), told(writer)) == (1, 1, 0)
    first_page = text_of(at_desk(rana).get("/desk/"))
    assert 'class="panel panel-mentions"' in first_page
    assert "a second source?" in first_page
    begun = Note.objects.get()
    seen = at_desk(rana).post(f"{page_of(story)}{begun.pk}/seen/", {"next": "desk"})
    assert seen["Location"] == "/desk/"
    assert (told(rana), told(salim)) == (0, 1)
    assert 'class="panel panel-mentions"' not in text_of(at_desk(rana).get("/desk/"))
    at_desk(rana).post(f"{page_of(story)}{begun.pk}/resolve/")
    assert told(salim) == 0


def test_an_answer_deals_with_the_call_and_goes_to_its_conversation() -> None:
    writer, rana = colleague("nour", Role.JOURNALIST), colleague("rana")
    story = make_story(writer)
    note(at_desk(writer), story, "@rana, is it true?")
    begun = Note.objects.get()
    note(at_desk(rana), story, "It is, @nour.", answer_to=begun.pk)
    note(at_desk(writer), story, "Thanks.", answer_to=Note.objects.latest("pk").pk)
    assert list(Note.objects.exclude(pk=begun.pk).values_list("answer_to", flat=True)) == [
        begun.pk,
        begun.pk,
    ]
    assert (told(rana), told(writer)) == (0, 0)


def test_groups_and_the_line_for_names_call_too_and_unknown_names_are_said() -> None:
    chief = make_user(Role.CHIEF)
    editors = [make_user(Role.EDITOR) for _ in range(2)]
    make_user(Role.EDITOR, is_staff=False)
    story, reporter = make_story(chief), colleague("reem", Role.JOURNALIST)
    client = at_desk(chief)
    answer = client.post(
        page_of(story),
        {"text": "Look, @nobody.here", "tell": "reem, @editors", "key": str(uuid4())},
        headers=PART,
    )
    assert {one.user for one in Mention.objects.all()} == {*editors, reporter}
    assert "Nobody at the desk is called @nobody.here." in text_of(answer)


def test_a_note_sent_twice_is_one_note_and_calls_once() -> None:
    writer, rana = make_user(), colleague("rana")
    story, key = make_story(writer), str(uuid4())
    for _ in range(2):
        assert note(at_desk(writer), story, "@rana?", key=key).status_code == 302
    assert (Note.objects.count(), told(rana)) == (1, 1)


def test_one_letter_for_a_mention_in_its_readers_language(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    writer = make_user(Role.JOURNALIST, name="Rana Khoury")
    colleague("layla", language="ar")
    story = make_story(writer, headline="Secret harvest", body="<p>Body that stays here.</p>")
    note(at_desk(writer), story, "@layla <please> read")
    mention = Mention.objects.get()
    for _ in range(3):  # as a queue does that lost its worker
        tell_mentioned.call(mention=mention.pk)
    (letter,) = mail.outbox
    assert isinstance(letter, EmailMultiAlternatives)
    html = str(letter.alternatives[0][0])
    assert letter.to == ["layla@ledger.example"]
    assert letter.extra_headers["Message-ID"].startswith(f"<mention-{mention.pk}@")
    assert 'dir="rtl"' in html
    assert "&lt;please&gt;" in html
    for text in (str(letter.body), html):
        assert "Secret harvest" in text
        assert f"/desk/articles/article/{story.pk}/notes/#note-{mention.note_id}" in text
        assert "Body that stays here" not in text


def test_a_letter_that_fails_is_tried_again_and_one_nobody_takes_is_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    writer, _rana = make_user(), colleague("rana")
    note(at_desk(writer), make_story(writer), "@rana?")
    mention = Mention.objects.get()

    def refuse(code: int) -> None:
        refused = smtplib.SMTPRecipientsRefused({"rana@ledger.example": (code, b"no")})

        def send(*args: object, **kwargs: object) -> None:
            raise refused

        monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", send)

    refuse(450)
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        tell_mentioned.call(mention=mention.pk)
    refuse(550)
    with pytest.raises(Undeliverable):
        tell_mentioned.call(mention=mention.pk)
    mention.refresh_from_db()
    assert mention.mailed_at is None


def test_resolved_conversations_step_aside_and_open_again() -> None:
    editor = make_user(name="Salim Aoun")
    story, client = make_story(editor), at_desk(editor)
    note(client, story, "Is the toll right?")
    begun = Note.objects.get()
    client.post(f"{page_of(story)}{begun.pk}/resolve/")
    page = text_of(client.get(page_of(story)))
    assert "1 resolved conversation" in page
    assert "Salim Aoun" in page[page.index("Resolved by") :]
    client.post(f"{page_of(story)}{begun.pk}/reopen/")
    begun.refresh_from_db()
    assert begun.resolved_at is None
    notes.resolve(begun, by=editor)
    note(client, story, "No, it was not.", answer_to=begun.pk)
    begun.refresh_from_db()
    assert begun.resolved_at is None


def test_what_is_noted_stays_noted() -> None:
    editor = make_user()
    note(at_desk(editor), make_story(editor), "Once said.")
    row = Note.objects.get()
    for act in (lambda: Note.objects.update(text="Never said."), row.delete):
        with (
            pytest.raises(IntegrityError, match=r"append-only|never rewritten"),
            transaction.atomic(),
        ):
            act()


def test_a_sent_back_story_shows_its_note_in_the_conversation() -> None:
    writer, editor = make_user(Role.JOURNALIST), make_user()
    story = make_story(writer)
    verbs.submit(story, by=writer)
    verbs.send_back(story, by=editor, note="A second source, please.")
    for url in (page_of(story), address(story)):
        page = text_of(at_desk(writer).get(url))
        assert "A second source, please." in page[page.index('class="threads"') :]


def test_an_empty_or_foreign_note_is_refused_and_loses_nothing() -> None:
    editor = make_user()
    story, other, client = make_story(editor), make_story(editor), at_desk(editor)
    note(client, other, "Elsewhere.")
    foreign = Note.objects.get()
    assert note(client, story, " ").status_code == 400
    long = note(client, story, "x" * 2001)
    assert long.status_code == 400
    assert "x" * 2001 in text_of(long)
    assert note(client, story, "Wrong place.", answer_to=foreign.pk).status_code == 404
    assert client.post(f"{page_of(story)}{foreign.pk}/resolve/").status_code == 404
    assert client.get(f"{page_of(other)}{foreign.pk}/resolve/").status_code == 405
    assert client.post(f"{page_of(other)}{foreign.pk}/erase/").status_code == 404
    assert Note.objects.count() == 1


def test_the_script_gets_the_conversation_alone() -> None:
    editor = make_user()
    story, client = make_story(editor), at_desk(editor)
    part = text_of(client.get(page_of(story), headers=PART))
    assert "<html" not in part
    assert 'name="text"' in part
    wrong = client.post(page_of(story), {"text": "", "key": str(uuid4())}, headers=PART)
    assert wrong.status_code == 400
    assert "The note is empty." in text_of(wrong)


def test_readers_never_see_a_note(client: Client) -> None:
    editor, secret = make_user(), "sotto-voce-4711"
    story = publish_story(make_story(editor, headline="Public", tags=["Syria"]), editor)
    note(at_desk(editor), story, f"{secret} @editors")
    record_revision(story, by=editor)
    verbs.withdraw(publish_story(make_story(editor)), by=editor, note="why")
    paths = ["/", "/ar/", "/middle-east/", "/search/?q=sotto", "/feed.rss", "/feed.json"]
    paths += ["/topics/syria/", "/sitemap.xml", f"/comments/{story.pk}/"]
    paths += [f"/middle-east/2013/nov-20/{story.pk}-public/"]
    for path in paths:
        response = client.get(path, follow=True)
        assert secret not in text_of(response)


@pytest.mark.parametrize("role", [*Role, None])
def test_who_may_read_a_story_may_note_and_nobody_else(role: Role | None) -> None:
    story = make_story()
    client = at_desk(make_user(role))
    allowed = role is not None
    assert client.get(page_of(story)).status_code == (200 if allowed else 403)
    assert note(client, story, "Mine.").status_code == (302 if allowed else 403)
    assert Note.objects.count() == allowed
    assert Client().post(page_of(story), {"text": "x"}).status_code == 403
    assert Client(enforce_csrf_checks=True).post(page_of(story)).status_code == 403
