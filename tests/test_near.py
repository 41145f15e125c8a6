"""Near misses against a plain reference: every word that one slip of the fingers makes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k8slint.near import is_misspelling, is_port_slip, is_slip, nearest

ALPHABET = "ab-1"
WORDS = st.text(ALPHABET, max_size=6)
PORTS = st.integers(1, 65535)


def edits(word: str) -> Iterator[tuple[str, str]]:
    """Each word that is one edit away, and the letters that the edit touches."""
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :], word[i]
        yield from ((word[:i] + letter + word[i + 1 :], word[i] + letter) for letter in ALPHABET)
    for i in range(len(word) + 1):
        yield from ((word[:i] + letter + word[i:], letter) for letter in ALPHABET)
    for i in range(len(word) - 1):
        yield word[:i] + word[i + 1] + word[i] + word[i + 2 :], word[i : i + 2]


PAIRS = WORDS.flatmap(lambda word: st.tuples(st.just(word), WORDS | st.sampled_from([made for made, _ in edits(word)])))


@given(PAIRS)
def test_is_slip_is_one_edit_that_is_not_about_digits(pair: tuple[str, str]) -> None:
    word, meant = pair
    touched = [letters for made, letters in edits(word) if made == meant]
    long_enough = min(len(word), len(meant)) >= 3 and word != meant
    assert is_slip(word, meant) == (long_enough and any(not letters.isdigit() for letters in touched))


@given(PAIRS)
def test_is_slip_is_symmetric(pair: tuple[str, str]) -> None:
    word, meant = pair
    assert is_slip(word, meant) == is_slip(meant, word)


@given(WORDS, st.lists(WORDS, max_size=5))
def test_nearest_is_the_only_slip(word: str, candidates: list[str]) -> None:
    slips = {candidate for candidate in candidates if is_slip(word, candidate)}
    assert nearest(word, candidates) == (next(iter(slips)) if len(slips) == 1 else None)


@pytest.mark.parametrize(
    ("word", "meant"), [("cart", "carts"), ("crat", "cart"), ("cbrt", "cart"), ("carrt", "cart"), ("xart", "cart")]
)
def test_is_slip(word: str, meant: str) -> None:
    assert is_slip(word, meant)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("cart", "cart"), ("web-1", "web-2"), ("web", "web2"), ("worker-db", "worker1-db"), ("db", "dv"), ("web", "cart")],
)
def test_is_no_slip(word: str, meant: str) -> None:
    assert not is_slip(word, meant)


@given(PORTS, PORTS)
def test_is_port_slip_is_symmetric(port: int, meant: int) -> None:
    assert is_port_slip(port, meant) == is_port_slip(meant, port)
    assert not is_port_slip(port, port)


@pytest.mark.parametrize(("port", "meant"), [(8008, 8080), (808, 8080), (80800, 8080), (3036, 3306)])
def test_is_port_slip(port: int, meant: int) -> None:
    assert is_port_slip(port, meant)


@pytest.mark.parametrize(("port", "meant"), [(8080, 8081), (443, 8443), (80, 8080), (9090, 8080), (15432, 5432)])
def test_is_no_port_slip(port: int, meant: int) -> None:
    assert not is_port_slip(port, meant)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("carts", "cart"), ("paymnet", "payment"), ("check_out", "checkout"), ("Web", "web"), ("inventroy", "inventory")],
)
def test_a_misspelling(word: str, meant: str) -> None:
    assert is_misspelling(word, meant)
    assert is_misspelling(meant, word)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("team-a", "team-b"),
        ("prod-eu", "prod-us"),
        ("cart-db", "cart-ui"),
        ("web-1", "web-2"),
        ("web", "web"),
        ("web", "cart"),
        ("prod-v1", "prod-v12"),
        ("api", "web"),
    ],
)
def test_no_misspelling(word: str, meant: str) -> None:
    assert not is_misspelling(word, meant)
