"""`.k8slint.yaml` to a Config, and every mistake in it at its line and column."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from k8slint.config import Config, External, ExternalPort, RuleSetting
from k8slint.configfile.find import find
from k8slint.configfile.load import load, load_source
from k8slint.configfile.mistake import BadConfig
from k8slint.configfile.shape import schema_text
from k8slint.finding import Problem, Severity
from k8slint.inputs.source import Source
from k8slint.model.cluster import Cluster
from k8slint.preset import PRESETS
from k8slint.rule import Rule, load_rules
from k8slint.validity.gate import gate


def config(text: str) -> Config:
    return load_source(Source(".k8slint.yaml", text))


def mistakes(text: str) -> list[str]:
    with pytest.raises(BadConfig) as caught:
        config(text)
    return [str(mistake).removeprefix(".k8slint.yaml:") for mistake in caught.value.mistakes]


def settings(config: Config) -> Config:
    """Without what says where it was read."""
    return Config(
        config.rules,
        ignored=config.ignored,
        namespace=config.namespace,
        complete=config.complete,
        external=config.external,
        profile=config.profile,
        fail_on=config.fail_on,
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}", "paths:\nrules:\nexternal:\ncluster:\n"])
def test_what_is_not_written_has_its_default(text: str) -> None:
    assert settings(config(text)) == Config()


def test_every_section() -> None:
    found = config(
        "namespace: shop\nfailOn: warning\ncomplete: [shop, data]\n"
        "paths: {include: [k8s/**], exclude: [k8s/old]}\n"
        "cluster: {version: 'v1.30.2', nodePortRange: 30000-30999, podCIDRs: [10.0.0.0/8, 'fd00::/8'], cni: flannel}\n"
    )
    assert (found.namespace, found.fail_on) == ("shop", "warning")
    assert [found.is_complete(name) for name in ("shop", "data", "default")] == [True, True, False]
    assert found.paths.admits("k8s/web/a.yaml")
    assert not found.paths.admits("k8s/old/a.yaml")
    assert not found.paths.admits("other/a.yaml")
    assert (found.profile.version, found.profile.node_port_range) == ((1, 30), (30000, 30999))
    assert found.profile.pod_cidrs == ("10.0.0.0/8", "fd00::/8")
    assert found.profile.enforces_policies is False


@pytest.mark.parametrize(
    ("entry", "setting"),
    [
        ("off", RuleSetting(enabled=False)),
        ("on", RuleSetting(enabled=True)),
        ('"off"', RuleSetting(enabled=False)),
        ("info", RuleSetting(enabled=True, level="info")),
        ("{level: warning}", RuleSetting(level="warning")),
        ("{enabled: false, level: error}", RuleSetting(enabled=False, level="error")),
    ],
)
def test_a_rule_is_switched_or_set(entry: str, setting: RuleSetting) -> None:
    assert config(f"rules: {{yaml-invalid: {entry}}}").rules == {"yaml-invalid": setting}


def test_external_objects() -> None:
    text = (
        "namespace: shop\n"
        "external:\n"
        "- {kind: Service, name: db, namespace: data, ports: [5432, 53/UDP, {name: web, port: 80}]}\n"
        "- {kind: Deployment, name: cart, labels: {app: cart}}\n"
    )
    db, cart = config(text).external
    ports = (ExternalPort(5432), ExternalPort(53, None, "UDP"), ExternalPort(80, "web"))
    assert db == External("Service", "db", "data", ports, at=db.at)
    assert cart == External("Deployment", "cart", "shop", labels={"app": "cart"}, at=cart.at)
    assert cart.at is not None
    assert (cart.at.line, cart.at.column) == (4, 28)


def test_accepted_findings() -> None:
    text = "ignore:\n- {rule: yaml-*, path: [old, older], reason: moved, expires: 2027-01-31}\n"
    (entry,) = config(text).ignored
    assert (entry.rules, entry.objects, entry.paths) == (("yaml-*",), (), ("old", "older"))
    assert (entry.reason, entry.expires, entry.at.line, entry.at.column) == ("moved", date(2027, 1, 31), 2, 10)


def test_what_a_preset_knows_can_be_overruled() -> None:
    profile = config("cluster: {preset: k3s, cni: flannel, podCIDRs: [10.9.0.0/16]}").profile
    assert profile.enforces_policies is False  # the preset's own policy controller is not known to run
    assert (profile.pod_cidrs, profile.service_cidrs) == (("10.9.0.0/16",), ("10.43.0.0/16",))
    assert profile.default_ingress_class is True


@pytest.mark.parametrize(
    ("section", "classes", "default"),
    [
        ("defaultIngressClass: nginx", ("nginx",), True),
        ("ingressClasses: [a, b]\n  defaultIngressClass: b", ("a", "b"), True),
        ("ingressClasses: [a]", ("a",), None),
        ("defaultIngressClass: false", (), False),
    ],
)
def test_ingress_classes(section: str, classes: tuple[str, ...], default: bool | None) -> None:
    profile = config(f"cluster:\n  {section}\n").profile
    assert (profile.ingress_classes, profile.default_ingress_class) == (classes, default)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [", "1:4: not valid YAML: the [ that opens here is not closed"),
        ("- a", "1:1: must be a mapping"),
        ("{}\n---\n{}", "3:1: a second document"),
        ("paths: {}\npaths: {}", "2:1: paths: is set twice"),
        ("exclude: [x]", "1:1: exclude: no such key; the keys are "),
        ("paths:\n  includ: [x]", "2:3: paths.includ: no such key; did you mean include?"),
        ("paths: {include: k8s}", "1:18: paths.include: must be a list of words, not k8s"),
        ("rules:\n  yaml-invalit: off", "2:3: rules.yaml-invalit: no such rule; did you mean yaml-invalid?"),
        ("rules:\n  qqq: off", "2:3: rules.qqq: no such rule"),
        ("rules: {yaml-invalid: 3}", "1:23: rules.yaml-invalid: must be off, on, error, warning or info or a mapping"),
        ("rules: {yaml-invalid: warn}", "1:23: rules.yaml-invalid: warn is unknown; did you mean warning?"),
        ("rules: {yaml-invalid: {level: bad}}", "1:31: rules.yaml-invalid.level: must be one of error, warning, info"),
        ("rules: {yaml-invalid: {levl: info}}", "1:24: rules.yaml-invalid.levl: the rule has no such parameter; did "),
        ("rules: {yaml-invalid: {x: 1}}", "1:24: rules.yaml-invalid.x: the rule has no such parameter; it has enabled"),
        ("failOn: warn", "1:9: failOn: warn is unknown; did you mean warning?"),
        ("complete: 3", "1:11: complete: must be true or false or a list of names, not 3"),
        ("external: [{kind: Service}]", "1:13: external[0]: lacks name"),
        ("external: [{kind: Service, nmae: web}]", "1:28: external[0].nmae: no such key; did you mean name?"),
        ("external: [{kind: A, name: b, ports: [http]}]", "1:39: external[0].ports[0]: must be a port and a protocol"),
        ("external: [{kind: A, name: b, ports: [0]}]", "1:39: external[0].ports[0]: must be a port number from 1 to"),
        ("cluster: {version: 1.30}", '1:20: cluster.version: must be a version in quotes, such as "1.34", not 1.3'),
        ("cluster: {cni: calcio}", "1:16: cluster.cni: calcio is unknown; did you mean calico?"),
        ("cluster: {nodePortRange: 9-1}", "1:26: cluster.nodePortRange: must go from a lower to a higher port"),
        ("cluster: {podCIDRs: [10.0.0.1/8]}", "1:22: cluster.podCIDRs[0]: must be an address range such as 10.244"),
        ("ignore: [{rule: yaml-invalid, reason: x}]", "1:11: ignore[0]: lacks object or path"),
        ("ignore: [{rule: yaml-invalid, path: x}]", "1:11: ignore[0]: lacks reason"),
        ("ignore: [{rule: [a-b], path: x, reason: x}]", "1:18: ignore[0].rule[0]: no such rule"),
        (
            "ignore: [{rule: '*', path: x, reason: x, expires: 2026-02-30}]",
            "1:51: ignore[0].expires: 2026-02-30 is no day of the calendar",
        ),
    ],
)
def test_a_mistake_names_its_place(text: str, message: str) -> None:
    (found,) = mistakes(text)
    assert found.startswith(message)


def test_all_mistakes_are_told_at_once() -> None:
    assert len(mistakes("failOn: no\ncomplete: 3\nextern: []\n")) == 3


def test_the_search_ends_where_there_are_too_many() -> None:
    assert len(mistakes("".join(f"key{number}: 1\n" for number in range(1000)))) == 50
    assert len(mistakes("rules:\n" + "".join(f"  key{number}: off\n" for number in range(1000)))) == 50


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="cannot be read"):
        load(str(tmp_path / "absent.yaml"))


def test_it_is_found_upwards_to_the_root_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = tmp_path / "repository"
    (repository / "k8s" / "web").mkdir(parents=True)
    (repository / ".git").mkdir()
    monkeypatch.chdir(repository / "k8s")
    (tmp_path / ".k8slint.yaml").touch()
    assert find(("web",)) is None
    (repository / ".k8slint.yaml").touch()
    assert find(("web/a.yaml",)) == find(("-",)) == find(("web/*.yaml", "elsewhere")) == "../.k8slint.yaml"
    (repository / "k8s" / "web" / ".k8slint.yaml").touch()
    assert find(("web",)) == find(("web/**/*.yaml",)) == "web/.k8slint.yaml"
    assert find(("-",)) == "../.k8slint.yaml"


def test_the_schema_names_what_the_program_knows() -> None:
    schema = json.loads(schema_text())
    assert schema["properties"]["cluster"]["properties"]["preset"]["enum"] == sorted(PRESETS)
    assert all("description" in section for section in schema["properties"].values())


@pytest.mark.parametrize(
    "section", ["rules: {yaml-invalid: }", "cluster: {version: }", "ignore: ", "paths: {include: }"]
)
def test_a_key_with_nothing_behind_it_is_absent(section: str) -> None:
    assert config(section).profile == Config().profile


def test_parameters_have_types_that_the_file_can_state() -> None:
    for rule in load_rules():
        assert all(isinstance(d, bool | int | float | str | tuple | frozenset) for d in rule.parameters.values())


KEYS = ("rules", "paths", "external", "cluster", "ignore", "kind", "name", "ports", "rule", "reason", "yaml-invalid")
VALUES = st.recursive(
    st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS), inner),
)


@given(st.dictionaries(st.sampled_from(KEYS), VALUES))
def test_the_gate_and_the_schema_agree(value: dict[str, object]) -> None:
    assert gate("config.schema.json")(value) == Draft202012Validator(json.loads(schema_text())).is_valid(value)


@given(VALUES)
def test_nothing_but_mistakes_comes_of_arbitrary_text(value: object) -> None:
    try:
        config(json.dumps(value))
    except BadConfig as error:
        assert error.mistakes


def parametrised(cluster: Cluster, *, ports: tuple[int, ...] = (22, 6379), strict: bool = False) -> Iterator[Problem]:
    yield from ()


@pytest.fixture
def rule_with_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    rule = Rule("open-port", Severity.WARNING, True, parametrised)
    monkeypatch.setattr("k8slint.configfile.rules.load_rules", lambda: (rule,))


@pytest.mark.usefixtures("rule_with_parameters")
def test_parameters_take_the_types_of_their_defaults() -> None:
    found = config("rules: {open-port: {ports: [1, 2], strict: true}}").rules["open-port"]
    assert found == RuleSetting(parameters={"ports": (1, 2), "strict": True})


@pytest.mark.usefixtures("rule_with_parameters")
@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("ports: 22", "1:28: rules.open-port.ports: must be a list of numbers, as the default [22, 6379]"),
        ("ports: [a]", "1:21: rules.open-port.ports: must be a list of numbers, as the default [22, 6379]"),
        ("strict: 1", "1:29: rules.open-port.strict: must be true or false, as the default false"),
        ("port: [1]", "1:21: rules.open-port.port: the rule has no such parameter; did you mean ports?"),
    ],
)
def test_a_parameter_of_another_type_is_a_mistake(entry: str, message: str) -> None:
    assert mistakes(f"rules: {{open-port: {{{entry}}}}}") == [message]
