"""Defects to plant in manifests that are sound: slips of the pen, through the positions that the model knows."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias
from zlib import crc32

from k8slint.config import Config
from k8slint.engine import Result, check
from k8slint.finding import Finding, Severity
from k8slint.inputs.at import At, Location
from k8slint.model.backing import backing
from k8slint.model.cluster import Cluster
from k8slint.model.service import Service, ServicePort
from k8slint.model.workload import Workload
from tests.fixture import ROOT

CORPUS = Path(os.environ.get("K8SLINT_CORPUS", ROOT.parent / "shared" / "corpus"))
LARGEST = 60_000
"""Bytes of an application; larger ones take too long to check again and again."""

SELECTS_NONE, UNRESOLVED = "service-selects-no-pods", "service-target-port-unresolved"
UNDECLARED = "service-target-port-undeclared"


@dataclass(frozen=True)
class Defect:
    """Write `text` at a place; `rule` is what should say so, in that line."""

    kind: str
    place: Location
    text: str
    rule: str


@dataclass(frozen=True)
class Outcome:
    """What k8slint said of a defect: the level at its line (None: nothing), and new warnings and errors elsewhere."""

    app: str
    defect: Defect
    level: Severity | None
    others: tuple[str, ...]


Defects: TypeAlias = Callable[[Cluster], Iterator[Defect]]
"""What can be planted in an application."""
REFUSED = "required-connection-blocked"
"""The rule that takes over where the slip refuses what an application is told to call."""


def applications() -> list[Path]:
    """The folders whose objects all stand once, small ones only."""
    rows = [line.split("\t") for line in (CORPUS / "INDEX.tsv").read_text().splitlines()[1:]]
    folders = [CORPUS / row[0] for row in rows if row[2] == "coherent"]
    return [folder for folder in folders if folder.is_dir() and _size(folder) < LARGEST]


def plant(app: Path, folder: Path, kinds: Defects) -> Iterator[Outcome]:
    """What is said of one defect of each kind in a copy of an application, one at a time."""
    for sound, defect, copy, _ in planted(app, folder, kinds):
        before = {_told(finding) for finding in sound.findings}
        result = check([str(copy)], Config())
        assert not result.crashes
        said = {(finding.rule, finding.message) for finding in sound.findings}
        new = [f for f in result.findings if _told(f) not in before]
        yield _outcome(app.name, defect, new, said)


def planted(app: Path, folder: Path, kinds: Defects) -> Iterator[tuple[Result, Defect, Path, str]]:
    """The sound application's result, a defect, the copy that has it now, and the text of its file without it."""
    copy = folder / app.name
    shutil.copytree(app, copy, copy_function=shutil.copyfile)
    sound = check([str(copy)], Config())
    by_kind: dict[str, list[Defect]] = {}
    for defect in kinds(sound.cluster):
        by_kind.setdefault(defect.kind, []).append(defect)
    for kind, found in by_kind.items():
        defect = found[crc32(f"{app.name}{kind}".encode()) % len(found)]
        file = Path(defect.place.file)
        text = file.read_text()
        file.write_text(_changed(text, defect))
        yield sound, defect, copy, text
        file.write_text(text)


def service_defects(cluster: Cluster) -> Iterator[Defect]:
    """Slips in every Service that selects pods and in what it selects."""
    for service in cluster.services:
        pods = backing(cluster, service)
        if pods and service.selector:
            yield from _in_selector(service)
            for port in service.ports:
                yield from _in_port(port, pods)


def _in_selector(service: Service) -> Iterator[Defect]:
    for requirement in service.selector.requirements if service.selector else ():
        at, value = requirement.at, next(iter(requirement.values))
        if at and at.written and len(value) > 3:
            yield _defect("selector: a letter is missing", at, without_letter(value), SELECTS_NONE)
            if (swapped := swapped_letters(value)) != value:
                yield _defect("selector: letters swapped", at, swapped, SELECTS_NONE)
            yield _defect("selector: another word", at, "nonexistent", SELECTS_NONE)
            yield _defect("selector: a word too many", at, f"{value}-wrong", SELECTS_NONE)
            yield _defect("selector: key", at.key, without_letter(requirement.key), SELECTS_NONE)


def _in_port(port: ServicePort, pods: tuple[Workload, ...]) -> Iterator[Defect]:
    at, target = port.at / "targetPort", port.target
    if isinstance(target, str) and all(pod.pod.resolve(target, port.protocol) for pod in pods):
        if len(target) > 3:
            yield _defect("target port: a letter is missing", at, without_letter(target), UNRESOLVED)
            yield _defect("target port: another name", at, "nonexistent", UNRESOLVED)
    elif isinstance(target, int) and at.written and all(pod.pod.declares(target, port.protocol) for pod in pods):
        yield _defect("target port: a name", at, "nonexistent", UNRESOLVED)
        yield _defect("target port: a digit", at, str(target + 1), UNDECLARED)
        yield _defect("target port: another number", at, "9999", UNDECLARED)


def _defect(kind: str, at: At, text: str, rule: str) -> Defect:
    return Defect(kind, at.location, text, rule)


def without_letter(word: str) -> str:
    middle = len(word) // 2
    return word[:middle] + word[middle + 1 :]


def swapped_letters(word: str) -> str:
    place = next((i for i in range(1, len(word) - 1) if word[i] != word[i + 1] and word[i : i + 2].isalpha()), 0)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def _changed(text: str, defect: Defect) -> str:
    """The text with the defect; a quoted word stays quoted."""
    lines, at = text.split("\n"), defect.place
    line = lines[at.line - 1]
    quote = line[at.column - 1] if line[at.column - 1] in "'\"" else ""
    lines[at.line - 1] = line[: at.column - 1] + quote + defect.text + quote + line[at.end_column - 1 :]
    return "\n".join(lines)


def _outcome(app: str, defect: Defect, new: list[Finding], said: set[tuple[str, str]]) -> Outcome:
    """What was said in the same words before has only moved to another object of the same cause."""
    place = (defect.place.file, defect.place.line)
    hits = [f for f in new if f.rule in (defect.rule, REFUSED) and (f.location.file, f.location.line) == place]
    fresh = [f for f in new if f not in hits and (f.rule, f.message) not in said]
    others = [f for f in fresh if f.severity > Severity.INFO]
    words = tuple(f"{f.location.file}:{f.location.line}: {f.rule}: {f.message}" for f in others)
    return Outcome(app, defect, max((f.severity for f in hits), default=None), words)


def _told(finding: Finding) -> tuple[object, ...]:
    return (finding.rule, finding.location, finding.message)


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
