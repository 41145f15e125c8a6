"""Slips about names and balancers, planted in real applications, are found at their line, and nothing else is."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from k8slint.config import Config
from k8slint.engine import Result, check
from k8slint.finding import Severity
from k8slint.model.cluster import Cluster
from k8slint.model.external_dns import PREFIX
from k8slint.model.external_dns_server import external_dns
from k8slint.model.meta import Meta
from k8slint.model.service import Service, ServiceType
from tests.injection import CORPUS, applications

pytestmark = pytest.mark.skipif(
    not (CORPUS / "INDEX.tsv").is_file(), reason=f"no real manifests in {CORPUS} (set K8SLINT_CORPUS)"
)

RANGES = "service.beta.kubernetes.io/load-balancer-source-ranges"
SLIPS = (
    ("balancer", f"{PREFIX}hostnme", "shop.example", "external-dns-annotation-unknown"),
    ("balancer", f"{PREFIX}hostname", "https://shop.example", "external-dns-value-invalid"),
    ("balancer", f"{PREFIX}access", "public", "external-dns-no-effect"),
    ("balancer", RANGES, "0.0.0.0/0", "source-range-ineffective"),
    ("balancer", f"{PREFIX}hostname", "shop.example", None),
    ("plain", f"{PREFIX}hostname", "shop.example", "external-dns-no-effect"),
    ("plain", f"{PREFIX}internal-hostname", "shop.example", None),
    ("workload", f"{PREFIX}hostname", "shop.example", "external-dns-no-effect"),
    ("ingress", f"{PREFIX}internal-hostname", "shop.example", "external-dns-no-effect"),
    ("ingress", f"{PREFIX}ttl", "soon", "external-dns-value-invalid"),
    ("ingress", f"{PREFIX}ttl", "10m", None),
)


@dataclass(frozen=True)
class Application:
    """A copy of one that may be written to, and what is said of it as it is."""

    folder: Path
    sound: Result

    def with_annotation(self, meta: Meta, key: str, value: str) -> tuple[int, set[tuple[str, int, str]]]:
        """The line of an annotation that is added, and what is said that was not said before: rule, line, file."""
        place, file = meta.name_at.key.location, Path(meta.name_at.location.file)
        text = file.read_text()
        lines = text.split("\n")
        margin = " " * (place.column - 1)
        lines[place.line - 1 : place.line - 1] = [f"{margin}annotations:", f'{margin}  {key}: "{value}"']
        file.write_text("\n".join(lines))
        before = {(f.rule, f.message) for f in self.sound.findings}
        result = check([str(self.folder)], Config())
        file.write_text(text)
        assert not result.crashes
        new = (f for f in result.findings if (f.rule, f.message) not in before and f.severity >= Severity.WARNING)
        return place.line + 1, {(f.rule, f.location.line, f.location.file) for f in new}


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> list[Application]:
    found = []
    for app in applications():
        copy = tmp_path_factory.mktemp("doors") / app.name
        shutil.copytree(app, copy, copy_function=shutil.copyfile)
        sound = check([str(copy)], Config())
        if not external_dns(sound.cluster):  # which would say more about the prefix
            found.append(Application(copy, sound))
    return found


@pytest.mark.parametrize(("where", "key", "value", "rule"), SLIPS)
def test_slips_are_found(copies: list[Application], where: str, key: str, value: str, rule: str | None) -> None:
    tried = 0
    for app in copies:
        meta = next((meta for meta in _objects(app.sound.cluster, where) if _can_be_annotated(meta)), None)
        if meta:
            line, new = app.with_annotation(meta, key, value)
            assert new == ({(rule, line, meta.name_at.location.file)} if rule else set()), app.folder.name
            tried += 1
    assert tried >= 3


def _objects(cluster: Cluster, where: str) -> Iterator[Meta]:
    """Objects of a kind that a slip is for."""
    match where:
        case "ingress":
            yield from (ingress.meta for ingress in cluster.ingresses)
        case "workload":
            yield from (workload.meta for workload in cluster.workloads if workload.kind == "Deployment")
        case _:
            yield from (service.meta for service in cluster.services if _is(service, where))


def _is(service: Service, where: str) -> bool:
    if where == "balancer":
        return service.type is ServiceType.LOAD_BALANCER and not service.load_balancer_source_ranges
    return service.type is ServiceType.CLUSTER_IP and not service.headless


def _can_be_annotated(meta: Meta) -> bool:
    """Whether it has none yet, and is written in block style."""
    place = meta.name_at.key.location
    line = Path(place.file).read_text().split("\n")[place.line - 1]
    return not (meta.at / "metadata" / "annotations").written and not line[: place.column - 1].strip()
