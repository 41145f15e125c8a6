"""The edits of findings as quick fixes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from itertools import islice

from lsprotocol import types

from k8slint.finding import Finding
from k8slint.fix.candidate import Candidate, candidates
from k8slint.fix.change import Change
from k8slint.fix.store import NotWritten, unchanged
from k8slint.fix.trial import SPREADS, Trial
from k8slint.lsp.buffer import Buffer
from k8slint.lsp.client import Client
from k8slint.lsp.diagnostic import of_finding, uri_in
from k8slint.lsp.folder import Buffers
from k8slint.lsp.outcome import Outcome
from k8slint.lsp.ruler import Rulers
from k8slint.record import dataclass
from k8slint.report.escape import printable

MOST = 10
"""Fixes that one answer offers: each is tried on the whole input first."""
UNSAFE = "may not be meant, or lets through more"


@dataclass(frozen=True)
class Fixer:
    """Offers the fixes of an outcome. `now` are the open files as they are by now: no edit counts from another text."""

    outcome: Outcome
    rulers: Rulers
    now: Buffers
    client: Client

    def actions(self, buffer: Buffer, wanted: types.Range) -> list[types.CodeAction]:
        """The quick fixes of the findings that a range of a file touches."""
        if self._stale(buffer.real):
            return []
        found = [each for each in self.outcome.findings if self._touches(each, buffer, wanted)]
        offered = candidates(found, self.outcome.reading, unsafe=True, locked=self._locked)
        fixes = islice((each for each in offered if isinstance(each, Candidate)), MOST)
        return [action for each in fixes if (action := self._action(each))]

    def _touches(self, finding: Finding, buffer: Buffer, wanted: types.Range) -> bool:
        if finding.problem.fix is None or os.path.realpath(finding.location.file) != buffer.real:
            return False
        own = self.rulers.range(finding.location)
        return own is not None and bool(own.start <= wanted.end and wanted.start <= own.end)

    def _stale(self, real: str) -> bool:
        return self.outcome.buffers.get(real) != self.now.get(real) or real in self.outcome.edited

    def _locked(self, file: str) -> str | None:
        """Why a file is not to be changed: another text by now, or another file than the editor may change."""
        real = os.path.realpath(file)
        if real in self.now or self._stale(real):
            return "the text has changed" if self._stale(real) else None
        source = next(each for each in self.outcome.reading.sources if each.name == file)
        try:
            unchanged(source, self.outcome.reading.paths)
        except NotWritten as error:
            return str(error)
        return None

    def _action(self, candidate: Candidate) -> types.CodeAction | None:
        """None where the edit would change something else too."""
        reading, fix = self.outcome.reading, candidate.fix
        _, refused = Trial(reading, reading, self.outcome.config, unsafe=False).parted([candidate])
        objection = refused.get(candidate)
        if objection == SPREADS:
            return None
        safe = candidate.safe and objection is None
        title = fix.description if safe else f"{fix.description} (unsafe: {UNSAFE})"
        return types.CodeAction(
            printable(title),
            kind=types.CodeActionKind.QuickFix,
            diagnostics=list(of_finding(candidate.finding, self.outcome, self.rulers, self.client.shows_related)),
            is_preferred=safe,
            edit=self._edit(candidate.changes),
        )

    def _edit(self, changes: Sequence[Change]) -> types.WorkspaceEdit:
        edits = {file: list(self._edits(file, changes)) for file in sorted({change.file for change in changes})}
        if not self.client.knows_versions:
            return types.WorkspaceEdit(changes={uri_in(self.outcome, file): some for file, some in edits.items()})
        return types.WorkspaceEdit(
            document_changes=[types.TextDocumentEdit(self._document(file), some) for file, some in edits.items()]
        )

    def _document(self, file: str) -> types.OptionalVersionedTextDocumentIdentifier:
        buffer = self.now.get(os.path.realpath(file))
        return types.OptionalVersionedTextDocumentIdentifier(
            uri_in(self.outcome, file), buffer.version if buffer else None
        )

    def _edits(self, file: str, changes: Sequence[Change]) -> Iterator[types.TextEdit]:
        ruler = self.rulers.of(file)
        for change in changes:
            if ruler and change.file == file:
                yield types.TextEdit(ruler.range(change.start, change.end), change.text)
