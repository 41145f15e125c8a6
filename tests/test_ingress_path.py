"""What the path of an Ingress matches."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k8slint.model.ingress_path import is_pattern, prefix_takes_all, regex_takes_all, wildcard_takes_all


@pytest.mark.parametrize("path", ["/cart(/|$)(.*)", "/*", "/api/.*", "/item/[0-9]+", "/cart$", "/{id}", "/(?i)x"])
def test_a_pattern_is_no_path(path: str) -> None:
    assert is_pattern(path)


@pytest.mark.parametrize("path", ["/", "/v1.0", "/$metadata", "/Products(1)", "/a+b", "/~user", "/@scope/name"])
def test_odd_characters_occur_in_paths(path: str) -> None:
    assert not is_pattern(path)


PIECES = (
    "/",
    "/a",
    "/ab",
    "/a/b",
    "/b",
    "/a-",
    "(.*)",
    ".*",
    "/(.*)",
    "/.+",
    "(/|$)(.*)",
    "(/|$)",
    "/?(.*)",
    "b?",
    "[ab]",
)
EXPRESSIONS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=3).map("".join)
REQUESTS = st.text("ab/-", max_size=6).map(lambda tail: "/" + tail)


@given(EXPRESSIONS, EXPRESSIONS, REQUESTS)
def test_an_expression_that_takes_all_leaves_nothing(first: str, second: str, request: str) -> None:
    if regex_takes_all(first, second) and _matches(second, request):
        assert _matches(first, request)


def _matches(expression: str, request: str) -> bool:
    return re.match("^" + expression, request, re.IGNORECASE) is not None


def test_what_is_plain_to_see() -> None:
    assert regex_takes_all("/(.*)", "/api")
    assert regex_takes_all("/cart(/|$)(.*)", "/cart/items")
    assert not regex_takes_all("/cart(/|$)(.*)", "/cartoons")
    assert not regex_takes_all("/cart(/|$)(.*)", "/cart")
    assert not regex_takes_all("/[a-z]+", "/api")


def test_wildcards_and_prefixes() -> None:
    assert wildcard_takes_all("/*", "/api/*")
    assert not wildcard_takes_all("/a*/b", "/api/b")
    assert prefix_takes_all("/", "/api")
    assert prefix_takes_all("/api/", "/api")
    assert not prefix_takes_all("/api", "/apis")
