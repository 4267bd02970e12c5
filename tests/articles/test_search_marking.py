"""The words that were looked for, marked as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.asked import asked
from articles.search.marking import AROUND, excerpt, marked
from articles.search.query import understood


def stems_of(typed: str) -> frozenset[str]:
    return asked(understood(typed), {}).stems


@pytest.mark.parametrize(
    "typed, text, html",
    [
        ("troop", "Troops left.", "<mark>Troops</mark> left."),
        ("troops", "No troop’s <b> & so", "No <mark>troop’s</mark> &lt;b&gt; &amp; so"),
        ("سوريا", "إلى سورية، وبسوريا", "إلى <mark>سورية</mark>، <mark>وبسوريا</mark>"),
        ("الرقه", "دخلوا الرَّقّة", "دخلوا <mark>الرَّقّة</mark>"),
        ("2013", "عام ٢٠١٣", "عام <mark>٢٠١٣</mark>"),
        ("the road", "The road there", "The <mark>road</mark> there"),
        ("port -road", "port and road", "<mark>port</mark> and road"),
        ("café", "A cafe.", "A <mark>cafe</mark>."),
        ("بيروت", "بيـــروت الجميلة", "<mark>بيـــروت</mark> الجميلة"),
    ],
)
def test_words_are_marked_in_their_own_spelling(typed: str, text: str, html: str) -> None:
    assert marked(text, stems_of(typed)) == html


def test_an_excerpt_shows_where_most_of_the_words_stand_together() -> None:
    filler = "Nobody said a thing about it. " * 30
    text = f"A port. {filler}The port and the crane waited. {filler}"
    found = excerpt(text, stems_of("port crane"))
    assert found is not None
    assert "The <mark>port</mark> and the <mark>crane</mark> waited" in found
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert len(found.split()) <= AROUND + 4


def test_a_text_without_the_words_has_no_excerpt() -> None:
    assert excerpt("Nothing of it.", stems_of("port")) is None


@given(st.text(max_size=300))
def test_nothing_of_a_text_is_active(text: str) -> None:
    html = str(marked(text, stems_of("script a b c")))
    bare = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert ">" not in bare
