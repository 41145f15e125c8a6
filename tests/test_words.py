"""Many words are looked through as one by one."""

from __future__ import annotations

import string

from hypothesis import example, given
from hypothesis import strategies as st

from k8slint.near import is_misspelling, is_variant, nearest
from k8slint.words import Words

LETTERS = st.text(alphabet="ab1-", max_size=12)
NAMES = st.text(alphabet=string.ascii_lowercase[:4] + "-.12", min_size=6, max_size=14)
WORD = LETTERS | NAMES


@given(WORD, st.lists(WORD, max_size=12))
@example("cart", ["carts", "crat", "cart"])
@example("payments-api", ["payment-apis", "payments"])
def test_near_misses_are_those_that_a_look_at_each_word_finds(word: str, others: list[str]) -> None:
    words = Words(others)
    assert words.nearest(word) == nearest(word, others)
    assert words.variants(word) == [other for other in dict.fromkeys(others) if is_variant(word, other)]
    assert words.misspelt(word) == [other for other in dict.fromkeys(others) if is_misspelling(word, other)]
    assert words.beginning(word) == sum(other.startswith(word) for other in others)


@given(
    NAMES, st.lists(st.tuples(st.integers(0, 13), st.sampled_from("abx1-")), max_size=3), st.lists(NAMES, max_size=5)
)
def test_words_with_a_few_other_letters_are_found(name: str, edits: list[tuple[int, str]], others: list[str]) -> None:
    word = name
    for place, letter in edits:
        word = word[:place] + letter + word[place + 1 :]
    found = [*others, name]
    assert Words(found).nearest(word) == nearest(word, found)
    assert Words(found).variants(word) == [other for other in dict.fromkeys(found) if is_variant(word, other)]
    assert Words(found).misspelt(word) == [other for other in dict.fromkeys(found) if is_misspelling(word, other)]
