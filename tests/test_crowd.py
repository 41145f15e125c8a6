"""What an index finds is what a look at each pair finds, on random labels and policies."""

from __future__ import annotations

import pytest
from benchmarks.generate import cluster as made_up
from benchmarks.shapes import SHAPES, reading_of
from hypothesis import given, settings
from hypothesis import strategies as st

from k8slint.config import Config
from k8slint.engine import check_reading
from k8slint.inputs.read import read_text
from k8slint.model.cluster import Cluster
from k8slint.model.crowd import Crowd
from k8slint.model.difference import differences
from k8slint.model.selection import _is_near
from k8slint.model.selector import Operator, Requirement, Selector
from k8slint.parse.cluster import parse_cluster
from k8slint.reach.compile import compile_policies
from k8slint.reach.rivals import Rivals
from k8slint.reach.sample import samples, speaks_of

WORDS = st.sampled_from(("cart", "crat", "carts", "cart-v2", "payments-api", "payment-apis", "web", "true"))
KEYS = st.sampled_from(("app", "ap", "name", "tier"))


def pods(labels: list[dict[str, str]]) -> Cluster:
    pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: pod-%d, labels: %s}\n"
    return parse_cluster(read_text("a.yaml", "---\n".join(pod % pair for pair in enumerate(labels))), Config())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.dictionaries(KEYS, WORDS, max_size=3), min_size=1, max_size=6), st.dictionaries(KEYS, WORDS, max_size=2)
)
def test_a_crowd_finds_all_that_come_near(labels: list[dict[str, str]], wanted: dict[str, str]) -> None:
    crowd = Crowd(pods(labels).workloads)
    asked = tuple(Requirement(key, Operator.IN, frozenset({word})) for key, word in wanted.items())
    selector = Selector(asked, crowd[0].meta.at)
    missed = [(workload, differences(selector, workload)) for workload in crowd]
    near = {w.name for w, found in missed if found and all(map(_is_near, found))}
    longer = {w.name for w, found in missed if found and all(d.key and not d.in_key and d.is_variant for d in found)}
    assert near <= {workload.name for workload in crowd.near(selector)}
    assert longer <= {workload.name for workload in crowd.longer(selector)}
    assert [crowd.meets(each) for each in asked] == [any(w.meets(each) for w in crowd) for each in asked]


@pytest.mark.parametrize("seed", range(4))
def test_rivals_are_all_that_speak_of_a_sample(seed: int) -> None:
    made = parse_cluster(read_text("a.yaml", made_up(10, 40, 3, seed)), Config())
    found = compile_policies(made.network_policies, made.admin_policies)
    rivals = Rivals(found)
    for clause in found.clauses:
        near, others = set(rivals.of(clause)), [c for c in found.clauses if c.direction is clause.direction]
        for case in samples(clause):
            speaking = {other for other in others if speaks_of(other, case)}
            assert speaking <= set(rivals.of_sample(clause, case))
            assert speaking <= near


@pytest.mark.parametrize("shape", SHAPES)
def test_twice_the_mistakes_are_twice_the_findings(shape: str) -> None:
    small, large = (check_reading(reading_of(shape, apps), Config()) for apps in (30, 60))
    assert not small.crashes and not large.crashes
    assert abs(len(large.findings) - 2 * len(small.findings)) <= 6
