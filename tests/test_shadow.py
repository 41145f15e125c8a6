"""Rules that no request reaches, against a plain reading of the precedence for every request of a small world."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from k8slint.model.shadow import shadows
from tests.gateways import cluster, gateway, route

PATHS = ("/", "/a", "/a/", "/a/b", "/ab", "/a/other", "/a/b/other", "/ab/other", "/other")
METHODS = ("GET", "POST", "OTHER")
VALUES = (None, "1", "other")
HOST = "shop.example"


@dataclass(frozen=True)
class Want:
    """A match in plain values."""

    path: str
    exact: bool
    method: str | None
    header: str | None

    def fits(self, path: str, method: str, value: str | None) -> bool:
        """Segment by segment."""
        if self.exact:
            fits = path == self.path
        else:
            own, asked = self.path.strip("/").split("/"), path.strip("/").split("/")
            fits = own == [""] or asked[: len(own)] == own
        header = self.header is None or (value is not None and self.header in (value, ".*"))
        return fits and self.method in (None, method) and header

    @property
    def weight(self) -> tuple[bool, int, bool, bool]:
        """Larger comes first. (Gateway API reference: HTTPRouteRule.matches)"""
        length = len(self.path if self.exact else self.path.rstrip("/"))
        return (self.exact, length, self.method is not None, self.header is not None)

    @property
    def text(self) -> str:
        """As a match of an HTTPRoute."""
        kind = "Exact" if self.exact else "PathPrefix"
        match: dict[str, object] = {"path": {"type": kind, "value": self.path}}
        if self.method:
            match["method"] = self.method
        if self.header:
            regex = "RegularExpression" if self.header == ".*" else "Exact"
            match["headers"] = [{"name": "X", "type": regex, "value": self.header}]
        return json.dumps(match)


WANTS = st.builds(
    Want,
    st.sampled_from(["/", "/a", "/a/", "/a/b", "/ab"]),
    st.booleans(),
    st.sampled_from([None, None, "GET"]),
    st.sampled_from([None, None, "1", ".*"]),
)
RULES = st.lists(st.lists(WANTS, min_size=1, max_size=2), min_size=1, max_size=4)


def text(rules: list[list[Want]]) -> str:
    """The rules of a route; each sends elsewhere."""
    items = (
        f"{{matches: [{', '.join(want.text for want in wants)}], backendRefs: [{{name: s{index}, port: 80}}]}}"
        for index, wants in enumerate(rules)
    )
    return f"[{', '.join(items)}]"


def reached(order: list[tuple[object, list[Want]]]) -> Iterator[object]:
    """The rule that each request gets; among equals the earlier one."""
    for request in product(PATHS, METHODS, VALUES):
        fits = [
            (want.weight, -i, rule) for i, (rule, wants) in enumerate(order) for want in wants if want.fits(*request)
        ]
        if fits:
            yield max(fits)[2]


@settings(max_examples=200, deadline=None)
@given(RULES)
def test_rules_of_one_route(rules: list[list[Want]]) -> None:
    found = {shadow.first.index for shadow in shadows(cluster(gateway(HTTP), route(rules=text(rules))))}
    order: list[tuple[object, list[Want]]] = list(enumerate(rules))
    assert found == set(range(len(rules))) - set(reached(order))


HTTP = f"name: http, port: 80, protocol: HTTP, hostname: {HOST}"


@settings(max_examples=200, deadline=None)
@given(RULES, RULES)
def test_a_more_precise_hostname_comes_first(precise: list[list[Want]], wide: list[list[Want]]) -> None:
    """Whatever of the first route fits takes a request from the second."""
    texts = (
        gateway(HTTP),
        route(name="precise", hosts=(HOST,), rules=text(precise)),
        route(name="any", rules=text(wide)),
    )
    found = {(shadow.first.route.name, shadow.first.index) for shadow in shadows(cluster(*texts))}
    rules = {("precise", i) for i in range(len(precise))} | {("any", i) for i in range(len(wide))}
    left = set(reached([(("precise", i), wants) for i, wants in enumerate(precise)]))
    for request in product(PATHS, METHODS, VALUES):
        if not any(want.fits(*request) for wants in precise for want in wants):
            fits = [(w.weight, -i) for i, wants in enumerate(wide) for w in wants if w.fits(*request)]
            left |= {("any", -max(fits)[1])} if fits else set()
    assert found == rules - left


def test_routes_of_unknown_age_shadow_nothing() -> None:
    texts = (gateway(HTTP), route(name="one"), route(name="other", rules="[{backendRefs: [{name: web, port: 80}]}]"))
    assert list(shadows(cluster(*texts))) == []


def test_a_rule_that_one_of_two_listeners_reaches() -> None:
    listeners = (HTTP, f"name: alt, port: 8080, protocol: HTTP, hostname: {HOST}")
    texts = (
        gateway(*listeners),
        route("name: gw, sectionName: http", name="precise", hosts=(HOST,)),
        route(name="any", rules="[{backendRefs: [{name: web, port: 80}]}]"),
    )
    assert list(shadows(cluster(*texts))) == []
