"""An annotation has a prefix that the ExternalDNS of the input does not read.

Why: from v0.22 on ExternalDNS reads `external-dns.kubernetes.io/` and no longer `external-dns.alpha.kubernetes.io/`.
What stands under another prefix is passed over, and with `--policy=sync` the records that it once made are deleted.
(ExternalDNS documentation, "Annotation prefix")
Fix: write the annotation with the prefix that is read; or run ExternalDNS with `--annotation-prefix`, or for the time
of the move, from v0.23 on, with `--enable-legacy-annotation-prefix`.
Silent: as long as neither the input nor the configuration (`cluster.externalDNS`) tells the version; annotations that
stand beside the same one with the prefix that is read, and those that do nothing with any prefix.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Related, Severity
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.external_dns import Annotation, annotated
from k8slint.model.external_dns_reach import ignored
from k8slint.model.external_dns_server import external_dns, read_prefixes
from k8slint.rule import rule


@rule(Severity.WARNING)
def external_dns_prefix_retired(cluster: Cluster) -> Iterator[Problem]:
    prefixes = read_prefixes(cluster)
    for found in annotated(cluster) if prefixes else ():
        instead = [prefix + found.word for prefix in sorted(prefixes or ())]
        present = (found.meta.annotations.get(key) for key in instead)
        if not found.key.startswith(tuple(prefixes or ())) and not any(present) and not ignored(cluster, found):
            yield _problem(cluster, found, instead[0])


def _problem(cluster: Cluster, found: Annotation, instead: str) -> Problem:
    servers = external_dns(cluster)
    version = next((f" v{s.version[0]}.{s.version[1]}" for s in servers if s.version), "")
    related = tuple(Related(server.workload.meta.name_at, "the ExternalDNS") for server in servers)
    message = f"this ExternalDNS{version} does not read {found.key}; it reads {instead}"
    fix = Fix.replace(found.at.key, written(instead), f"write {instead}")
    return Problem(found.at.key, message, related=related, fix=fix)
