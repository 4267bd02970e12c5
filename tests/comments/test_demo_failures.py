"""Demonstration threads that cannot be loaded leave no newspaper behind, and say what is wrong."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.demo import album
from articles.demo.manuscripts import Misprint
from articles.models import Article
from comments.demo import load, scripts
from comments.models import Comment, SitePolicy, Thread
from comments.workflow import Refused
from readers.models import Reader
from tests.comments.tools import undeveloped


@pytest.mark.django_db
@pytest.mark.parametrize("failure", [Refused("Not like this."), Misprint("a.toml: no.")])
def test_a_thread_that_fails_leaves_no_newspaper(
    monkeypatch: pytest.MonkeyPatch, failure: Exception
) -> None:
    monkeypatch.setenv("DEMO_PASSWORD", "cedars-of-the-demo")
    monkeypatch.setattr(album, "develop_all", undeveloped)

    def stumble(*args: object) -> None:
        raise failure

    monkeypatch.setattr(load, "give_opinions", stumble)
    with pytest.raises(CommandError, match=f"^Nothing was loaded. {failure}$"):
        call_command("load_demo", stdout=StringIO())
    for model in (Article, Comment, Reader, Thread, SitePolicy):
        assert not model._default_manager.exists()


@pytest.mark.parametrize(
    "change, says",
    [
        ('after = "10m"', ""),
        ('by = "nobody"', "there is no reader “nobody”"),
        ('to = "what"', "there is no comment “what”"),
        ('desk = "editor"', "who wrote it"),
        ('ago = "1h"', "not once when"),
        ('colour = "red"', "“colour” means nothing here"),
    ],
)
def test_a_misprint_names_the_file_and_the_fault(tmp_path: Path, change: str, says: str) -> None:
    lines = {"key": '"one"', "by": '"tarek"', "after": '"1h"', "text": '"Yes."'}
    name, value = change.split(" = ")
    lines[name] = value
    (tmp_path / "threads").mkdir()
    written = "\n".join(f"{key} = {one}" for key, one in lines.items())
    (tmp_path / "threads" / "soap.toml").write_text(f"[[comments]]\n{written}\n", encoding="utf-8")

    def read() -> None:
        scripts.check_people(scripts.read_people(), scripts.read_scripts(tmp_path))

    if not says:
        read()
        return
    with pytest.raises(Misprint, match=rf"^soap\.toml.*{says}"):
        read()


@pytest.mark.parametrize("wrong", ["", "soon", "1h 2m", "-3m", "5"])
def test_a_length_of_time_is_written_in_one_way(wrong: str) -> None:
    assert scripts.span("1d2h30m").total_seconds() == 95_400
    with pytest.raises(Misprint, match="no length of time"):
        scripts.span(wrong)
