"""Comments, annotations and entries that ignore findings: what they cover, and what they do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from k8slint.config import Config, RuleSetting
from k8slint.configfile.load import load_source
from k8slint.engine import Result, check
from k8slint.inputs.source import Source
from k8slint.suppress.comment import comments
from k8slint.suppress.directive import parse_directive

PORT, UNUSED = "service-target-port-unresolved", "suppression-unused"
HTTP, GRPC = f"{PORT}:11", f"{PORT}:14"
POD = """---
apiVersion: v1
kind: Pod
metadata: {name: cart, labels: {app: cart}}
spec: {containers: [{name: cart, image: cart}]}
"""
SERVICE = """apiVersion: v1
kind: Service
metadata:
  name: cart
  annotations: {}
spec:
  selector: {app: cart}
  ports:
  - name: http
    port: 80
    targetPort: http
  - name: grpc
    port: 90
    targetPort: grpc
"""


def outcome(folder: Path, text: str, config: Config | None = None) -> tuple[list[str], int]:
    """Rule and line of what is reported, and how much is hidden."""
    (folder / "a.yaml").write_text(text)
    result = check([str(folder)], config or Config())
    return [f"{finding.rule}:{finding.location.line}" for finding in result.findings], result.suppressed


def changed(text: str, replacements: Mapping[str, str]) -> str:
    for old, new in replacements.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    return text


@pytest.mark.parametrize(
    ("replacements", "found", "hidden"),
    [
        ({}, [HTTP, GRPC], 0),
        ({"Port: http": f"Port: http # k8slint: ignore {PORT} -- x"}, [GRPC], 1),
        ({"Port: http": f"Port: http #k8slint:ignore {PORT}"}, [GRPC], 1),
        ({"Port: http": f"Port: http # see [1] # k8slint: ignore {PORT}, duplicate-key"}, [f"{UNUSED}:11", GRPC], 1),
        ({"    targetPort: h": f"    # k8slint: ignore {PORT}\n\n    # why\n    targetPort: h"}, [f"{PORT}:17"], 1),
        ({"  - name: h": f"  # k8slint: ignore {PORT}\n  - name: h"}, [f"{UNUSED}:9", f"{PORT}:12", f"{PORT}:15"], 0),
        ({"apiVersion": f"# k8slint: ignore {PORT} -- x\napiVersion"}, [], 2),
        ({"apiVersion": f"# k8slint: ignore {PORT} -- x\n---\napiVersion"}, [], 2),
        ({"{}": f"{{k8slint/ignore: {PORT} -- the sidecar is injected}}"}, [], 2),
        ({"{}": f'{{k8slint/ignore: "{PORT} -- x\\nduplicate-key"}}'}, [f"{UNUSED}:5"], 2),
        ({"{}": "{k8slint/ignore: ''}"}, [f"{UNUSED}:5", HTTP, GRPC], 0),
    ],
)
def test_what_a_comment_or_annotation_covers(
    tmp_path: Path, replacements: dict[str, str], found: list[str], hidden: int
) -> None:
    got, number = outcome(tmp_path, changed(SERVICE, replacements) + POD)
    assert (got, number) == (found, hidden)


def test_a_comment_above_the_item_of_a_list_is_about_that_object(tmp_path: Path) -> None:
    items = "\n".join(f"  {line}" for line in SERVICE.splitlines())
    text = f"apiVersion: v1\nkind: List\nitems:\n# k8slint: ignore {PORT}\n-{items[1:]}\n{POD}"
    assert outcome(tmp_path, text) == ([], 2)


def test_one_object_does_not_speak_for_another(tmp_path: Path) -> None:
    other = changed(SERVICE, {"name: cart": "name: till", "Port: http": "Port: web", "Port: grpc": "Port: rpc"})
    text = f"# k8slint: ignore {PORT}\n{SERVICE}---\n{other}{POD}"
    assert outcome(tmp_path, text) == ([f"{PORT}:27", f"{PORT}:30"], 2)


def test_windows_line_ends(tmp_path: Path) -> None:
    text = changed(SERVICE, {"Port: http": f"Port: http # k8slint: ignore {PORT}"}) + POD
    (tmp_path / "a.yaml").write_bytes(text.replace("\n", "\r\n").encode())
    result = check([str(tmp_path)], Config())
    assert [finding.location.line for finding in result.findings] == [14]
    assert result.suppressed == 1


ENTRY = f"ignore:\n- {{rule: {PORT}, reason: x, "


def configured(folder: Path, text: str, today: date | None = None) -> Config:
    return load_source(Source(str(folder / ".k8slint.yaml"), text), today)


@pytest.mark.parametrize(
    ("where", "hidden"),
    [
        ("object: Service default/cart", 2),
        ("object: Service */c*", 2),
        ("object: '* default/cart'", 2),
        ("object: [Service a/b, Service default/*]", 2),
        ("object: Service cart", 0),
        ("object: Deployment default/cart", 0),
        ("path: a.yaml", 2),
        ("path: ['*.yml', '*.yaml']", 2),
        ("path: b.yaml", 0),
        ("object: Service default/cart, path: b.yaml", 0),
    ],
)
def test_what_an_entry_covers(tmp_path: Path, where: str, hidden: int) -> None:
    config = configured(tmp_path, f"{ENTRY}{where}}}")
    found, number = outcome(tmp_path, SERVICE + POD, config)
    assert number == hidden
    assert ("suppression-unused:2" in found) is (hidden == 0)


def test_an_entry_for_every_rule(tmp_path: Path) -> None:
    text = "ignore:\n- {rule: '*', object: Service default/cart, reason: x}"
    found, hidden = outcome(tmp_path, SERVICE + POD, configured(tmp_path, text))
    assert not found
    assert hidden >= 2


def test_an_entry_about_what_is_not_checked_is_worth_a_note(tmp_path: Path) -> None:
    """Who checks one file of many has not seen what the other entries are about."""
    (tmp_path / "k8s").mkdir()
    (tmp_path / "k8s" / "a.yaml").write_text(POD)
    config = configured(tmp_path, f"{ENTRY}object: Service default/cart}}")
    levels = [[str(f.severity) for f in check([str(path)], config).findings] for path in (tmp_path / "k8s", tmp_path)]
    assert levels == [["info"], ["warning"]]


@pytest.mark.parametrize(
    ("today", "found", "hidden"),
    [
        (None, [], 2),
        (date(2026, 12, 31), [], 2),
        (date(2027, 1, 1), ["suppression-expired:2", f"{PORT}:11", f"{PORT}:14"], 0),
    ],
)
def test_an_entry_holds_until_the_end_of_its_day(
    tmp_path: Path, today: date | None, found: list[str], hidden: int
) -> None:
    config = configured(tmp_path, f"{ENTRY}path: a.yaml, expires: 2026-12-31}}", today)
    assert outcome(tmp_path, SERVICE + POD, config) == (found, hidden)


def test_a_rule_that_did_not_run_is_not_judged(tmp_path: Path) -> None:
    text = f"# k8slint: ignore {PORT}\n" + changed(SERVICE, {"Port: http": "Port: 80", "Port: grpc": "Port: 90"}) + POD
    off = Config(rules={PORT: RuleSetting(enabled=False)})
    assert outcome(tmp_path, text) == (["suppression-unused:1"], 0)
    assert outcome(tmp_path, text, Config(ignore=frozenset({PORT}))) == ([], 0)
    assert outcome(tmp_path, text, Config(select=frozenset({"yaml-invalid"}))) == ([], 0)
    assert outcome(tmp_path, text, off) == ([], 0)
    assert outcome(tmp_path, text, replace(off, select=frozenset({PORT, "suppression-unused"})))[0]


def test_selecting_the_rule_about_suppressions_judges_them_by_the_others(tmp_path: Path) -> None:
    text = f"# k8slint: ignore {PORT}, yaml-invalid\n" + SERVICE + POD
    assert outcome(tmp_path, text, Config(select=frozenset({"suppression-unused"}))) == (["suppression-unused:1"], 0)


def test_suppressions_leave_the_fingerprints_of_others_alone(tmp_path: Path) -> None:
    def fingerprints(text: str) -> set[str]:
        (tmp_path / "a.yaml").write_text(text)
        return {finding.fingerprint for finding in check([str(tmp_path)], Config()).findings}

    assert fingerprints(changed(SERVICE, {"Port: http": f"Port: http # k8slint: ignore {PORT}"}) + POD) < fingerprints(
        SERVICE + POD
    )


WORDS = "# k8slint: ignore yaml-invalid"


@given(
    st.dictionaries(
        st.sampled_from("abc"), st.text(st.sampled_from("x \n:'\"#-|>")).map(lambda text: f"{text} {WORDS}\n{text}")
    ),
    st.sampled_from(['"', "'", "|", ">", ""]),
)
def test_words_inside_a_value_are_no_comment(values: dict[str, str], style: str) -> None:
    text = yaml.safe_dump(values, default_style=style or None)
    assert list(comments(Source("a.yaml", text))) == []


def test_comments_where_yaml_has_them() -> None:
    text = (
        f"a: |  {WORDS}\n  x {WORDS}\n  {WORDS}\n{WORDS}\nb: 'x {WORDS}\n  {WORDS}' {WORDS}\n"
        f"c: [1, {WORDS}\n  2]\nd: x#k8slint:x\n# last\n---\n{WORDS}\nkind: x"
    )
    source = Source("a.yaml", text)
    found = [(source.position(comment.offset)[0], comment.about) for comment in comments(source)]
    assert found == [(1, 1), (4, 5), (6, 6), (7, 7), (12, 13)]


@pytest.mark.parametrize(
    ("text", "rules", "reason"),
    [
        ("a-b", [("a-b", 0)], ""),
        (" a-b,c , d -- why -- not", [("a-b", 1), ("c", 5), ("d", 9)], "why -- not"),
        ("a because of b", [("a", 0)], "because of b"),
        ("-- why", [], "why"),
        ("", [], ""),
    ],
)
def test_directives(text: str, rules: list[tuple[str, int]], reason: str) -> None:
    directive = parse_directive(text)
    assert (list(directive.rules), directive.reason) == (rules, reason)


@given(st.text())
def test_any_directive_can_be_read(text: str) -> None:
    for rule, start in parse_directive(text).rules:
        assert text[start : start + len(rule)] == rule


@given(st.text(st.sampled_from("#k8slint: ignore\n-a|>'\"&*{}[]\t"), max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    source = Source("a.yaml", f"{text}\n{WORDS}\n{text}")
    for comment in comments(source):
        assert source.position(comment.offset)[0] <= comment.about
        assert source.text.startswith(comment.text, comment.offset)


def test_result_is_empty_without_findings(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(POD)
    result: Result = check([str(tmp_path)], Config())
    assert (result.findings, result.suppressed) == ((), 0)
