"""A reader's text as HTML: everything is text, and nothing else gets in."""

from __future__ import annotations

import re
import time
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comments import characters, links, text

ALLOWED = {
    "p": {"dir"},
    "br": set(),
    "blockquote": set(),
    "a": {"href", "rel", "dir"},
}
EVIL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    '"><script>alert(1)</script>',
    "'-alert(1)-'",
    "</p><iframe srcdoc='<script>alert(1)</script>'>",
    "<a href=javascript:alert(1)>x</a>",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)//https://example.com",
    "data:text/html,<script>alert(1)</script>",
    'https://example.com/"onmouseover="alert(1)',
    "https://example.com/'onmouseover='alert(1)",
    "https://example.com/<script>alert(1)</script>",
    "https://example.com`onclick=alert(1)`",
    "http://javascript:alert(1)@example.com/",
    "https://user:pw@evil.example/",
    "https://good.example@evil.example/",
    "https://evil.example\\@good.example/",
    "www.example.com/&quot;onclick=alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)",
    "<!--<img src='--><img src=x onerror=alert(1)//'>",
    "<math><mtext></p><img src=x onerror=alert(1)>",
    "<style>@import 'http://evil.example'</style>",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    "{{ 7*7 }}{% debug %}",
    "> <b>quoted</b>",
    "https://example.com/\u202egpj.exe",
    "http://аpple.com/",
    "http://" + "a." * 500 + "com",
    "https://" + "(" * 900,
    "http://[::1]/",
    "http://127.0.0.1:99999/",
    "x" * 4000,
]


class Reader(HTMLParser):
    """Takes HTML apart as a browser would, and keeps what it found."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        assert {name for name, _value in attrs} <= ALLOWED[tag], attrs
        self.addresses += [value or "" for name, value in attrs if name == "href"]
        if tag != "br":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    assert not reader.open
    for address in reader.addresses:
        assert re.match(r"https?://[a-z0-9.-]+(:\d+)?([/?#]|$)", address, re.IGNORECASE), address
        assert not re.search(r"[\s\"'<>`]", address.replace("'", "")), address
    return reader


@pytest.mark.parametrize("evil", EVIL)
def test_nothing_active_comes_out(evil: str) -> None:
    for raw in (evil, f"> {evil}", f"Before {evil} after", f"{evil}\n\n{evil}\n{evil}"):
        read(text.render(raw))


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_any_text_makes_well_formed_harmless_html(raw: str) -> None:
    read(text.render(raw))
    assert text.clean(text.clean(raw)) == text.clean(raw)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.sampled_from([*"<>&\"'`=/ \n>:", "http://a.example", "www.", "\u202e", "\u0301"]))
)
def test_any_mixture_of_dangerous_pieces_is_harmless(pieces: list[str]) -> None:
    read(text.render("".join(pieces)))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*"a1م😀 \n", "\u0301", "\u1dc0", "\ufe0f", "\u200c", "\u200d"])))
def test_what_is_clean_is_not_cleaned_again(pieces: list[str]) -> None:
    cleaned = text.clean("".join(pieces))
    assert text.clean(cleaned) == cleaned
    assert "  " not in cleaned


def test_paragraphs_and_line_breaks_stay() -> None:
    assert text.render("One.\nTwo.\n\n\n\nThree.") == (
        '<p dir="auto">One.<br>Two.</p><p dir="auto">Three.</p>'
    )


def test_every_kind_of_line_end_is_one() -> None:
    assert text.render("a\r\nb\rc\u2028d") == '<p dir="auto">a<br>b<br>c<br>d</p>'


def test_quotations_nest_to_three_and_no_deeper() -> None:
    assert text.render("> a\n>> b\n\nc") == (
        '<blockquote><p dir="auto">a</p><blockquote><p dir="auto">b</p></blockquote></blockquote>'
        '<p dir="auto">c</p>'
    )
    assert text.render(">" * 500 + " deep").count("<blockquote>") == 3


def test_each_paragraph_finds_its_own_direction() -> None:
    assert text.render("Hello.\n\nمرحبا.").count('<p dir="auto">') == 2


@pytest.mark.parametrize(
    ("raw", "address", "shown"),
    [
        ("https://example.com/a?b=1&c=2", "https://example.com/a?b=1&amp;c=2", "example.com/a?b=1"),
        ("(see www.example.com/a_(b)).", "http://www.example.com/a_(b)", "www.example.com/a_(b)"),
        ("http://example.com/خبر،", "http://example.com/%D8%AE%D8%A8%D8%B1", "example.com/خبر"),
        ("HTTPS://EXAMPLE.com", "HTTPS://EXAMPLE.com", "EXAMPLE.com"),
        ("http://example.com:8080/.", "http://example.com:8080/", "example.com:8080"),
    ],
)
def test_web_addresses_become_links(raw: str, address: str, shown: str) -> None:
    markup = text.render(raw)
    assert f'<a href="{address}" rel="ugc nofollow noopener" dir="ltr">' in markup
    assert shown in markup.replace("&amp;", "&")


@pytest.mark.parametrize(
    "raw",
    ["mail@example.com", "ftp://example.com", "http://localhost/", "http://exa mple", "a.com"],
)
def test_other_things_do_not(raw: str) -> None:
    assert "<a " not in text.render(raw)


def test_what_steers_direction_or_hides_is_taken_out() -> None:
    hidden = "a\u202eb\u2066c\u200bd\u00ade\u2069f\ufeffg\U000e0041h"
    assert text.clean(hidden) == "abcdefgh"


def test_towers_of_marks_are_cut_and_spelling_stays() -> None:
    tower = "Z" + "\u0301" * 50 + "o" + "\u0489" * 30
    assert sum(unicodedata.combining(one) > 0 for one in text.clean(tower)) <= 4
    for word in ("مُحَمَّدٌ", "שָׁלוֹם", "Việt Nam", "naïve", "می\u200cخواهم", "👩\u200d👩\u200d👧"):
        assert text.clean(word) == unicodedata.normalize("NFC", word)


def test_a_span_that_a_link_names_is_where_it_stands() -> None:
    body = text.clean("Look: https://example.com/x, and www.example.org!")
    assert [body[one.start : one.end] for one in links.find(body)] == [
        "https://example.com/x",
        "www.example.org",
    ]


@pytest.mark.parametrize(
    ("raw", "fine"),
    [
        ("Thank you.", True),
        ("شكرا", True),
        ("👍", True),
        ("7", True),
        ("", False),
        ("  \n ", False),
        ("\u200b\u202e", False),
        ("> only a quotation", False),
        ("...", False),
        ("a" * 5000, True),
        ("a" * 5001, False),
        ("a\n" * 200 + "a", False),
    ],
)
def test_what_can_be_a_comment(raw: str, fine: bool) -> None:
    assert (text.problem(raw) is None) is fine


@pytest.mark.parametrize(
    "raw",
    [
        "http://" * 20000,
        "(" * 100000,
        ">" * 100000,
        "\u0301" * 100000,
        "a\n" * 50000,
        "www." * 30000,
    ],
)
def test_a_hundred_thousand_characters_take_less_than_a_second(raw: str) -> None:
    begun = time.process_time()
    text.render(raw)
    assert time.process_time() - begun < 1


def test_cleaning_keeps_ordinary_text_as_it_is() -> None:
    plain = "“Quoted”, she said – in Zahlé’s café: ١٢٣ and 50 %."
    assert characters.clean(plain) == plain
