"""Argo CD: Application and ApplicationSet.

Source: the documentation of Argo CD, "Application Specification", "Multiple Sources for an Application", "Kustomize",
"Directory".
"""

from __future__ import annotations

from collections.abc import Iterator

from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.inputs.field import Field
from k8slint.inputs.gitops.argo_values import Bases, helm_values
from k8slint.inputs.gitops.assembled import assembled
from k8slint.inputs.gitops.delivery import Delivery, NotKnown
from k8slint.inputs.gitops.fill import filled, is_filled
from k8slint.inputs.gitops.generator import parameters
from k8slint.inputs.gitops.repository import Repository
from k8slint.inputs.node import Value

_LAYER = ("namespace", "namePrefix", "nameSuffix", "patches", "commonAnnotations")


def applications(document: Document, repository: Repository) -> Iterator[Delivery]:
    """What an Application, or each of an ApplicationSet, installs from this repository.

    Raises:
        NotKnown: a part of it comes from elsewhere, or cannot be told from here.
    """
    field = Field.root(document)
    if document.kind == "Application":
        yield from _sources(field["spec"], field["metadata"]["name"].text() or "", repository)
        return
    template = field["spec"]["template"]
    if field["spec"]["templatePatch"] or template.value is None:
        raise NotKnown
    for known in (known for each in field["spec"]["generators"].each() for known in parameters(each, repository)):
        made = assembled(document, [(("template",), template.at, filled(template.value, known))])
        each = Field.root(made)["template"]
        yield from _sources(each["spec"], each["metadata"]["name"].text() or "", repository)


def _sources(spec: Field, name: str, repository: Repository) -> Iterator[Delivery]:
    """Those of this repository; where there are others too, nobody can know from here what they make."""
    sources = list(spec["sources"].each()) or [spec["source"]]
    here = [source for source in sources if repository.is_at(source["repoURL"].text() or "")]
    bases = {f"${source['ref'].text()}": repository.root for source in here if source["ref"]}
    elsewhere = [source for source in sources if source not in here and not source["ref"]]
    found = [source for source in here if source["path"]]
    if not found or not all(is_filled(each.value) for each in (*found, spec["destination"]["namespace"])):
        raise NotKnown
    for source in found:
        yield _delivery(source, spec["destination"]["namespace"].text(), name, repository, bases, bool(elsewhere))


def _delivery(
    source: Field, namespace: str | None, name: str, repository: Repository, bases: Bases, partial: bool
) -> Delivery:
    folder = repository.folder(source["path"].text() or "")
    if folder is None or source["plugin"] or source["directory"]["jsonnet"]:
        raise NotKnown
    helm, kustomize, directory = source["helm"], source["kustomize"], source["directory"]
    components, all_there = repository.components(folder, kustomize["components"].texts())
    values = helm_values(helm, folder, repository, bases)
    return Delivery(
        folder,
        source["path"].at,
        _release_name(folder, helm["releaseName"].text() or name, repository),
        namespace,
        kustomize["namespace"].at if kustomize["namespace"].text() else None,
        values.files,
        values.inline,
        assembled(source.document, _layer(kustomize)),
        components,
        included=_globs(directory["include"].text()),
        excluded=_globs(directory["exclude"].text()),
        recurses=bool(directory["recurse"].flag()),
        partial=partial or not all_there or not values.all_known,
    )


def _release_name(folder: str, name: str, repository: Repository) -> str:
    """A name that a generator makes of a cluster is of no consequence but to a chart, whose objects it names."""
    if "{{" in name and repository.has_chart(folder):
        raise NotKnown
    return name


def _layer(kustomize: Field) -> Iterator[tuple[tuple[str, ...], At, Value]]:
    """What an Application's `kustomize` means to kustomize."""
    yield from (((key,), kustomize[key].at, kustomize[key].value) for key in _LAYER if kustomize[key])
    labels = kustomize["commonLabels"]
    if labels and kustomize["labelWithoutSelector"].flag():
        templates = bool(kustomize["labelIncludeTemplates"].flag())
        yield ("labels",), labels.at, [{"pairs": labels.value, "includeTemplates": templates}]
    elif labels:
        yield ("commonLabels",), labels.at, labels.value


def _globs(pattern: str | None) -> tuple[str, ...]:
    """One pattern, or several in braces."""
    return tuple(each.strip() for each in pattern.strip("{}").split(",")) if pattern else ()
