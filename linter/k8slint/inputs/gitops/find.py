"""The deliveries that the files of an input describe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
    """`of` are those of each object of which everything is known that it installs."""

    of: dict[Place, list[Delivery]] = field(default_factory=dict)

    @property
    def all(self) -> Iterator[Delivery]:
        """All of them."""
        return (each for found in self.of.values() for each in found)

    def to(self, folder: str) -> list[Delivery]:
        """Those of a folder, by its real path."""
        return [each for each in self.all if each.folder == folder]

    def ways(self, folder: str) -> list[Delivery | None]:
        """Those of a folder, or None where it is not delivered."""
        return [*self.to(folder)] or [None]


def deliveries(paths: Iterable[str]) -> Deliveries:
    """Those of the objects in some files; only files that mention their groups are looked into."""
    result, reader = Deliveries(), Reader()
    for path in (each for each in paths if not is_open_already(each)):
        data = read_bytes(path)
        if not isinstance(data, Fault) and any(word in data for word in _MENTIONS):
            source = decode(path, data)
            if isinstance(source, Source):
                reader.read(source)
    documents = reader.reading.documents
    urls = dict(_urls(documents))
    for document in documents:
        repository = repository_at(repository_of(document.source.name))
        try:
            found = list(_of(document, repository, urls))
        except NotKnown:
            continue
        if found:
            result.of[place_of(document)] = found
    return result


def _urls(documents: Iterable[Document]) -> Iterator[tuple[str, str]]:
    for document in documents:
        if document.group == "source.toolkit.fluxcd.io" and document.kind == "GitRepository":
            root = Field.root(document)
            yield root["metadata"]["name"].text() or "", root["spec"]["url"].text() or ""


def _of(document: Document, repository: Repository, urls: dict[str, str]) -> Iterator[Delivery]:
    if document.group == "argoproj.io" and document.kind in _ARGO:
        from k8slint.inputs.gitops.argo import applications  # few repositories hold such objects

        yield from applications(document, repository)
    elif _FLUX.get(document.group) == document.kind:
        from k8slint.inputs.gitops.flux import reconciled

        yield from reconciled(document, repository, urls)
