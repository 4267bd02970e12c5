"""Texts compared word by word: exact, readable and bounded in time."""

from __future__ import annotations

import itertools
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.comparison.blocks import Block, Shape, blocks
from articles.comparison.body import Paragraph, compare_bodies
from articles.comparison.marked import Marked
from articles.differences import Span, words

TEXTS = st.text("ab ,.\n\u00a0’قال الوزير٠\u064f\u2028<&", max_size=60) | st.text(max_size=30)


def old_of(spans: list[Span]) -> str:
    return "".join(span.text for span in spans if span.kind != "added")


def new_of(spans: list[Span]) -> str:
    return "".join(span.text for span in spans if span.kind != "removed")


def change(old: str, new: str) -> list[tuple[str, str]]:
    return [(span.kind, span.text) for span in words(old, new) if span.kind != "same"]


@given(TEXTS, TEXTS)
@settings(max_examples=400, deadline=None)
def test_nothing_is_lost_or_made_up(old: str, new: str) -> None:
    spans = words(old, new)
    assert (old_of(spans), new_of(spans)) == (old, new)
    assert all(span.text for span in spans)
    assert all(one.kind != other.kind for one, other in itertools.pairwise(spans))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(span.kind == "same" for span in words(text, text))


@pytest.mark.parametrize(
    "old,new,expected",
    [
        ("Five people died.", "Six people died.", [("removed", "Five"), ("added", "Six")]),
        ("He said so.", "He, too, said so.", [("added", ", too,")]),
        (
            "قال الوزير إن",
            "قال وزير الداخلية إن",
            [("removed", "الوزير"), ("added", "وزير الداخلية")],
        ),
        ("قتلوا أمس", "قُتلوا أمس", [("removed", "قتلوا"), ("added", "قُتلوا")]),
        ("One.\nTwo.\nThree.", "One.\nThree.", [("removed", "Two.\n")]),
    ],
)
def test_whole_words_are_marked_in_both_languages(
    old: str, new: str, expected: list[tuple[str, str]]
) -> None:
    assert change(old, new) == expected


@pytest.mark.parametrize("vocabulary", [2, 40, 4000])
@pytest.mark.parametrize("separator", [" ", "\n"])
def test_long_texts_take_no_more_than_seconds(vocabulary: int, separator: str) -> None:
    dice = random.Random(7)
    old = [f"w{dice.randrange(vocabulary)}" for _ in range(20_000)]
    new = [f"w{dice.randrange(vocabulary)}" if dice.random() < 0.3 else word for word in old]
    begun = time.perf_counter()
    spans = words(separator.join(old), separator.join(new))
    assert time.perf_counter() - begun < 5
    assert new_of(spans) == separator.join(new)


def test_marks_have_words_and_typed_tags_stay_text() -> None:
    html = Marked("a <b>", "a <script>").both
    assert "<ins>" in html
    assert "<del>" in html
    assert "added:" in html
    assert "removed:" in html
    assert "<script>" not in html
    assert "&lt;" in html


def test_a_body_is_read_as_paragraphs_with_their_form() -> None:
    body = (
        "<p>One <strong>bold</strong>,<br>two <a href='https://example.org/a'>linked</a>.</p>"
        "<h2>Head</h2><ul><li>item</li></ul><blockquote class='pullquote'><p>Said.</p></blockquote>"
        "<figure><img src='/media/photos/x.webp' alt='A road'><figcaption>Cap</figcaption></figure>"
    )
    found = blocks(body)
    assert [(one.shape, one.text) for one in found] == [
        (Shape.PARAGRAPH, "One bold,\ntwo linked."),
        (Shape.HEADING, "Head"),
        (Shape.LIST, "item"),
        (Shape.PULL_QUOTE, "Said."),
        (Shape.PICTURE, "A road"),
        (Shape.CAPTION, "Cap"),
    ]
    assert [(one.form.value, one.text, one.address) for one in found[0].settings] == [
        ("strong", "bold", ""),
        ("a", "linked", "https://example.org/a"),
    ]
    assert found[4].picture == "/media/photos/x.webp"


def changed(old: str, new: str) -> list[Paragraph]:
    return [one for run in compare_bodies(old, new) if not run.is_same for one in run.paragraphs]


def test_paragraphs_are_paired_although_others_come_and_go() -> None:
    old = "<p>First one stays.</p><p>The mayor of the town said five died.</p><p>Gone now.</p>"
    new = "<p>New at the top.</p><p>First one stays.</p><p>The mayor of the town said six died.</p>"
    assert [(bool(one.old), bool(one.new)) for one in changed(old, new)] == [
        (False, True),
        (True, True),
        (True, False),
    ]


def test_a_moved_paragraph_is_recognised_even_if_a_word_of_it_changed() -> None:
    first, second = (
        "The long road to the harbour was closed",
        "Nobody in the ministry would comment",
    )
    third = "Fuel arrived by boat in the evening hours"
    old = f"<p>{first} today.</p><p>{second}.</p><p>{third}.</p>"
    new = f"<p>{second}.</p><p>{third}.</p><p>{first} again.</p>"
    (moved,) = changed(old, new)
    assert moved.moved
    assert moved.notes == ["Paragraph moved here"]
    assert moved.text.count("added") == 1


def test_what_a_reader_would_not_read_is_told_in_words() -> None:
    old = "<p>See the <em>report</em> of the ministry.</p><p>A line of text here.</p>"
    new = (
        '<p>See the <strong>report</strong> of the <a href="https://example.org/">ministry</a>.</p>'
        "<h2>A line of text here.</h2>"
    )
    first, second = changed(old, new)
    assert first.text.is_same
    assert set(first.notes) == {
        "No longer italic: “report”",
        "Now bold: “report”",
        "Link added: https://example.org/",
    }
    assert second.notes == ["Now: sub-heading; before: paragraph"]


def test_a_paragraph_knows_what_it_is() -> None:
    with pytest.raises(ValueError, match="neither"):
        _ = Paragraph(None, None).block
    assert Paragraph(Block(Shape.RULE, ""), None).notes == ["Line across the text removed"]
