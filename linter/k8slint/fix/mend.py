"""Fixes carried out in memory, round after round, until nothing is left that can be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field, replace

from k8slint.config import Config
from k8slint.engine import Result, check_reading
from k8slint.finding import Finding
from k8slint.fix.candidate import Candidate, Held, apart, candidates
from k8slint.fix.change import Texts
from k8slint.fix.store import NotWritten, is_named, unchanged
from k8slint.fix.trial import Trial
from k8slint.inputs.reading import Reading
from k8slint.record import dataclass

MOST_ROUNDS = 10
MOST_ATTEMPTS = 10
VAIN = "it does not help"
OUTSIDE = "the file lies outside of what is checked, and other builds may be made of it"
STALE = "a build is made of that file, which changes: it shows when that is built again"


@dataclass(frozen=True)
class Mended:
    """What is left after the fixes, with the new texts; `fixed` in the order in which that was done."""

    result: Result
    texts: Texts
    fixed: tuple[Finding, ...]
    held: tuple[Held, ...]


@dataclass
class Mender:
    """Mends a reading. `passed` leaves out the findings that nobody asked for, such as those of a baseline.

    A fix whose finding comes back is one of two that undo each other, or does not help: everything is done once more
    without it, so that a second run has nothing to do.
    """

    reading: Reading
    config: Config
    unsafe: bool
    passed: Callable[[Result], Result]
    _refused: dict[tuple[object, ...], str] = field(default_factory=dict)
    _locks: dict[str, str | None] = field(default_factory=dict)

    def mend(self) -> Mended:
        """The outcome of the first attempt in which no fix was in vain."""
        for _ in range(MOST_ATTEMPTS):
            mended = self._attempt()
            if mended is not None:
                return mended
        return Mended(self.checked(self.reading), {}, (), ())

    def going_on(self, reading: Reading) -> Mender:
        """The mender of what builds make after the fixes; what was carried out is not done again."""
        return replace(self, reading=reading, _locks={})

    def is_opened(self, built: Reading) -> bool:
        """Whether what was built again lets through more than what was read, and nobody allowed that."""
        return not self.unsafe and Trial(self.reading, self.reading, self.config, self.unsafe).is_wider(built)

    def _attempt(self) -> Mended | None:
        now, fixed = self.reading, list[Candidate]()
        for _ in range(MOST_ROUNDS):
            result = self.checked(now)
            found = list(self._found(result, now))
            wanted = [each for each in found if isinstance(each, Candidate)]
            if again := {each.key for each in wanted} & {each.key for each in fixed}:
                self._refused |= dict.fromkeys(again, VAIN)
                return None
            accepted = self._accepted(wanted, now)
            if not accepted:
                return self._mended(result, now, fixed)
            now = Trial(self.reading, now, self.config, self.unsafe).after(accepted)
            fixed += accepted
        self._refused |= {each.key: VAIN for each in accepted}
        return None

    def _found(self, result: Result, now: Reading) -> Iterator[Candidate | Held]:
        stale = self._stale(now)

        def locked(name: str) -> str | None:
            return STALE if name in stale else self._locked(name)

        for each in candidates(result.findings, now, self.unsafe, locked):
            if isinstance(each, Candidate) and (reason := self._refused.get(each.key)):
                yield Held(each.finding, reason)
            else:
                yield each

    def _stale(self, now: Reading) -> frozenset[str]:
        """The changed files of builds: where things stand in them is known again when they are built again."""
        changed = (new.name for new, old in zip(now.sources, self.reading.sources, strict=True) if new is not old)
        return frozenset(changed) - self.reading.plain_files

    def _accepted(self, wanted: list[Candidate], now: Reading) -> list[Candidate]:
        """Of those that meet each other the first one; the others may still be wanted in the next round."""
        accepted, refused = Trial(self.reading, now, self.config, self.unsafe).parted(list(apart(wanted)))
        self._refused |= {each.key: reason for each, reason in refused.items()}
        return accepted

    def _mended(self, result: Result, now: Reading, fixed: list[Candidate]) -> Mended:
        before = {source.name: source.text for source in self.reading.sources}
        texts = {source.name: source.text for source in now.sources if source.text != before[source.name]}
        held = tuple(each for each in self._found(result, now) if isinstance(each, Held))
        self._refused |= {each.key: VAIN for each in fixed}
        return Mended(result, texts, tuple(each.finding for each in fixed), held)

    def checked(self, reading: Reading) -> Result:
        """What is wrong with a reading, of what was asked for."""
        return self.passed(check_reading(reading, self.config))

    def _locked(self, name: str) -> str | None:
        """Why a file is not to be changed, found out once."""
        if name not in self._locks:
            self._locks[name] = self._lock(name)
        return self._locks[name]

    def _lock(self, name: str) -> str | None:
        if name not in self.reading.plain_files and not is_named(name, self.reading.paths):
            return OUTSIDE
        try:
            unchanged(next(each for each in self.reading.sources if each.name == name), self.reading.paths)
        except NotWritten as error:
            return str(error)
        return None
