"""The server: what the editor says, and what it is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from k8slint import __version__
from k8slint.inputs.render.tool import stop_tools
from k8slint.lsp.action import Fixer
from k8slint.lsp.beside import beside
from k8slint.lsp.buffer import Buffer, buffers, path_of
from k8slint.lsp.client import Client
from k8slint.lsp.diagnostic import Page, pages
from k8slint.lsp.display import Display
from k8slint.lsp.folder import roots
from k8slint.lsp.outcome import Outcome
from k8slint.lsp.rounds import Rounds
from k8slint.lsp.ruler import Rulers
from k8slint.lsp.workspace import Workspace
from k8slint.report.escape import printable

WATCHED = "**/*.{yaml,yml,json,tpl}"


class Server:
    """Hears what changes, and tells what was found."""

    def __init__(self, builds: bool = True) -> None:
        self.pygls = LanguageServer("k8slint", __version__)
        self._outcomes: list[tuple[Outcome, Rulers]] = []
        self._display = Display(self._publish)
        self._rounds = Rounds(self._check, self._tell_of_defect)
        self._workspace = Workspace(self._rounds, builds)
        self._listen()

    def _listen(self) -> None:
        self._on(types.INITIALIZED, self._initialized)
        for name in (
            types.TEXT_DOCUMENT_DID_OPEN,
            types.TEXT_DOCUMENT_DID_CHANGE,
            types.TEXT_DOCUMENT_DID_CLOSE,
            types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
        ):
            self._on(name, self._changed)
        self._on(types.TEXT_DOCUMENT_DID_SAVE, self._saved)
        self._on(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._changed_on_disk)
        options = types.CodeActionOptions([types.CodeActionKind.QuickFix])
        self._on(types.TEXT_DOCUMENT_CODE_ACTION, self._code_actions, options)

    def _on(self, name: str, handler: Callable[..., object], options: object = None) -> None:
        """pygls sets attributes of a handler, which methods do not have."""
        self.pygls.feature(name, options)(partial(handler))

    async def _initialized(self, params: types.InitializedParams) -> None:
        self._rounds.stir()
        if self._client.watches_files:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(WATCHED)])
            watch = types.Registration("k8slint", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await self.pygls.client_register_capability_async(types.RegistrationParams([watch]))

    def _changed(self, params: object) -> None:
        self._rounds.stir()

    def _saved(self, params: types.DidSaveTextDocumentParams) -> None:
        self._workspace.forget([params.text_document.uri])

    def _changed_on_disk(self, params: types.DidChangeWatchedFilesParams) -> None:
        self._workspace.forget(change.uri for change in params.changes)

    async def _code_actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        only = params.context.only
        now = buffers(self.pygls.workspace.text_documents.values())
        buffer = now.get(os.path.realpath(path_of(params.text_document.uri) or ""))
        if buffer is None or (only is not None and not {"", types.CodeActionKind.QuickFix} & set(only)):
            return []
        fixers = [Fixer(*each, now, self._client) for each in self._outcomes]
        return await beside(lambda: [a for fixer in fixers for a in fixer.actions(buffer, params.range)])

    @property
    def _client(self) -> Client:
        return Client(self.pygls.client_capabilities)

    async def _check(self) -> None:
        now = buffers(self.pygls.workspace.text_documents.values())
        outcomes = await self._workspace.check(self._roots(now), now)
        self._outcomes = [(each, Rulers(each.sources, self._units, each.shifts)) for each in outcomes]
        for note in (note for each in outcomes for note in each.notes):
            self._log(note)
        self._display.show(page for each in self._outcomes for page in pages(*each, self._client.shows_related))

    def _roots(self, now: dict[str, Buffer]) -> list[str]:
        workspace = self.pygls.workspace
        return roots([folder.uri for folder in workspace.folders.values()] or [workspace.root_uri or ""], now)

    def _publish(self, page: Page) -> None:
        self.pygls.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(page.uri, list(page.diagnostics), page.version)
        )

    def _units(self, text: str) -> int:
        return int(self.pygls.workspace.position_codec.client_num_units(text))

    def _tell_of_defect(self, error: BaseException) -> None:
        self._log(f"internal error; please report it: {type(error).__name__}: {error}")

    def _log(self, words: str) -> None:
        message = "\n".join(map(printable, words.splitlines()))
        self.pygls.window_log_message(types.LogMessageParams(types.MessageType.Error, message))


def serve(builds: bool = True) -> None:
    """Serves one editor on standard input and output until it goes."""
    try:
        Server(builds).pygls.start_io()
    finally:
        stop_tools()
