"""The namespaces that kustomizations put files into, while they are not built."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from k8slint.inputs.kustomization import Kustomization, roots


def namespaces(kustomizations: Iterable[Kustomization]) -> dict[str, str]:
    """The namespace of each file, by its real path, that the kustomizations which reach it agree on.

    The outermost namespace wins, since it is applied last. A file that two builds put into two namespaces has none, and
    so has no file that any of these builds reads: they belong together, wherever that is.
    """
    by_folder = {each.real_folder: each for each in kustomizations}
    found = _namespaces(by_folder)
    torn = _torn(by_folder, [path for path, named in found.items() if len(named) > 1])
    agreed = {path: next(iter(named)) for path, named in found.items() if len(named) == 1 and path not in torn}
    return {path: namespace for path, namespace in agreed.items() if namespace}


def _namespaces(by_folder: dict[str, Kustomization]) -> dict[str, set[str | None]]:
    """The namespaces that builds put each file into, two at most."""
    found: dict[str, set[str | None]] = {}
    steps: list[tuple[Kustomization, str | None]] = [(each, None) for each in roots(by_folder.values())]
    while steps:
        kustomization, outer = steps.pop()
        namespace = outer or kustomization.namespace
        for path in map(kustomization.real, kustomization.resources):
            named = found.setdefault(path, set())
            if namespace not in named and len(named) < 2:  # more than two would change nothing
                named.add(namespace)
                if path in by_folder:
                    steps.append((by_folder[path], namespace))
    return found


def _torn(by_folder: dict[str, Kustomization], paths: list[str]) -> set[str]:
    """All that is read by the builds that read one of the paths."""
    includes = {folder: [each.real(path) for path in each.resources] for folder, each in by_folder.items()}
    included = defaultdict[str, list[str]](list)
    for folder, inside in includes.items():
        for path in inside:
            included[path].append(folder)
    return _closure(_closure(paths, included), includes)


def _closure(paths: Iterable[str], steps: Mapping[str, list[str]]) -> set[str]:
    """The paths, and all that steps lead to from there."""
    reached, waiting = set[str](), list(paths)
    while waiting:
        path = waiting.pop()
        if path not in reached:
            reached.add(path)
            waiting += steps.get(path, ())
    return reached
