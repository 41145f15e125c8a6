"""Workloads: where each kind keeps its pod template, and what its controller adds to the pods."""

from __future__ import annotations

from collections.abc import Callable

from k8slint.inputs.field import Field
from k8slint.model.meta import Meta
from k8slint.model.selector import Selector
from k8slint.model.workload import ANY_VALUE, PodTemplate, Volume, Workload
from k8slint.parse.container import parse_containers
from k8slint.parse.meta import parse_labels
from k8slint.parse.selector import parse_equality_selector, parse_label_selector

RuntimeLabels = dict[str, tuple[str, ...] | None]

TEMPLATES: dict[tuple[str, str], tuple[str, ...]] = {
    ("", "Pod"): (),
    ("", "ReplicationController"): ("spec", "template"),
    ("apps", "Deployment"): ("spec", "template"),
    ("extensions", "Deployment"): ("spec", "template"),
    ("apps", "ReplicaSet"): ("spec", "template"),
    ("extensions", "ReplicaSet"): ("spec", "template"),
    ("apps", "StatefulSet"): ("spec", "template"),
    ("apps", "DaemonSet"): ("spec", "template"),
    ("extensions", "DaemonSet"): ("spec", "template"),
    ("batch", "Job"): ("spec", "template"),
    ("batch", "CronJob"): ("spec", "jobTemplate", "spec", "template"),
    ("argoproj.io", "Rollout"): ("spec", "template"),
    ("serving.knative.dev", "Service"): ("spec", "template"),
    ("serving.knative.dev", "Configuration"): ("spec", "template"),
    ("apps.kruise.io", "CloneSet"): ("spec", "template"),
    ("apps.kruise.io", "StatefulSet"): ("spec", "template"),
    ("apps.kruise.io", "DaemonSet"): ("spec", "template"),
    ("kubevirt.io", "VirtualMachine"): ("spec", "template"),
    ("kubevirt.io", "VirtualMachineInstanceReplicaSet"): ("spec", "template"),
    ("kubevirt.io", "VirtualMachineInstance"): (),
}
"""Where a kind's pod template is. Unversioned: a template has stayed in its place through all versions."""


def parse_workload(meta: Meta, field: Field) -> Workload:
    """A workload of any kind in TEMPLATES."""
    template = field
    for step in TEMPLATES[meta.group, meta.kind]:
        template = template[step]
    return Workload(
        meta,
        parse_pod(template),
        _replicas(meta.kind, field["spec"]),
        _selector(meta.kind, field["spec"]["selector"]),
        field["spec"]["serviceName"].text() or None,
        _runtime_labels(meta, field["spec"]),
        controller_of(field) if meta.kind == "Pod" else None,
        _addresses(field["status"]) if meta.kind == "Pod" else (),
    )


def controller_of(field: Field) -> tuple[str, str] | None:
    """Kind and name of the controller among `metadata.ownerReferences`; a Pod that its node keeps has none."""
    for ref in field["metadata"]["ownerReferences"].each():
        kind, name = ref["kind"].text(), ref["name"].text()
        if ref["controller"].flag() and kind and name and kind != "Node":
            return kind, name
    return None


def _addresses(status: Field) -> tuple[str, ...]:
    several = tuple(ip for entry in status["podIPs"].each() if (ip := entry["ip"].text()))
    one = status["podIP"].text()
    return several or ((one,) if one else ())


def parse_pod(template: Field) -> PodTemplate:
    """A PodTemplateSpec, or a Pod, which has the same shape."""
    spec = template["spec"]
    return PodTemplate(
        parse_labels(template["metadata"]["labels"]),
        parse_labels(template["metadata"]["annotations"]),
        tuple(parse_containers(spec)),
        tuple(volume for item in spec["volumes"].each() for volume in _volumes(item)),
        spec["hostNetwork"].flag() or False,
        spec["dnsPolicy"].text() or "ClusterFirst",
        bool(spec["dnsConfig"]["nameservers"].texts()),
        parse_labels(spec["nodeSelector"]),
        spec["nodeName"].text() or None,
        bool(spec["affinity"]["nodeAffinity"]["requiredDuringSchedulingIgnoredDuringExecution"]),
        spec["serviceAccountName"].text() or spec["serviceAccount"].text() or "default",
        spec["hostname"].text() or None,
        spec["subdomain"].text() or None,
        template.at,
        spec.at,
        spec["automountServiceAccountToken"].flag(),
    )


def _replicas(kind: str, spec: Field) -> int | None:
    """`replicas` defaults to one where the kind has it."""
    if kind == "Pod":
        return 1
    if kind in ("DaemonSet", "Job", "CronJob", "Service", "Configuration"):
        return None
    number = spec["replicas"].number()
    return 1 if number is None else number


def _selector(kind: str, field: Field) -> Selector | None:
    if not field:
        return None
    return parse_equality_selector(field) if kind == "ReplicationController" else parse_label_selector(field)


def _volumes(field: Field) -> list[Volume]:
    """ConfigMap and Secret volumes, also those inside a projected one."""
    name, found = field["name"].text() or "", []
    for entry in (field, *field["projected"]["sources"].each()):
        for key, kind, name_key in (("configMap", "ConfigMap", "name"), ("secret", "Secret", "secretName")):
            source = entry[key]
            referred = source[name_key].text() or source["name"].text()
            if referred:
                found.append(Volume(name, kind, referred, source["optional"].flag() or False, source.at))
    return found


def _runtime_labels(meta: Meta, spec: Field) -> RuntimeLabels:
    add = _RUNTIME_LABELS.get(meta.kind)
    return add(meta, spec) if add else {}


def _stateful_set_labels(meta: Meta, spec: Field) -> RuntimeLabels:
    """Pod names run from `ordinals.start`, `replicas` of them. (API reference: StatefulSet)"""
    first = spec["ordinals"]["start"].number() or 0
    replicas = _replicas(meta.kind, spec) or 0
    ordinals = range(first, first + min(replicas, 10_000))
    return {
        "statefulset.kubernetes.io/pod-name": tuple(f"{meta.name}-{n}" for n in ordinals),
        "apps.kubernetes.io/pod-index": tuple(str(n) for n in ordinals),
        "controller-revision-hash": ANY_VALUE,
    }


def _job_labels(meta: Meta, _: Field) -> RuntimeLabels:
    name = (meta.name,) if meta.kind == "Job" else ANY_VALUE
    uid = dict.fromkeys(("controller-uid", "batch.kubernetes.io/controller-uid"), ANY_VALUE)
    return {"job-name": name, "batch.kubernetes.io/job-name": name, **uid}


def _constant(*keys: str) -> Callable[[Meta, Field], RuntimeLabels]:
    return lambda meta, spec: dict.fromkeys(keys, ANY_VALUE)


_RUNTIME_LABELS: dict[str, Callable[[Meta, Field], RuntimeLabels]] = {
    "StatefulSet": _stateful_set_labels,
    "Job": _job_labels,
    "CronJob": _job_labels,
    "Deployment": _constant("pod-template-hash"),
    "Rollout": _constant("rollouts-pod-template-hash"),
    "DaemonSet": _constant("controller-revision-hash", "pod-template-generation"),
}
