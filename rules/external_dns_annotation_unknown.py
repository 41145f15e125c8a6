"""An annotation for ExternalDNS is misspelled.

Why: ExternalDNS passes over keys that it does not know without a word, so the name is not published, or not as it is
meant. (ExternalDNS documentation, "Annotations")
Fix: write the key that is meant.
Silent: keys that come near none of those that ExternalDNS knows: filters may go by any annotation.
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.finding import Fix, Problem, Severity
from k8slint.inputs.at import At
from k8slint.inputs.scalar import written
from k8slint.model.cluster import Cluster
from k8slint.model.external_dns import KEYS, PREFIX, PREFIXES, PROVIDER_KEYS, annotated
from k8slint.near import closest, letters_apart
from k8slint.rule import rule

_KNOWN = KEYS | PROVIDER_KEYS
_FAMILY = ("external-dns", "externaldns")


@rule(Severity.WARNING)
def external_dns_annotation_unknown(cluster: Cluster) -> Iterator[Problem]:
    for annotation in annotated(cluster):
        if annotation.word not in _KNOWN and (word := _meant(annotation.word)):
            prefix = annotation.key.removesuffix(annotation.word)
            yield _problem(annotation.at, annotation.key, prefix + word)
    for meta in cluster.metas:
        for key in meta.annotations:
            if (found := _misspelled_prefix(key)) and found not in meta.annotations:
                yield _problem(meta.annotations.at_key(key), key, found)


def _meant(word: str) -> str | None:
    """The key that a word stands for: a slip, another case or separator, one letter for two."""
    found = closest(word.lower().replace("_", "-"), sorted(_KNOWN))
    return found if found and letters_apart(word.lower().replace("_", "-"), found) <= 2 else None


def _misspelled_prefix(key: str) -> str | None:
    """The key under the prefix that is meant, where another one comes near it."""
    prefix, slash, word = key.partition("/")
    if not slash or word not in _KNOWN or f"{prefix}/" in PREFIXES or not prefix.endswith(("kubernetes.io", "k8s.io")):
        return None
    near = next((known for known in PREFIXES if letters_apart(f"{prefix}/", known) <= 2), None)
    return near + word if near else PREFIX + word if prefix.startswith(_FAMILY) else None


def _problem(at: At, key: str, meant: str) -> Problem:
    fix = Fix.replace(at.key, written(meant), f"write {meant}")
    return Problem(at.key, f"ExternalDNS does not know {key}; it is {meant}", fix=fix)
