"""Loads of the demonstration newspaper that cannot get to their end leave nothing behind."""

from __future__ import annotations

import signal
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.demo import album, load, manuscripts, people, workday
from articles.demo.manuscripts import Misprint
from articles.models import Article, Photo
from articles.photography import Copy, Developed
from articles.workflow import Refused
from staff.models import User

PASSWORD = "cedars-of-the-demo"
STORY = """
language = "en"
section = "lebanon"
headline = "A story"
state = "draft"
body = '''
<p>Text.</p>
'''
"""


@pytest.fixture
def quick_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the test the developing; every file still gets a copy of its own in the storage."""

    def develop_all(prints: list[manuscripts.Print], tell: object) -> dict[Path, Developed]:
        return {
            one.path: Developed(
                1800, 1200, [Copy(f"{one.path.stem}.webp", 1800, 1200, b"copy")], []
            )
            for one in prints
        }

    monkeypatch.setattr(album, "develop_all", develop_all)


def files() -> set[Path]:
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


@pytest.fixture
def empty(db: None, monkeypatch: pytest.MonkeyPatch, quick_pictures: None) -> None:
    """A database without stories, and a password."""
    monkeypatch.setenv("DEMO_PASSWORD", PASSWORD)


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("failure", [Refused("Not like this."), OSError("disk full")])
def test_half_way_leaves_nothing_not_even_files(
    monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    before = (User.objects.count(), Photo.objects.count(), files())
    taken = 0

    def stumble(*args: object, **kwargs: object) -> None:
        nonlocal taken
        taken += 1
        if taken == 20:
            raise failure

    monkeypatch.setattr(load, "take_through", stumble)
    with pytest.raises(CommandError, match=f"^Nothing was loaded.*{failure}$"):
        call_command("load_demo", stdout=StringIO())
    assert taken == 20
    assert (User.objects.count(), Photo.objects.count(), files()) == before
    assert not Article.objects.exists()


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize(
    "sign, ends", [(signal.SIGINT, KeyboardInterrupt), (signal.SIGTERM, SystemExit)]
)
def test_a_signal_removes_the_files_too(
    monkeypatch: pytest.MonkeyPatch, sign: signal.Signals, ends: type[BaseException]
) -> None:
    before = files()
    monkeypatch.setattr(load, "take_through", lambda *args, **kwargs: signal.raise_signal(sign))
    # A worker of the test run ignores SIGINT; a command in a terminal does not.
    heard = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(ends):
            call_command("load_demo", stdout=StringIO())
    finally:
        signal.signal(signal.SIGINT, heard)
    assert files() == before
    assert not Article.objects.exists()


@pytest.mark.usefixtures("empty")
def test_without_a_password_there_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DEMO_PASSWORD")
    with pytest.raises(CommandError, match=r"^DEMO_PASSWORD is not set"):
        call_command("load_demo", stdout=StringIO())


@pytest.mark.usefixtures("empty")
def test_an_account_that_is_there_already_is_left_alone() -> None:
    User.objects.create_user("editor", password="her-own-password", name="Somebody")
    staff = people.hire(PASSWORD)
    assert staff.editor.name == "Somebody"
    assert staff.editor.check_password("her-own-password")
    assert "editor" not in staff.made


@pytest.mark.parametrize(
    "change, says",
    [
        ('section = "lebanon"', ""),
        ('section = "sport"', "there is no section “sport”"),
        ('state = "lost"', "“lost” is not a state"),
        ('state = "live"', "needs “published”"),
        ('headline = "', "Illegal character|Unterminated|Invalid"),
        ('colour = "red"', "“colour” means nothing here"),
        ('bylines = [{ who = "nobody" }]', "there is no contributor “nobody”"),
        ('pictures = [{ picture = "none" }]', "there is no picture “none”"),
        ('translation_of = "elsewhere"', "there is no story “elsewhere”"),
    ],
)
def test_a_misprint_names_the_file_and_the_fault(tmp_path: Path, change: str, says: str) -> None:
    key = change.split(" ")[0]
    kept = [line for line in STORY.splitlines() if not line.startswith(f"{key} =")]
    (tmp_path / "stories").mkdir()
    file = tmp_path / "stories" / "a-story.toml"
    file.write_text("\n".join([change, *kept]) + "\n", encoding="utf-8")

    def read() -> None:
        manuscripts.check_references(
            manuscripts.read_desk(), manuscripts.read_manuscripts(tmp_path)
        )

    if not says:
        read()
        return
    with pytest.raises(Misprint, match=rf"^a-story\.toml.*(?:{says})"):
        read()


def test_a_picture_that_is_none_is_a_misprint(tmp_path: Path) -> None:
    class Wrong(manuscripts.Print):
        @property
        def path(self) -> Path:
            return tmp_path / "page.jpg"

    (tmp_path / "page.jpg").write_text("<html>")
    with pytest.raises(Misprint, match=r"^page\.jpg: "):
        album.develop_all([Wrong("page", "c", "a", "cr")], lambda done, of: None)


def test_a_scheduled_story_goes_live_in_the_morning_newspaper_time() -> None:
    hour = timezone.localtime(workday._press_hour(2))
    assert hour > timezone.now()
    assert (hour.hour, hour.minute) == (workday.PRESS_HOUR, 0)
