"""A Reading as it would be if some files had another text; nothing is read from the disk, and no tool is run."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from k8slint.inputs.document import Document
from k8slint.inputs.fault import Fault
from k8slint.inputs.reader import Reader
from k8slint.inputs.reading import Reading
from k8slint.inputs.source import Source


def reread(reading: Reading, texts: Mapping[str, str], manifests: Container[str] | None = None) -> Reading:
    """The same with other texts of the files of those names, whose documents stay in their places; what builds make
    of them stays as it is. `manifests` are the names of files that are manifests by themselves, where somebody knows.
    """
    sources = [Source(each.name, texts[each.name]) if each.name in texts else each for each in reading.sources]
    if manifests is None:
        manifests = reading.plain_files if reading.builds else texts.keys()
    read = {source.name: _read(source) for source in sources if source.name in texts and source.name in manifests}
    faults = [fault for fault in reading.faults if fault.at.file not in read]
    faults += [fault for one in read.values() for fault in one.faults]
    return replace(reading, sources=sources, documents=list(_documents(reading, read)), faults=_sorted(reading, faults))


def _read(source: Source) -> Reading:
    reader = Reader()
    reader.read(source)
    reader.reading.faults += reader.template_faults()
    return reader.reading


def _documents(reading: Reading, read: Mapping[str, Reading]) -> Iterator[Document]:
    done = set[str]()
    for document in reading.documents:
        name = document.source.name
        if name not in read or document.context:
            yield document
        elif name not in done:
            done.add(name)
            yield from (replace(each, namespace=document.namespace) for each in read[name].documents)
    yield from (document for name, one in read.items() if name not in done for document in one.documents)


def _sorted(reading: Reading, faults: list[Fault]) -> list[Fault]:
    order = {source.name: number for number, source in enumerate(reading.sources)}
    return sorted(faults, key=lambda fault: order.get(fault.at.file, len(order)))
