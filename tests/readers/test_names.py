from __future__ import annotations

import pytest

from readers.names import BadName, clean_name, register_check


@pytest.mark.parametrize(
    "typed, shown",
    [
        ("  Nadia \t Haddad ", "Nadia Haddad"),
        ("نادية حدّاد", "نادية حدّاد"),
        ("Na\u202edia\u2066", "Nadia"),
        ("Na\u200bdia\ufeff", "Nadia"),
        ("Nadia\r\nBcc: x@example.com", "Nadia Bcc: x@example.com"),
        ("Z" + "\u0301" * 40, "\u0179\u0301\u0301\u0301"),
        ("Nadia\ud800", "Nadia"),
        ("<b>Nadia</b>", "<b>Nadia</b>"),
    ],
)
def test_a_name_is_one_visible_line(typed: str, shown: str) -> None:
    assert clean_name(typed) == shown


@pytest.mark.parametrize(
    "typed", ["", "   ", "\u200b\u202e", "!!!", "\u0301", "n" * 61, "n" * 9999]
)
def test_a_name_that_shows_nothing_or_too_much_is_refused(typed: str) -> None:
    with pytest.raises(BadName):
        clean_name(typed)


def test_other_apps_can_refuse_a_name() -> None:
    register_check(lambda name: "Only editors are called that." if name == "Editor" else None)
    with pytest.raises(BadName, match="Only editors"):
        clean_name(" Editor ")
    assert clean_name("Edith") == "Edith"
