"""The ExternalDNS that runs in the cluster, where the input declares it: its version and what it is told.

Source: ExternalDNS documentation, "Flags" (`--annotation-prefix`, `--enable-legacy-annotation-prefix` since v0.23), and
the release notes of v0.22.
"""

from __future__ import annotations

from k8slint.model.cluster import Cluster
from k8slint.model.container import Container
from k8slint.model.external_dns import LEGACY_PREFIX, PREFIX
from k8slint.model.workload import Workload
from k8slint.pattern import regex
from k8slint.record import dataclass

NEW_PREFIX_SINCE = (0, 22)
_IMAGE = regex(r"(?:^|/)external-dns(?:$|@|:(?:v?(\d{1,5})\.(\d{1,5}))?)")


@dataclass(frozen=True)
class ExternalDns:
    """`version` is None where the image's tag does not tell; `options` maps options to their values."""

    workload: Workload
    version: tuple[int, int] | None
    options: dict[str, tuple[str, ...]]

    @property
    def prefixes(self) -> frozenset[str] | None:
        """The prefixes of the annotations that it reads; None where that is not known."""
        legacy = {LEGACY_PREFIX} if self.is_set("--enable-legacy-annotation-prefix") else set()
        if said := self.options.get("--annotation-prefix"):
            return frozenset(legacy | {said[0]})
        if self.version is None:
            return None
        return frozenset(legacy | {_prefix_of(self.version)})

    def is_set(self, option: str) -> bool:
        """Whether an option is given, and not as false."""
        return option in self.options and "false" not in self.options[option]


def external_dns(cluster: Cluster) -> tuple[ExternalDns, ...]:
    """Every ExternalDNS that the input declares."""
    return cluster.once(_external_dns)


def _external_dns(cluster: Cluster) -> tuple[ExternalDns, ...]:
    found = ((w, c, _IMAGE.search(c.image)) for w in cluster.workloads for c in w.pod.containers)
    return tuple(
        ExternalDns(workload, (int(image[1]), int(image[2])) if image[1] else None, _options(container))
        for workload, container, image in found
        if image
    )


def _options(container: Container) -> dict[str, tuple[str, ...]]:
    """Options as `--name=value`; a flag without a value is given, and true."""
    options: dict[str, tuple[str, ...]] = {}
    for text in (*container.command, *container.args):
        name, _, value = text.partition("=")
        options[name] = (*options.get(name, ()), value)
    return options


def read_prefixes(cluster: Cluster) -> frozenset[str] | None:
    """The prefixes that any ExternalDNS of the cluster reads; None where that is not known of all of them."""
    found = [server.prefixes for server in external_dns(cluster)]
    if not found:
        version = cluster.config.profile.external_dns
        return frozenset({_prefix_of(version)}) if version else None
    return None if None in found else frozenset(prefix for prefixes in found for prefix in prefixes or ())


def _prefix_of(version: tuple[int, int]) -> str:
    return PREFIX if version >= NEW_PREFIX_SINCE else LEGACY_PREFIX
