"""Links are asked without becoming a way into the house: only public addresses, bounded in all."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from articles import link_check, links
from articles.clock import database_now
from articles.link_check import Answer, Rules, check, is_public
from articles.models import CheckedLink
from articles.tasks import try_link, try_links

Talk = Callable[[socket.socket, str], None]


@contextmanager
def server(talk: Talk) -> Iterator[tuple[int, list[str]]]:
    """A server of this machine whose side of each connection is ``talk``; what it was asked."""
    heard: list[str] = []
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                asked = connection.recv(8192).decode("latin-1")
                heard.append(asked)
                try:
                    talk(connection, asked)
                except OSError:
                    continue

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listener.getsockname()[1], heard
    finally:
        listener.close()


def says(*heads: str) -> Talk:
    """Answer with these heads, one for each request, the last one ever after."""
    left = list(heads)

    def talk(connection: socket.socket, asked: str) -> None:
        head = left.pop(0) if len(left) > 1 else left[0]
        connection.sendall(f"HTTP/1.1 {head}\r\n\r\n".encode())

    return talk


def rules(**changes: Any) -> Rules:
    """As in the product, but names lead here and this machine counts as public."""
    here: dict[str, Any] = {
        "resolve": lambda host, port: ["127.0.0.1"],
        "may_reach": lambda address: True,
        "ports": None,
        "seconds": 2.0,
    }
    return Rules(**{**here, **changes})


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 127.8.8.8 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1
    169.254.169.254 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 240.0.0.1
    255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::127.0.0.1
    fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1 2001:db8::1 64:ff9b::7f00:1
    64:ff9b::a9fe:a9fe 64:ff9b:1::1 2002:7f00:1:: 2001:0:53aa:64c:0:0:80ff:fffe 100::1""".split(),
)
def test_no_private_address_counts_as_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", "93.184.215.14 8.8.8.8 2606:2800:21f::1 ::ffff:8.8.8.8 64:ff9b::808:808".split()
)
def test_the_public_internet_does(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://127.0.0.1/", "private"),
        ("http://localhost/", "private"),
        ("http://2130706433/", "private"),
        ("http://0x7f.1/", "private"),
        ("http://0177.0.0.1/", "private"),
        ("http://[::1]/", "private"),
        ("http://[::ffff:169.254.169.254]/latest/meta-data/", "private"),
        ("http://169.254.169.254/latest/meta-data/", "private"),
        ("http://127.0.0.1:5432/", "private"),
        ("http://example.org:22/", "private"),
        ("http://user:secret@example.org/", "address"),
        ("file:///etc/passwd", "address"),
        ("gopher://example.org/", "address"),
        ("http:///path", "address"),
        ("http://example.org:99999/", "address"),
        ("http://exa mple.org/", "address"),
        ("http://[::1", "address"),
        ("http://a..b/", "address"),
    ],
)
def test_what_is_private_or_no_address_is_never_connected_to(
    url: str, fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(*args: object, **kwargs: object) -> None:
        raise AssertionError("connected")

    monkeypatch.setattr(socket, "create_connection", connect)
    assert check(url) == Answer(fault=fault)


def test_one_private_address_among_public_ones_is_one_too_many() -> None:
    with server(says("200 OK")) as (port, heard):
        mixed = rules(
            resolve=lambda host, at: ["127.0.0.1", "10.0.0.1"],
            may_reach=lambda address: address == "127.0.0.1",
        )
        assert check(f"http://paper.example:{port}/", mixed) == Answer(fault="private")
    assert heard == []


def test_a_name_that_changes_its_mind_is_resolved_once() -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    with server(says("200 OK")) as (port, _heard):
        wary = rules(resolve=resolve, may_reach=lambda address: address == "127.0.0.1")
        assert check(f"http://rebound.example:{port}/", wary) == Answer(status=200)
    assert asked == ["rebound.example"]


def test_a_redirect_into_the_house_is_not_followed() -> None:
    inside = "302 Found\r\nLocation: http://inside.example/latest/meta-data/"
    with server(says(inside)) as (port, heard):
        wary = rules(
            resolve=lambda host, at: ["10.0.0.1" if host == "inside.example" else "127.0.0.1"],
            may_reach=lambda address: address == "127.0.0.1",
        )
        assert check(f"http://outside.example:{port}/", wary) == Answer(fault="private")
        file = says("302 Found\r\nLocation: file:///etc/passwd")
        with server(file) as (other, _):
            assert check(f"http://outside.example:{other}/", wary) == Answer(fault="address")
    assert len(heard) == 1


def test_redirects_are_followed_and_circles_are_not() -> None:
    with server(says("301 Moved\r\nLocation: /new?q=قارة", "200 OK")) as (port, heard):
        assert check(f"http://paper.example:{port}/old", rules()) == Answer(status=200)
    assert heard[1].startswith("HEAD /new?q=%D9%82%D8%A7%D8%B1%D8%A9 HTTP/1.1\r\n")
    with server(says("302 Found\r\nLocation: /round")) as (port, heard):
        assert check(f"http://paper.example:{port}/", rules()) == Answer(fault="redirects")
    assert len(heard) == link_check.MOST_REDIRECTS + 1


def test_a_server_that_knows_only_get_is_asked_by_get() -> None:
    with server(says("405 No", "200 OK")) as (port, heard):
        assert check(f"http://paper.example:{port}/a b", rules()) == Answer(status=200)
    assert [one.split(" HTTP")[0] for one in heard] == ["HEAD /a%20b", "GET /a%20b"]
    assert f"Host: paper.example:{port}\r\n" in heard[0]
    with server(says("404 Not Found")) as (port, _heard):
        assert check(f"http://paper.example:{port}/", rules()) == Answer(status=404)
    with server(says("103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK")) as (port, _heard):
        assert check(f"http://paper.example:{port}/", rules()) == Answer(status=200)


def drip(connection: socket.socket, asked: str) -> None:
    for _ in range(60):
        connection.sendall(b"HTTP/1.1 ")
        time.sleep(0.1)


def flood(connection: socket.socket, asked: str) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 4 * link_check.MOST_BYTES)


def nothing(connection: socket.socket, asked: str) -> None:
    time.sleep(3)


@pytest.mark.parametrize(
    ("talk", "fault"),
    [
        (nothing, "time"),
        (drip, "time"),
        (flood, "nonsense"),
        (lambda connection, asked: None, "nonsense"),
        (lambda connection, asked: connection.sendall(b"SSH-2.0-x\r\n\r\n"), "nonsense"),
    ],
)
def test_a_server_cannot_hold_up_the_worker(talk: Talk, fault: str) -> None:
    begun = time.monotonic()
    with server(talk) as (port, _heard):
        url = f"http://paper.example:{port}/"
        assert check(url, rules(seconds=0.6)) == Answer(fault=fault)
    assert time.monotonic() - begun < 1.5


def test_names_and_servers_that_are_not_there() -> None:
    assert check("http://gone.example/", rules(resolve=lambda h, p: [])) == Answer(fault="name")

    def think(host: str, port: int) -> list[str]:
        time.sleep(2)
        return []

    slow = rules(resolve=think, seconds=0.3)
    assert check("http://slow.example/", slow) == Answer(fault="time")
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert check(f"http://down.example:{port}/", rules()) == Answer(fault="connection")
    with server(says("400 plain")) as (port, _heard):
        assert check(f"https://plain.example:{port}/", rules()) == Answer(fault="certificate")


BODY = (
    '<p><a href="https://one.example/a?b=1&amp;c=2">one</a> <a href="https://one.example/a?b=1&amp;'
    'c=2">again</a> <a href="/middle-east/">own</a> <a href="mailto:a@b.example">mail</a> '
    '<a href="http://two.example/">two</a></p>'
)


def test_the_links_of_a_text_are_those_that_lead_elsewhere(settings: Any) -> None:
    settings.SITE_URL = "https://ledger.example"
    own = '<a href="https://ledger.example/x/">own</a>'
    assert links.links_in(BODY + own) == ["https://one.example/a?b=1&c=2", "http://two.example/"]
    many = "".join(f'<a href="https://n{number}.example/">n</a>' for number in range(90))
    assert len(links.links_in(many)) == links.MOST_LINKS


@pytest.mark.django_db
def test_links_are_asked_once_in_a_while_and_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"https://one.example/a?b=1&c=2": Answer(status=200)}
    asked: list[str] = []

    def answer(url: str) -> Answer:
        asked.append(url)
        return answers.get(url, Answer(status=404))

    monkeypatch.setattr(links, "check", answer)
    assert try_links(BODY) == 2
    assert DBTaskResult.objects.count() == 2
    known = links.answers_for(links.links_in(BODY))
    assert [one.fails for one in known] == [None, None]
    for url in links.links_in(BODY):
        try_link.call(url=url)
        try_link.call(url=url)  # a second story has the same link
    assert len(asked) == 2
    known = links.answers_for(links.links_in(BODY))
    assert [(one.fails, one.words) for one in known] == [
        (False, ""),
        (True, "there is no such page (404)"),
    ]
    assert try_links(BODY) == 0
    assert try_links(BODY, again=True) == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "fails", "words"),
    [
        (Answer(status=204), False, ""),
        (Answer(status=403), False, "does not let programs look; open it yourself (403)"),
        (Answer(status=410), True, "the page is gone for good (410)"),
        (Answer(status=502), True, "its server is in trouble (502)"),
        (Answer(fault="private"), True, "leads to a private network"),
        (Answer(fault="name"), True, "no server has this name"),
    ],
)
def test_what_a_link_answered_is_told_in_words(
    answer: Answer, fails: bool, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "check", lambda url: answer)
    links.ask("https://one.example/")
    (known,) = links.answers_for(["https://one.example/"])
    assert (known.fails, known.words) == (fails, words)


@pytest.mark.django_db
def test_old_answers_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "check", lambda url: Answer(status=200))
    for url in ("https://old.example/", "https://new.example/"):
        links.ask(url)
    old = CheckedLink.objects.filter(url="https://old.example/")
    old.update(checked_at=database_now() - links.KEPT - timedelta(hours=1))
    assert links.forget_old_answers() == 1
    assert CheckedLink.objects.get().url == "https://new.example/"
