"""Questions to the solver about small sets of policies: what it answers, with what case, because of what."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest

from k8slint.config import Config
from k8slint.inputs.read import read_text
from k8slint.model.cluster import Cluster
from k8slint.model.port import Protocol
from k8slint.parse.cluster import parse_cluster
from k8slint.reach.answer import Answer, Never, Unknown
from k8slint.reach.clause import Clauses, Everyone, Span
from k8slint.reach.compile import compile_policies
from k8slint.reach.equality import allowed_only_by, told_apart
from k8slint.reach.prover import Prover
from k8slint.reach.redundancy import isolated_only_by, missed_without
from k8slint.reach.rivals import Rivals
from k8slint.reach.who import Outside, Pods
from k8slint.reach.witness import Witness

IPV4, IPV6 = Outside((ip_network("0.0.0.0/0"),)), Outside((ip_network("::/0"),))
SHOP = Pods.inside("shop")


POLICY = "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p%d, namespace: shop}, spec: {%s}}"


def cluster(*documents: str) -> Cluster:
    return parse_cluster(read_text("policies.yaml", "\n---\n".join(documents)), Config())


def clauses(*specs: str) -> Clauses:
    return compile_policies(cluster(*(POLICY % item for item in enumerate(specs))).network_policies)


def prover(*sets: Clauses, **options: Any) -> Prover:
    return Prover(*sets, groups=[SHOP], **options)


def blamed(answer: Answer) -> set[str]:
    """The names and rule numbers that an answer blames."""
    assert isinstance(answer, Never), answer
    return {f"{said.policy.name}.{getattr(said, 'index', 'isolation')}" for said in answer.because}


ALL_PODS = "podSelector: {}, ingress: [%s]"
SPLIT = "{from: [{podSelector: {}}, %s]}"


@pytest.mark.parametrize(
    ("rules", "because"),
    [
        ("{}", {"p0.0"}),
        ("{from: []}", {"p0.0"}),
        ("{from: [{namespaceSelector: {}}, {ipBlock: {cidr: 0.0.0.0/0}}, {ipBlock: {cidr: '::/0'}}]}", {"p0.0"}),
        (
            "{from: [{namespaceSelector: {}}]}, {from: [{ipBlock: {cidr: 0.0.0.0/1}}]},"
            "{from: [{ipBlock: {cidr: 128.0.0.0/1}}, {ipBlock: {cidr: '::/1'}}, {ipBlock: {cidr: '8000::/1'}}]}",
            {"p0.0", "p0.1", "p0.2"},
        ),
        ("{ports: [{port: 1, endPort: 30000}]}, {ports: [{port: 30001, endPort: 65535}]}", {"p0.0", "p0.1"}),
        ("{ports: [{port: 1, endPort: 65535}]}", {"p0.0"}),
    ],
)
def test_all_tcp_is_open_however_it_is_spelled(rules: str, because: set[str]) -> None:
    found = clauses(ALL_PODS % rules)
    tcp = (Span(Protocol.TCP, 1, 65535),)
    assert blamed(prover(found).refused(found, Everyone(), SHOP, tcp, explain=True)) == because


@pytest.mark.parametrize(
    ("peers", "because"),
    [
        ("{from: [{namespaceSelector: {}}]}", {"p0.0"}),
        (
            "{from: [{namespaceSelector: {matchLabels: {team: a}}}]},"
            "{from: [{namespaceSelector: {matchExpressions: [{key: team, operator: NotIn, values: [a]}]}}]}",
            {"p0.0", "p0.1"},
        ),
        (
            "{from: [{namespaceSelector: {}, podSelector: {matchExpressions: [{key: app, operator: Exists}]}}]},"
            "{from: [{namespaceSelector: {}, podSelector: {matchExpressions: [{key: app, operator: DoesNotExist}]}}]}",
            {"p0.0", "p0.1"},
        ),
        (
            "{from: [{podSelector: {}}, {namespaceSelector: {matchExpressions: ["
            "{key: kubernetes.io/metadata.name, operator: NotIn, values: [shop]}]}}]}",
            {"p0.0"},
        ),
    ],
)
def test_all_pods_are_let_in_however_it_is_spelled(peers: str, because: set[str]) -> None:
    found = clauses(ALL_PODS % peers)
    assert blamed(prover(found).refused(found, Pods(), SHOP, explain=True)) == because


@pytest.mark.parametrize(
    ("peers", "labels"),
    [
        ("{from: [{podSelector: {}}]}", {}),
        ("{from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: web}}}]}", {}),
        (
            "{from: [{namespaceSelector: {}, podSelector: {matchExpressions: "
            "[{key: app, operator: NotIn, values: [web]}]}}]}",
            {"app": "web"},
        ),
    ],
)
def test_a_pod_that_is_kept_out_is_shown(peers: str, labels: dict[str, str]) -> None:
    found = clauses(ALL_PODS % peers)
    case = prover(found).refused(found, Pods(), SHOP)
    assert isinstance(case, Witness)
    shown = case.as_dict(destination="shop/Deployment/cart")
    assert shown == {
        "source": "a pod in namespace other",
        "destination": "shop/Deployment/cart",
        "protocol": "TCP",
        "port": 80,
        **({"labels": labels} if labels else {}),
    }


def test_the_addresses_of_one_family_do_not_cover_the_other() -> None:
    found = clauses(ALL_PODS % "{from: [{ipBlock: {cidr: 0.0.0.0/0}}]}")
    assert isinstance(prover(found).refused(found, IPV4, SHOP), Never)
    case = prover(found).refused(found, IPV6, SHOP)
    assert isinstance(case, Witness)
    assert case.as_dict()["source"] == "2001:db8::7"


def test_what_closes_a_pod_is_named() -> None:
    found = clauses("podSelector: {}", "podSelector: {}, ingress: [{from: [{podSelector: {}}]}]")
    assert len(blamed(prover(found).connected(found, IPV4, SHOP, explain=True))) == 1
    assert isinstance(prover(found).connected(found, Pods(), SHOP), Witness)


def test_a_bound_that_runs_out_is_no_answer() -> None:
    found = clauses(ALL_PODS % "{from: [{namespaceSelector: {}}]}, {from: [{ipBlock: {cidr: 10.0.0.0/9}}]}")
    assert isinstance(prover(found, limit=1).refused(found, IPV4, SHOP), Unknown)


@pytest.mark.parametrize(
    ("specs", "because"),
    [
        (("podSelector: {}, ingress: [{ports: [{port: 80}]}]", "podSelector: {}, ingress: [{}]"), {"p1.0"}),
        (
            (
                "podSelector: {matchLabels: {app: web}}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]",
                "podSelector: {matchExpressions: [{key: app, operator: Exists}]}, "
                "ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/9}}]}, {from: [{ipBlock: {cidr: 10.128.0.0/9}}]}]",
            ),
            {"p1.0", "p1.1"},
        ),
    ],
)
def test_a_rule_that_others_cover_adds_nothing(specs: tuple[str, ...], because: set[str]) -> None:
    found = clauses(*specs)
    assert blamed(missed_without(prover(found), found.clauses[0], Rivals(found).of(found.clauses[0]))) == because


def test_a_rule_for_other_pods_adds_something() -> None:
    found = clauses(
        "podSelector: {matchLabels: {app: web}}, ingress: [{}]", "podSelector: {}, ingress: [{ports: [{port: 1}]}]"
    )
    answer = missed_without(prover(found), found.clauses[0], Rivals(found).of(found.clauses[0]))
    assert isinstance(answer, Witness)
    assert answer.destination.labels == {"app": "web"}  # type: ignore[union-attr]


def test_an_isolation_that_another_contains() -> None:
    found = clauses("podSelector: {matchLabels: {app: web}}", "podSelector: {}")
    assert blamed(isolated_only_by(prover(found), found, found.isolations[0])) == {"p1.isolation"}
    assert isinstance(isolated_only_by(prover(found), found, found.isolations[1]), Witness)


ADMIN = (
    "{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, metadata: {name: %s}, "
    "spec: {tier: Admin, priority: %d, subject: {namespaces: {}}, ingress: [{action: %s, from: [{namespaces: {%s}}]}]}}"
)
TEAM_A = "matchLabels: {team: a}"


@pytest.mark.parametrize(
    ("others", "because"),
    [
        ([ADMIN % ("before", 1, "Deny", "")], {"before.0"}),
        ([ADMIN % ("after", 9, "Accept", "")], {"after.0"}),
        ([ADMIN % ("between", 6, "Deny", TEAM_A), ADMIN % ("after", 9, "Accept", "")], None),
    ],
)
def test_a_rule_of_an_administrator_that_adds_nothing(others: list[str], because: set[str] | None) -> None:
    """One that is never reached, or that only says beforehand what would be said anyway."""
    found = compile_policies((), cluster(ADMIN % ("it", 5, "Accept", TEAM_A), *others).admin_policies)
    it = next(clause for clause in found.clauses if clause.policy.name == "it")
    answer = missed_without(Prover(found), it, Rivals(found).of(it))
    assert isinstance(answer, Witness) if because is None else blamed(answer) == because


def test_equal_sets_of_policies() -> None:
    one = clauses("podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]")
    two = clauses(
        "podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/9}}, {ipBlock: {cidr: 10.128.0.0/9}}]}]"
    )
    more = clauses("podSelector: {}, ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/7}}]}]")
    asked = prover(one, two, more)
    assert isinstance(told_apart(asked, one, two), Never)
    assert isinstance(allowed_only_by(asked, one, more), Never)
    case = allowed_only_by(asked, more, one)
    assert isinstance(case, Witness)
    assert case.source in ip_network("11.0.0.0/8")


def test_a_declared_namespace_has_the_labels_that_it_declares() -> None:
    found = clauses(
        ALL_PODS % "{from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: pay, team: a}}}]}"
    )
    assert isinstance(prover(found).connected(found, Pods.inside("pay"), SHOP), Witness)
    known = {"pay": {"team": "b", "kubernetes.io/metadata.name": "pay"}}
    assert isinstance(prover(found, known=known).connected(found, Pods.inside("pay"), SHOP), Never)


def test_two_pods_of_one_namespace_see_the_same_labels_on_it() -> None:
    """Nothing is known of the labels of namespace pay but that it has one set of them."""
    peer = "{matchLabels: {kubernetes.io/metadata.name: pay, team: a}}"
    rules = f"egress: [{{action: Deny, to: [{{namespaces: {peer}}}]}}]"
    spec = f"{{tier: Admin, priority: 1, subject: {{namespaces: {TEAM_NOT_A}}}, {rules}}}"
    text = (
        "{apiVersion: policy.networking.k8s.io/v1alpha2, kind: ClusterNetworkPolicy, "
        f"metadata: {{name: it}}, spec: {spec}}}"
    )
    found = compile_policies((), cluster(text).admin_policies)
    pay = Pods.inside("pay")
    assert isinstance(Prover(found, groups=[pay]).refused(found, pay, pay), Never)


TEAM_NOT_A = "{matchExpressions: [{key: team, operator: NotIn, values: [a]}]}"
