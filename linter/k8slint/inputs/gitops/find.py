"""The deliveries that the files of an input, and what is built of them, describe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field

from k8slint.inputs.document import Document
from k8slint.inputs.fault import Fault
from k8slint.inputs.field import Field
from k8slint.inputs.file import decode, is_open_already, read_bytes
from k8slint.inputs.gitops.delivery import Delivery, NotKnown
from k8slint.inputs.gitops.repository import Repository, repository_at
from k8slint.inputs.place import Place, place_of
from k8slint.inputs.reader import Reader
from k8slint.inputs.source import Source
from k8slint.inputs.walk import repository_of
from k8slint.record import dataclass

_MENTIONS = (b"argoproj.io/v1alpha1", b".toolkit.fluxcd.io/")
_ARGO = ("Application", "ApplicationSet")
_FLUX = {"kustomize.toolkit.fluxcd.io": "Kustomization", "helm.toolkit.fluxcd.io": "HelmRelease"}


@dataclass
class Deliveries:
    """`of` are those of each object, by its place; `unknown` the objects that make more than these."""

    of: dict[Place, list[Delivery]] = field(default_factory=lambda: defaultdict(list))
    unknown: set[Place] = field(default_factory=set)

    @property
    def all(self) -> Iterator[Delivery]:
        """All of them."""
        return (each for found in self.of.values() for each in found)

    @property
    def identity(self) -> object:
        """Equal for those that install the same."""
        return {place: [each.identity for each in found] for place, found in self.of.items()}, self.unknown

    def to(self, folder: str) -> list[Delivery]:
        """Those of a folder, by its real path; of several that install the same, one."""
        return list({each.identity: each for each in self.all if each.folder == folder}.values())

    def ways(self, folder: str) -> list[Delivery | None]:
        """Those of a folder, or None where it is not delivered."""
        return [*self.to(folder)] or [None]


def is_deliverer(document: Document) -> bool:
    """Whether an object is one of a delivery tool that may install something from a repository."""
    is_argo = document.group == "argoproj.io" and document.kind in _ARGO
    return is_argo or _FLUX.get(document.group) == document.kind


def deliveries(paths: Iterable[str], built: Sequence[Document] = ()) -> Deliveries:
    """Those of the objects in some files, as they are in a build where they are part of one.

    Only files that mention the groups of delivery tools are looked into.
    """
    paths, result, reader = list(paths), Deliveries(), Reader()
    for path in (each for each in paths if not is_open_already(each)):
        data = read_bytes(path)
        if not isinstance(data, Fault) and any(word in data for word in _MENTIONS):
            source = decode(path, data)
            if isinstance(source, Source):
                reader.read(source)
    made = {place_of(document) for document in built}
    documents = [*built, *(each for each in reader.reading.documents if place_of(each) not in made)]
    urls = dict(_urls(documents))
    for document in documents:
        repository = repository_at(repository_of(document.written.source.name))
        try:
            found = list(_of(document, repository, urls, paths, documents))
        except NotKnown:
            result.unknown.add(place_of(document))
            continue
        if found:
            result.of[place_of(document)] += found
        if any(each.partial for each in found):
            result.unknown.add(place_of(document))
    return result


def _urls(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    for document in documents:
        if document.group == "source.toolkit.fluxcd.io" and document.kind == "GitRepository":
            root = Field.root(document)
            yield root["metadata"]["name"].text() or "", root["spec"]["url"].text() or ""


def _of(
    document: Document, repository: Repository, urls: dict[str, str], paths: list[str], documents: list[Document]
) -> Iterator[Delivery]:
    if not is_deliverer(document):
        return
    if document.group == "argoproj.io":
        from k8slint.inputs.gitops.argo import applications  # few repositories hold such objects

        yield from applications(document, repository)
    else:
        from k8slint.inputs.gitops.config_map import ConfigMaps
        from k8slint.inputs.gitops.flux import reconciled

        yield from reconciled(document, repository, urls, ConfigMaps(document, documents, paths))
