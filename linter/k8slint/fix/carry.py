"""Fixes written to the files, and what they are made of built again until nothing is left to mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field, replace

from k8slint.engine import Result
from k8slint.finding import Finding
from k8slint.fix.candidate import Held
from k8slint.fix.change import Texts
from k8slint.fix.mend import Mended, Mender
from k8slint.fix.store import NotWritten, store
from k8slint.fix.trial import WIDENS
from k8slint.inputs.read import read
from k8slint.inputs.reading import Reading
from k8slint.inputs.reread import reread
from k8slint.inputs.source import Source
from k8slint.record import dataclass

MOST_ROUNDS = 10


@dataclass
class Carrier:
    """Carries the fixes of a mender out. `files` were written; of `unwritten` ones the reason is told."""

    mender: Mender
    files: set[str] = field(default_factory=set)
    fixed: list[Finding] = field(default_factory=list)
    held: tuple[Held, ...] = ()
    unwritten: dict[str, str] = field(default_factory=dict)

    def carry_out(self) -> Result:
        """What is left. Where files of builds were changed, what shows only when all is built again is mended, too."""
        for _ in range(MOST_ROUNDS):
            mender, done = self.mender, self.mender.mend()
            self.held, written = done.held, self._stored(done.texts)
            if not (mender.reading.builds and written):
                self._note(done, written)
                return done.result if written == done.texts else mender.checked(reread(mender.reading, written))
            built = self._built_again(written)
            if mender.is_opened(built):
                self._put_back(written)
                self.held = (*done.held, *(Held(finding, WIDENS) for finding in done.fixed))
                return mender.checked(mender.reading)
            self._note(done, written)
            self.mender = mender.going_on(built)
        return self.mender.checked(self.mender.reading)

    def _note(self, done: Mended, written: Texts) -> None:
        self.files |= written.keys()
        self.fixed += [each for each in done.fixed if _files(each) <= written.keys()]

    def _stored(self, texts: Texts) -> Texts:
        sources = _sources(self.mender.reading, texts)
        return {source.name: texts[source.name] for source in sources if self._is_stored(source, texts[source.name])}

    def _is_stored(self, source: Source, text: str) -> bool:
        try:
            store(source, text, self.mender.reading.paths)
        except NotWritten as error:
            self.unwritten[source.name] = str(error)
            return False
        return True

    def _built_again(self, written: Texts) -> Reading:
        """The input as it is on the disk now, around it what was read before."""
        config, before = self.mender.config, self.mender.reading
        try:
            return replace(read(before.paths, config.paths, config.rendering), context=before.context)
        except BaseException:  # nobody has seen yet what the tools make of the new files
            self._put_back(written)
            raise

    def _put_back(self, written: Texts) -> None:
        """The files as they were: what the tools make of the new ones lets through more than these show."""
        for source in _sources(self.mender.reading, written):
            self._is_stored(Source(source.name, written[source.name]), source.text)


def _sources(reading: Reading, names: Iterable[str]) -> list[Source]:
    wanted = set(names)
    return [source for source in reading.sources if source.name in wanted]


def _files(finding: Finding) -> set[str]:
    fix = finding.problem.fix
    return {edit.location.file for edit in fix.edits} if fix else set()
