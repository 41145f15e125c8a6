"""Each statement of docs/semantics.md about selectors and policies, on a small cluster (tests/shop.py)."""

from __future__ import annotations

import pytest

from tests.shop import admin, findings, policy, reaches

OPEN_TO = "podSelector: {}, ingress: [{from: [%s]}]"


def lets_in(peer: str, source: str, destination: str = "cart") -> bool:
    return reaches(source, destination, policy(OPEN_TO % peer))


@pytest.mark.parametrize("spec", ["podSelector: {}", "podSelector: null", "policyTypes: [Ingress]", ""])
def test_an_absent_null_or_empty_pod_selector_isolates_the_namespace(spec: str) -> None:
    assert not reaches("web", "cart", policy(spec))
    assert not reaches("192.0.2.1", "cart", policy(spec))
    assert reaches("cart", "till", policy(spec))


def test_a_namespace_selector_alone_means_every_pod_of_those_namespaces() -> None:
    assert lets_in("{namespaceSelector: {matchLabels: {team: a}}}", "till")
    assert not lets_in("{namespaceSelector: {matchLabels: {team: a}}}", "web")


def test_a_pod_selector_alone_means_pods_of_the_policys_namespace() -> None:
    assert lets_in("{podSelector: {}}", "web")
    assert not lets_in("{podSelector: {}}", "till")


def test_both_in_one_item_are_and_two_items_are_or() -> None:
    both = "{namespaceSelector: {matchLabels: {team: a}}, podSelector: {matchLabels: {app: web}}}"
    apart = "{namespaceSelector: {matchLabels: {team: a}}}, {podSelector: {matchLabels: {app: web}}}"
    assert not lets_in(both, "till")
    assert not lets_in(both, "web")
    assert lets_in(apart, "till")
    assert lets_in(apart, "web")


@pytest.mark.parametrize("peer", ["{}", "{podSelector: null}", "{podSelector: null, namespaceSelector: null}"])
def test_an_empty_peer_is_invalid_and_never_everyone(peer: str) -> None:
    assert not lets_in(peer, "web")
    assert not lets_in(peer, "192.0.2.1")
    assert "manifest-invalid" in findings(policy(OPEN_TO % peer))


def test_all_namespaces_are_all_pods_and_neither_addresses_nor_nodes() -> None:
    assert lets_in("{namespaceSelector: {}}", "lone")
    assert not lets_in("{namespaceSelector: {}}", "192.0.2.1")
    assert not lets_in("{namespaceSelector: {}}", "agent")


def expression(text: str) -> str:
    return f"{{namespaceSelector: {{}}, podSelector: {{matchExpressions: [{{{text}}}]}}}}"


def test_not_in_and_does_not_exist_match_an_absent_label() -> None:
    assert lets_in(expression("key: tier, operator: NotIn, values: [x]"), "till")
    assert lets_in(expression("key: tier, operator: DoesNotExist"), "till")
    assert not lets_in(expression("key: tier, operator: DoesNotExist"), "web")


def test_an_empty_value_needs_the_key() -> None:
    assert lets_in(expression('key: tier, operator: In, values: [""]'), "web")
    assert not lets_in(expression('key: tier, operator: In, values: [""]'), "till")
    assert lets_in('{podSelector: {matchLabels: {tier: ""}}}', "web")
    assert not lets_in('{podSelector: {matchLabels: {tier: ""}}}', "db", "cart")


def test_exists_with_a_namespace_selector_is_about_pods_of_the_selected_namespaces() -> None:
    peer = (
        "{namespaceSelector: {matchLabels: {team: a}}, podSelector: {matchExpressions: [{key: app, operator: Exists}]}}"
    )
    assert lets_in(peer, "till")
    assert not lets_in(peer, "web")


@pytest.mark.parametrize("name", ["pay", "elsewhere"])
def test_every_namespace_has_its_name_as_a_label_whatever_the_manifest_says(name: str) -> None:
    peer = f"{{namespaceSelector: {{matchLabels: {{kubernetes.io/metadata.name: {name}}}}}}}"
    assert lets_in(peer, {"pay": "till", "elsewhere": "lone"}[name])
    assert not lets_in("{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: liar}}}", "till")


@pytest.mark.parametrize(("ordinal", "exists"), [(5, True), (6, True), (0, False), (7, False)])
def test_the_pod_name_label_is_bounded_by_the_ordinals(ordinal: int, exists: bool) -> None:
    label = f"{{podSelector: {{matchLabels: {{statefulset.kubernetes.io/pod-name: db-{ordinal}}}}}}}"
    assert lets_in(label, "db") == exists


def test_absent_types_mean_ingress_and_egress_only_where_there_is_an_egress_rule() -> None:
    assert reaches("cart", "till", policy("podSelector: {}, egress: []"))
    assert not reaches("cart", "till", policy("podSelector: {}, egress: [{to: [{podSelector: {}}]}]"))
    assert not reaches("web", "cart", policy("podSelector: {}, egress: [{}]"))


def test_the_order_of_types_does_not_matter() -> None:
    for types in ("[Egress, Ingress]", "[Ingress, Egress]"):
        assert not reaches("cart", "till", policy(f"podSelector: {{}}, policyTypes: {types}, ingress: [{{}}]"))


def test_a_section_whose_type_is_not_listed_is_ignored_and_reported() -> None:
    text = policy("podSelector: {}, policyTypes: [Ingress], egress: [{to: [{podSelector: {}}]}]")
    assert reaches("cart", "till", text)
    assert "policy-types-contradict-rules" in findings(text)


@pytest.mark.parametrize("ingress", ["", "ingress: [], ", "ingress: null, "])
def test_no_ingress_rule_denies(ingress: str) -> None:
    assert not reaches("web", "cart", policy(ingress + "podSelector: {}, policyTypes: [Ingress]"))


@pytest.mark.parametrize("rule", ["{}", "{from: []}", "{from: null}", "{ports: []}"])
def test_an_empty_rule_admits_everything_the_outside_included(rule: str) -> None:
    for source in ("web", "lone", "agent", "192.0.2.1", "2001:db8::1"):
        for protocol in ("TCP", "UDP", "SCTP"):
            assert reaches(source, "cart", policy(f"podSelector: {{}}, ingress: [{rule}]"), port=9, protocol=protocol)


@pytest.mark.parametrize(("port", "protocol"), [("{}", "TCP"), ("{protocol: UDP}", "UDP"), ("{port: 8080}", "TCP")])
def test_an_entry_without_protocol_is_tcp_and_without_port_every_port(port: str, protocol: str) -> None:
    text = policy(f"podSelector: {{}}, ingress: [{{ports: [{port}]}}]")
    assert reaches("web", "cart", text, protocol=protocol)
    assert not reaches("web", "cart", text, protocol="SCTP")
    assert reaches("web", "cart", text, port=9, protocol=protocol) == ("port" not in port)


def test_policies_only_add() -> None:
    one, two = policy("podSelector: {}", "deny"), policy("podSelector: {}, ingress: [{ports: [{port: 8080}]}]", "web")
    assert reaches("web", "cart", one, two)
    assert not reaches("web", "cart", one, two, port=9)


def test_a_connection_needs_egress_and_ingress() -> None:
    out = policy("podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]", "out")
    into = policy("podSelector: {matchLabels: {app: cart}}, ingress: [{}]", "into")
    assert not reaches("web", "cart", out, into)
    assert reaches("cart", "web", out, into)


def test_two_replicas_of_one_workload_are_two_pods() -> None:
    assert not reaches("db", "db", policy("podSelector: {}"))
    assert reaches("db", "db", policy("podSelector: {}, ingress: [{from: [{podSelector: {}}]}]"))


def test_a_range_is_inclusive_and_needs_a_number_not_above_its_end() -> None:
    text = policy("podSelector: {}, ingress: [{ports: [{port: 8080, endPort: 8082}]}]")
    assert [reaches("web", "cart", text, port=port) for port in (8079, 8080, 8082, 8083)] == [False, True, True, False]
    for wrong in ("{port: http, endPort: 9000}", "{port: 9000, endPort: 8000}", "{endPort: 9000}"):
        assert "manifest-invalid" in findings(policy(f"podSelector: {{}}, ingress: [{{ports: [{wrong}]}}]"))


NAMED = "podSelector: {}, ingress: [{ports: [{port: %s}]}]"


def test_a_named_port_is_that_of_each_destination_pod_with_its_protocol() -> None:
    egress = policy("podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]")
    assert reaches("web", "cart", egress, port=8080)
    assert reaches("web", "till", egress, port=9090)
    assert not reaches("web", "till", egress, port=8080)
    assert not reaches("web", "cart", policy(NAMED % "dns"), port=53)
    assert reaches("web", "cart", policy(NAMED % "dns, protocol: UDP"), port=53, protocol="UDP")


def test_a_named_port_of_a_native_sidecar_counts_and_of_an_init_container_does_not() -> None:
    assert reaches("web", "cart", policy(NAMED % "proxy"), port=15008)
    assert not reaches("web", "cart", policy(NAMED % "setup"), port=9999)


def test_a_name_that_a_pod_lacks_allows_nothing_there_and_nothing_towards_addresses() -> None:
    assert not reaches("cart", "web", policy(NAMED % "http"))
    egress = policy("podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: http}]}]")
    assert not any(reaches("web", "192.0.2.1", egress, port=port) for port in (80, 8080, 9090))


def test_a_numeric_port_needs_no_container_port() -> None:
    assert reaches("web", "cart", policy(NAMED % "12345"), port=12345)


def test_an_exception_trims_its_own_block_only() -> None:
    block = "{ipBlock: {cidr: 192.0.2.0/24, except: [192.0.2.128/25]}}"
    assert lets_in(block, "192.0.2.1")
    assert not lets_in(block, "192.0.2.129")
    assert lets_in(block + ", {ipBlock: {cidr: 192.0.2.129/32}}", "192.0.2.129")


def test_all_of_ipv4_covers_no_ipv6() -> None:
    assert lets_in("{ipBlock: {cidr: 0.0.0.0/0}}", "192.0.2.1")
    assert not lets_in("{ipBlock: {cidr: 0.0.0.0/0}}", "2001:db8::1")


def test_a_block_does_not_match_pods() -> None:
    assert not lets_in("{ipBlock: {cidr: 10.244.0.0/16}}", "web")
    assert not lets_in("{ipBlock: {cidr: 0.0.0.0/0}}", "web")


def test_pods_on_the_host_network_are_not_selected_and_act_from_their_nodes_address() -> None:
    assert reaches("web", "agent", policy("podSelector: {}"))
    assert not lets_in("{podSelector: {}}", "agent")
    assert lets_in("{ipBlock: {cidr: 192.168.0.0/24}}", "agent")
    assert not lets_in("{ipBlock: {cidr: 192.168.1.0/24}}", "agent")


def test_a_misplaced_peer_list_is_an_error_because_dropping_it_would_open_the_rule() -> None:
    assert "unknown-field" in findings(policy("podSelector: {}, ingress: [{to: [{podSelector: {}}]}]"))


def test_of_two_policies_with_one_name_the_last_one_counts_and_both_are_reported() -> None:
    first, last = policy("podSelector: {}, ingress: [{}]"), policy("podSelector: {}")
    assert not reaches("web", "cart", first, last)
    assert reaches("web", "cart", last, first)
    assert {"policy-name-defined-twice", "object-defined-twice"} & findings(first, last)


CLOSED = "ingress: [{action: Deny, from: [{namespaces: {}}]}]"
OPEN = "ingress: [{action: Accept, from: [{namespaces: {}}]}]"
PASSED = "ingress: [{action: Pass, from: [{namespaces: {}}]}]"


def test_the_lowest_priority_number_decides_first_and_within_a_policy_the_first_rule() -> None:
    assert reaches("web", "cart", admin(CLOSED, 20), admin(OPEN, 10))
    assert not reaches("web", "cart", admin(CLOSED, 10), admin(OPEN, 20))
    both = "ingress: [{action: Accept, from: [{namespaces: {}}]}, {action: Deny, from: [{namespaces: {}}]}]"
    assert reaches("web", "cart", admin(both))


def test_allow_and_deny_of_the_admin_tier_are_final() -> None:
    assert reaches("web", "cart", admin(OPEN), policy("podSelector: {}"))
    assert not reaches("web", "cart", admin(CLOSED), policy("podSelector: {}, ingress: [{}]"))


def test_pass_and_no_match_leave_the_tier() -> None:
    assert not reaches("web", "cart", admin(PASSED, 5), admin(OPEN, 10), policy("podSelector: {}"))
    assert reaches("web", "cart", admin(PASSED, 5), admin(CLOSED, 10))
    assert not reaches("web", "cart", admin(PASSED), admin(CLOSED, tier="Baseline"))
    assert not reaches("192.0.2.1", "cart", admin(OPEN), policy("podSelector: {}"))


def test_an_isolated_pod_never_comes_to_the_baseline_tier_in_that_direction() -> None:
    baseline = admin(OPEN, tier="Baseline")
    assert not reaches("web", "cart", policy("podSelector: {}"), baseline)
    closed = admin(CLOSED, tier="Baseline")
    assert reaches("web", "cart", policy("podSelector: {}, ingress: [{}]"), closed)
    assert not reaches("web", "cart", policy("podSelector: {}, policyTypes: [Egress], egress: [{}]"), closed)


def test_an_egress_allow_does_not_override_the_ingress_side() -> None:
    allow = admin("egress: [{action: Accept, to: [{namespaces: {}}]}]")
    assert not reaches("web", "cart", allow, policy("podSelector: {matchLabels: {app: cart}}"))


def test_without_ports_every_protocol_and_a_named_port_brings_its_own() -> None:
    assert not reaches("web", "cart", admin(CLOSED), protocol="SCTP")
    named = admin(
        "ingress: [{action: Deny, from: [{namespaces: {}}], protocols: [{destinationNamedPort: dns}]}]",
    )
    assert not reaches("web", "cart", named, port=53, protocol="UDP")
    assert reaches("web", "cart", named, port=53, protocol="TCP")


def test_networks_match_the_addresses_of_pods() -> None:
    closed = admin("egress: [{action: Deny, to: [{networks: [10.244.0.0/24]}]}]")
    assert not reaches("cart", "web", closed)
    assert not reaches("cart", "10.244.0.9", closed)
    assert reaches("cart", "192.0.2.1", closed)


def test_nodes_match_pods_on_the_host_network() -> None:
    closed = admin("egress: [{action: Deny, to: [{nodes: {matchLabels: {zone: a}}}]}]")
    assert not reaches("web", "agent", closed)
    assert reaches("web", "cart", closed)


def test_equal_priorities_are_reported_where_their_order_matters() -> None:
    twin = admin(OPEN).replace("admin-10", "twin")
    assert "policy-priority-tied" in findings(admin(CLOSED), twin)
    assert "policy-priority-tied" not in findings(admin(CLOSED), admin(CLOSED).replace("admin-10", "twin"))


def test_an_unknown_peer_or_port_fails_closed() -> None:
    base = policy("podSelector: {matchLabels: {app: cart}}")
    unknown = "ingress: [{action: %s, from: [{namespaces: {}}], protocols: [{quic: {}}]}]"
    assert not reaches("web", "cart", admin(unknown % "Accept"), base)
    assert not reaches("web", "cart", admin(unknown % "Deny"))
    assert not reaches("web", "cart", admin(unknown % "Pass"))


def test_the_baseline_of_v1alpha1_has_no_priority() -> None:
    baseline = (
        "{apiVersion: policy.networking.k8s.io/v1alpha1, kind: BaselineAdminNetworkPolicy, metadata: {name: default}, "
        f"spec: {{subject: {{namespaces: {{}}}}, {CLOSED}}}}}"
    )
    assert not reaches("web", "cart", baseline)
    assert reaches("web", "cart", baseline, policy("podSelector: {}, ingress: [{}]"))
