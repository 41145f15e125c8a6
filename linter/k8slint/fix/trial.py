"""What a set of fixes would do, tried before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from k8slint.config import Config
from k8slint.fix.candidate import Candidate
from k8slint.fix.change import changed
from k8slint.fix.coming import with_coming
from k8slint.fix.widening import widens
from k8slint.inputs.build import Builder
from k8slint.inputs.node import Value
from k8slint.inputs.reading import Reading
from k8slint.inputs.reason import YamlFault
from k8slint.inputs.rebuilt import Places, made_at, rebuilt
from k8slint.inputs.render.view import views_of
from k8slint.inputs.reread import reread
from k8slint.inputs.source import Source
from k8slint.model.cluster import Cluster
from k8slint.parse.cluster import parse_cluster
from k8slint.record import dataclass

WIDENS = "it lets through more than before: --unsafe-fixes"
SPREADS = "the text there means more than one value (an anchor)"


@dataclass(frozen=True)
class Trial:
    """`first` is what was read, `now` what it has become; `unsafe` allows that access widens."""

    first: Reading
    now: Reading
    config: Config
    unsafe: bool

    def parted(self, wanted: Sequence[Candidate]) -> tuple[list[Candidate], dict[Candidate, str]]:
        """Those that can be carried out together, and the others with the reason."""
        accepted: list[Candidate] = []
        refused: dict[Candidate, str] = {}
        # what makes an object known comes first, so that others are judged by what they then open for it
        ordered = sorted(wanted, key=lambda each: each.finding.path not in ("apiVersion", "kind"))
        waiting = [ordered] if ordered else []
        while waiting:
            some = waiting.pop()
            reason = self._objection([*accepted, *some])
            if reason is None:
                accepted += some
            elif len(some) == 1:
                refused[some[0]] = reason
            else:
                middle = len(some) // 2
                waiting += [some[middle:], some[:middle]]
        return accepted, refused

    def after(self, some: Iterable[Candidate]) -> Reading:
        """The reading with the changes of some."""
        some = list(some)
        after = reread(self.now, changed(self.now.sources, (change for each in some for change in each.changes)))
        if not after.builds:
            return after
        words = {edit.location: edit.replacement for each in some for edit in each.fix.edits}
        return rebuilt(after, self._places, words)

    @cached_property
    def _places(self) -> Places:
        return made_at(self.now)

    def _objection(self, some: Sequence[Candidate]) -> str | None:
        after = self.after(some)
        if not _is_exact(self.now, after, sum(len(set(each.changes)) for each in some)):
            return SPREADS
        return WIDENS if not self.unsafe and self.is_wider(after) else None

    def is_wider(self, after: Reading) -> bool:
        """Whether policies let through more in any of the networks that a reading describes."""
        first, now = with_coming(self.first, after), _networks(after, self.config)
        before = self._before if first is self.first else _networks(first, self.config)
        return now.keys() != before.keys() or any(widens(before[name], now[name]) for name in now)

    @cached_property
    def _before(self) -> dict[str, Cluster]:
        return _networks(self.first, self.config)


def _networks(reading: Reading, config: Config) -> dict[str, Cluster]:
    return {view.name: parse_cluster(view.reading, config) for view in views_of(reading)}


def _is_exact(before: Reading, after: Reading, changes: int) -> bool:
    """Whether there are as many objects as before, in which at most so many values differ."""
    old, new = _written(before, after), _written(after, before)
    return len(old) == len(new) and sum(map(_differing, old, new)) <= changes


def _written(reading: Reading, other: Reading) -> list[Value]:
    """What the files hold that differ from those of the other: their objects, and all that a file of a build holds."""
    others, plain = {id(each) for each in (*other.documents, *other.sources)}, reading.plain_files
    found: list[Value] = [each.root for each in reading.documents if not each.origin and id(each) not in others]
    files = (each for each in reading.sources if id(each) not in others and each.name not in plain)
    return found + [value for source in files for value in _values(source)]


def _values(source: Source) -> list[Value]:
    """Nothing of what is no YAML, such as a template."""
    try:
        return [built.value for built in Builder().documents(source.text)]
    except YamlFault:
        return []


def _differing(a: Value, b: Value) -> int:
    """The scalars that differ among those that both have."""
    if isinstance(a, dict) and isinstance(b, dict):
        return sum(_differing(value, b[key]) for key, value in a.items() if key in b)
    if isinstance(a, list) and isinstance(b, list):
        return sum(map(_differing, a, b)) if len(a) == len(b) else 0
    return int(a != b) if not isinstance(a, dict | list) and not isinstance(b, dict | list) else 0
