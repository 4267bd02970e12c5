from __future__ import annotations

from typing import Any

import pytest

from readers.addresses import BadAddress, clean_email, email_key, fingerprint, masked


@pytest.mark.parametrize(
    "typed, cleaned",
    [
        (" Hala.Najem+paper@Example.COM ", "Hala.Najem+paper@example.com"),
        ("o'brien@example.ie", "o'brien@example.ie"),
        ("x@bücher.example", "x@xn--bcher-kva.example"),
        ("x@موقع.example", "x@xn--4gbrim.example"),
    ],
)
def test_an_address_is_kept_as_typed_with_the_domain_in_ascii(typed: str, cleaned: str) -> None:
    assert clean_email(typed) == cleaned


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "nobody",
        "@example.com",
        "a@",
        "a@b@c",
        "a b@example.com",
        "a@example..com",
        '"a b"@example.com',
        "a@[127.0.0.1]",
        "a@example.com\nBcc: b@example.com",
        "a@example.com\r\n",
        "a\x00@example.com",
        "a@exa\x00mple.com",
        f"{'a' * 65}@example.com",
        f"a@{'b' * 250}.com",
        f"a@{'ü' * 300}.com",
        "a@-example.com",
        "a,b@example.com",
        "a@example.com,b@example.com",
        "<a@example.com>",
    ],
)
def test_what_is_no_address_is_refused_in_words(typed: str) -> None:
    if typed.endswith("\r\n"):
        assert clean_email(typed) == "a@example.com"  # the blanks around it are nobody's intent
        return
    with pytest.raises(BadAddress, match=r"\w+ \w+"):
        clean_email(typed)


@pytest.mark.parametrize(
    "lookalike",
    [
        "mi\u212ae@example.org",  # the sign for Kelvin
        "mıke@example.org",  # dotless i
        "mİke@example.org",
        "ｍike@example.org",  # full width
        "mikе@example.org",  # Cyrillic e
        "mike@eｘample.org",
        "mike@example。org",
        "mike@exampſe.org",
        "mike@ﬀ.org",
        "mike@straße.org",
        "mike@ΒΑΣΙΛΟΣ.org",
        "mike@exa\u00admple.org",
        "mike@exa\u200dmple.org",
        "mike\u200b@example.org",
    ],
)
def test_an_address_that_would_have_to_be_folded_is_refused(lookalike: str) -> None:
    with pytest.raises(BadAddress):
        clean_email(lookalike)


def test_lookalike_domains_are_different_addresses() -> None:
    latin, cyrillic = clean_email("mike@example.org"), clean_email("mike@еxample.org")
    assert email_key(latin) != email_key(cyrillic)
    assert fingerprint(latin) != fingerprint(cyrillic)


def test_capital_letters_make_no_other_address() -> None:
    assert email_key(clean_email("MIKE@EXAMPLE.ORG")) == email_key(clean_email("mike@example.org"))


def test_a_masked_address_shows_one_letter_and_the_domain() -> None:
    assert masked("nadia@example.com") == "n•••@example.com"


def test_a_fingerprint_depends_on_the_secret_key(settings: Any) -> None:
    before = fingerprint("a@example.com")
    settings.SECRET_KEY = "another " * 8
    assert fingerprint("a@example.com") != before
