"""Ranges of addresses, however they are cut."""

from __future__ import annotations

import ipaddress

from hypothesis import given
from hypothesis import strategies as st

from k8slint.model.address import covered_family, network, touches_private

DEPTHS = st.integers(0, 6)


@given(st.lists(st.integers(0, 127), min_size=1, max_size=128), DEPTHS)
def test_ranges_cover_everything_when_each_piece_is_there(pieces: list[int], depth: int) -> None:
    whole = list(ipaddress.ip_network("0.0.0.0/0").subnets(prefixlen_diff=depth))
    taken = {piece % len(whole) for piece in pieces}
    covered = covered_family(str(whole[piece]) for piece in taken)
    assert covered == (4 if len(taken) == len(whole) else None)


def test_families_are_apart() -> None:
    assert covered_family(["::/1", "8000::/1"]) == 6
    assert covered_family(["0.0.0.0/1", "8000::/1"]) is None
    assert covered_family(["nonsense", ""]) is None


def test_a_cidr_needs_its_length() -> None:
    assert network("198.51.100.7") is None
    assert network(" 198.51.100.7/24 ") == ipaddress.ip_network("198.51.100.0/24")


def test_what_nodes_have() -> None:
    assert touches_private("10.2.3.0/24")
    assert touches_private("0.0.0.0/0")
    assert touches_private("fd00::/8")
    assert not touches_private("198.51.100.0/24")
