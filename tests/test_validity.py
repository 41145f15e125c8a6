"""Validity from text to findings: words, places, edits, one finding a cause, and odd input that must not crash."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from k8slint.config import Config
from k8slint.finding import Problem
from k8slint.inputs.at import At
from k8slint.inputs.read import read_text
from k8slint.parse.cluster import parse_cluster
from k8slint.validity.judge import Verdicts, verdicts
from k8slint.validity.kinds import RELATIONS, SCHEMAS
from tests.made import JUNK, OBJECTS, places

SERVICE = "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n"
POLICY = "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: web}\nspec:\n"


def judged(text: str) -> Verdicts:
    """What is said about a text."""
    return parse_cluster(read_text("a.yaml", text), Config()).once(verdicts)


def said(text: str) -> list[tuple[str, str]]:
    """Path and message of what is invalid."""
    return [(_path(problem), problem.message) for problem in judged(text).invalid]


def _path(problem: Problem) -> str:
    assert isinstance(problem.at, At)
    return problem.at.dotted


def mended(text: str) -> list[str]:
    """The text after each of the edits that are offered."""
    lines, results = text.split("\n"), []
    for problem in (*judged(text).invalid, *judged(text).unknown):
        for edit in problem.fix.edits if problem.fix else ():
            at, changed = edit.location, list(lines)
            line = changed[at.line - 1]
            changed[at.line - 1] = line[: at.column - 1] + edit.replacement + line[at.end_column - 1 :]
            results.append("\n".join(changed))
    return results


@pytest.mark.parametrize(
    ("spec", "path", "message"),
    [
        ("  ports: 80", "spec.ports", "ports 80 is a number, not a list"),
        ("  ports: {port: 80}", "spec.ports", "ports is a map, not a list"),
        ("  ports: [80]", "spec.ports[0]", "ports[0] 80 is a number, not a map"),
        ("  ports: [null]", "spec.ports[0].port", "ports[0] has no port"),
        ("  ports: [{port: '80'}]", "spec.ports[0].port", 'port "80" is text, not a number: write it without quotes'),
        (
            "  clusterIP: None\n  publishNotReadyAddresses: 'true'",
            "spec.publishNotReadyAddresses",
            'publishNotReadyAddresses "true" is text, not a boolean: write it without quotes',
        ),
        (
            "  ports: [{port: 80, protocol: 'TCP '}]",
            "spec.ports[0].protocol",
            'protocol "TCP " is not TCP, UDP or SCTP',
        ),
        ("  ports: [{port: yes}]", "spec.ports[0].port", "port true is a boolean, not an integer"),
        ("  ports: [{port: 80, name: ä}]", "spec.ports[0].name", "name ä is not a DNS label"),
        ("  ports: [{port: 80}]\n  selector: {a b: c}", "spec.selector.a b", "a b is not a qualified name"),
        (
            "  ports: [{port: 80}]\n  selector: {app: on}",
            "spec.selector.app",
            "app true is a boolean, not text: quote it",
        ),
        ("  ports: [{port: 80}]\n  ipFamilies: [IPv4, IPv4]", "spec.ipFamilies", "ipFamilies has IPv4 twice"),
        ("  ports: []", "spec.ports", "the Service has no ports; only a headless one may have none"),
        ("  type: ExternalName", "spec.type", "a Service of type ExternalName needs an externalName"),
    ],
)
def test_words_and_places(spec: str, path: str, message: str) -> None:
    (found,) = said(SERVICE + spec)
    assert found[0] == path
    assert found[1].startswith(message)


def test_a_whole_object_that_is_missing() -> None:
    assert said("apiVersion: v1\nkind: Service") == [
        ("metadata", "Service has no metadata"),
        ("spec.ports", "the Service has no ports; only a headless one may have none"),
    ]
    assert said("apiVersion: v1\nkind: Service\nmetadata: {}\nspec: {clusterIP: None}") == [
        ("metadata", "metadata has no name or generateName")
    ]


def test_a_misspelled_field_is_one_finding() -> None:
    found = judged(SERVICE + "  port: [{port: 80}]")
    assert not found.invalid
    assert [problem.message for problem in found.unknown] == ["spec has no field port; ports is meant"]


def test_a_misspelled_field_that_is_required_is_an_error() -> None:
    (problem,) = judged("apiVersion: v1\nkind: Service\nmetdata: {name: a}\nspec: {clusterIP: None}").unknown
    assert str(problem.severity) == "error"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (SERVICE + "  ports: [{port: '80'}]", SERVICE + "  ports: [{port: 80}]"),
        (SERVICE + "  ports: [{port: 80, protocol: tcp}]", SERVICE + "  ports: [{port: 80, protocol: TCP}]"),
        (SERVICE + "  port: [{port: 80}]", SERVICE + "  ports: [{port: 80}]"),
        (
            SERVICE + "  clusterIP: None\n  selector:\n    app: 0x10",
            SERVICE + '  clusterIP: None\n  selector:\n    app: "0x10"',
        ),
        (POLICY + "  podselector: {}", POLICY + "  podSelector: {}"),
    ],
)
def test_edits_mend(before: str, after: str) -> None:
    assert mended(before) == [after]
    assert not judged(after).invalid + judged(after).unknown


def test_a_rename_does_not_hit_a_field_that_is_there() -> None:
    assert mended(SERVICE + "  port: 80\n  ports: [{port: 80}]") == []


@pytest.mark.parametrize("word", ["PORT", "$PORT", "${PORT:-80}", "{{ port }}", "<port>", "WEB_PORT", "__PORT__"])
def test_placeholders_are_not_judged(word: str) -> None:
    assert said(SERVICE + f'  ports: [{{port: "{word}"}}]') == []


def test_a_word_in_capitals_is_judged_where_words_are_listed() -> None:
    (found,) = said(SERVICE + "  ports: [{port: 80, protocol: HTTP_PORT}]")
    assert found[1] == "protocol HTTP_PORT is not TCP, UDP or SCTP"


@pytest.mark.parametrize("version", ["apiVersion: v1\nkind: Deployment", "apiVersion: apps\nkind: Deployment"])
def test_a_version_that_never_was(version: str) -> None:
    assert [path for path, _ in said(version)] == ["apiVersion"]


@pytest.mark.parametrize(
    "version",
    [
        "apiVersion: networking.istio.io/v1\nkind: Gateway",
        "apiVersion: serving.knative.dev/v1\nkind: Service",
        "apiVersion: projectcalico.org/v3\nkind: NetworkPolicy",
        "apiVersion: extensions/v1beta1\nkind: Ingress",
        "apiVersion: gateway.networking.k8s.io/v9\nkind: Gateway",
    ],
)
def test_other_groups_and_old_versions_are_not_judged(version: str) -> None:
    assert said(version + "\nspec: []") == []


def test_a_policy_is_strict_throughout() -> None:
    (problem,) = judged(POLICY.replace("name: web", "name: web, podSelector: a") + "  podSelector: {}").unknown
    assert str(problem.severity) == "error"


@pytest.mark.parametrize("size", [60, 90])
def test_deep_nesting_where_a_value_is_meant(size: int) -> None:
    deep = "[" * size + "]" * size
    (found,) = said(SERVICE + f"  ports: [{{port: {deep}}}]")
    assert found == ("spec.ports[0].port", "port is a list, not an integer")


@settings(max_examples=300)
@given(data=st.data())
def test_relations_take_anything(data: st.DataObject) -> None:
    """Whatever stands anywhere in an object, it is judged without a crash and with places that exist."""
    file, root = data.draw(st.sampled_from(OBJECTS))
    container, step = data.draw(st.sampled_from(list(places(root))))
    before, container[step] = container[step], data.draw(JUNK)
    try:
        kind = next(key for key, name in SCHEMAS.items() if name == file)
        found = judged(json.dumps({**root, "apiVersion": kind[0], "kind": kind[1]}))
    finally:
        container[step] = before
    for problem in (*found.invalid, *found.unknown):
        assert isinstance(problem.at, At)
        assert problem.at.location.line >= 1
        assert problem.message


def test_every_relation_takes_nothing() -> None:
    for version, kind in SCHEMAS:
        if SCHEMAS[version, kind] in RELATIONS:
            judged(f"apiVersion: {version}\nkind: {kind}\nmetadata: []\nspec: 1\nendpoints: a\nports: {{}}")
