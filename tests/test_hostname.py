"""Hostnames with wildcards, against all names of a small world."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from k8slint.model.hostname import common, includes, specificity

LABELS = ("a", "b", "c")
NAMES = [".".join(labels) for length in (1, 2, 3, 4) for labels in product(LABELS, repeat=length)]
HOSTS = st.one_of(st.just("*"), st.sampled_from(NAMES[:39]), st.sampled_from([f"*.{name}" for name in NAMES[:39]]))


def names(host: str) -> set[str]:
    """The names of the small world that a hostname stands for, label by label."""
    if host == "*":
        return set(NAMES)
    labels = host.split(".")
    if labels[0] != "*":
        return {host} & set(NAMES)
    tail = labels[1:]
    return {name for name in NAMES if name.split(".")[-len(tail) :] == tail and len(name.split(".")) > len(tail)}


@given(HOSTS, HOSTS)
def test_common_names(one: str, other: str) -> None:
    shared = common(one, other)
    assert (names(shared) if shared else set()) == names(one) & names(other)


@given(HOSTS, HOSTS)
def test_common_is_symmetric(one: str, other: str) -> None:
    assert common(one, other) == common(other, one)


@given(HOSTS, HOSTS)
def test_includes(one: str, other: str) -> None:
    """The world is large enough to tell: every name has a longer one."""
    assert includes(one, other) == (names(one) >= names(other))


@pytest.mark.parametrize("host", ["example.com", ".example.com", "badexample.com", "*.com"])
def test_a_wildcard_stands_for_whole_labels_before_it(host: str) -> None:
    assert not includes("*.example.com", host)


def test_case_makes_no_difference() -> None:
    assert common("*.Example.com", "SHOP.example.COM") == "shop.example.com"


def test_the_more_precise_comes_first() -> None:
    hosts = ["*", "*.example.com", "*.a.example.com", "a.b", "shop.a.example.com"]
    assert sorted(hosts, key=specificity) == hosts
