"""The server: what the editor says, and when a check follows."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterable
from functools import partial

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from k8slint import __version__
from k8slint.lsp.action import Fixer
from k8slint.lsp.buffer import Buffer, buffers, path_of
from k8slint.lsp.client import Client
from k8slint.lsp.diagnostic import Page, pages
from k8slint.lsp.folder import Folder, roots
from k8slint.lsp.outcome import Outcome
from k8slint.lsp.ruler import Rulers
from k8slint.report.escape import printable

QUIET = 0.25
"""Seconds without a change before a check: one for a word, not one for each letter."""
WATCHED = "**/*.{yaml,yml,json}"


class Server:
    """One check at a time, of everything; what changes meanwhile is checked after it."""

    def __init__(self) -> None:
        self.pygls = LanguageServer("k8slint", __version__)
        self._folders: dict[str, Folder] = {}
        self._outcomes: dict[str, tuple[Outcome, Rulers]] = {}
        self._shown: dict[str, Page] = {}
        self._changes = 0
        self._task: asyncio.Task[None] | None = None
        self._listen()

    def _listen(self) -> None:
        self._on(types.INITIALIZED, self._initialized)
        for name in (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE, types.TEXT_DOCUMENT_DID_CLOSE):
            self._on(name, self._changed)
        for name in (
            types.TEXT_DOCUMENT_DID_SAVE,
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
        ):
            self._on(name, self._changed_on_disk)
        options = types.CodeActionOptions([types.CodeActionKind.QuickFix])
        self._on(types.TEXT_DOCUMENT_CODE_ACTION, self._code_actions, options)

    def _on(self, name: str, handler: Callable[..., object], options: object = None) -> None:
        """pygls sets attributes of a handler, which methods do not have."""
        self.pygls.feature(name, options)(partial(handler))

    async def _initialized(self, params: types.InitializedParams) -> None:
        self._stir()
        if self._client.watches_files:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(WATCHED)])
            watch = types.Registration("k8slint", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            await self.pygls.client_register_capability_async(types.RegistrationParams([watch]))

    def _changed(self, params: object) -> None:
        self._stir()

    def _changed_on_disk(self, params: object) -> None:
        for folder in self._folders.values():
            folder.forget()
        self._stir()

    async def _code_actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        only = params.context.only
        now = buffers(self.pygls.workspace.text_documents.values())
        buffer = now.get(os.path.realpath(path_of(params.text_document.uri) or ""))
        if buffer is None or (only is not None and not {"", types.CodeActionKind.QuickFix} & set(only)):
            return []
        client = self._client
        fixers = [Fixer(*each, now, client) for each in self._outcomes.values()]
        return await asyncio.to_thread(lambda: [a for fixer in fixers for a in fixer.actions(buffer, params.range)])

    @property
    def _client(self) -> Client:
        return Client(self.pygls.client_capabilities)

    def _stir(self) -> None:
        """Something has changed: a check follows once nothing more does."""
        self._changes += 1
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._check_when_quiet())
            self._task.add_done_callback(self._tell_of_defect)

    async def _check_when_quiet(self) -> None:
        checked = 0
        while checked != self._changes:
            while checked != self._changes:
                checked = self._changes
                await asyncio.sleep(QUIET)
            await self._check()

    async def _check(self) -> None:
        now = buffers(self.pygls.workspace.text_documents.values())
        self._folders = {path: self._folders.get(path) or Folder(path) for path in self._roots(now)}
        outcomes = {}
        for path, folder in self._folders.items():
            outcome = await asyncio.to_thread(folder.check, now)
            outcomes[path] = outcome, Rulers(outcome.sources, self._units)
            for note in outcome.notes:
                self._log(note)
        self._outcomes = outcomes
        self._show(page for each in outcomes.values() for page in pages(*each, self._client.shows_related))

    def _roots(self, now: dict[str, Buffer]) -> list[str]:
        workspace = self.pygls.workspace
        return roots([folder.uri for folder in workspace.folders.values()] or [workspace.root_uri or ""], now)

    def _show(self, found: Iterable[Page]) -> None:
        """Tells of the files whose diagnostics, or whose text, are others than before."""
        shown = {page.uri: page for page in found}
        gone = (Page(uri, None, ()) for uri in self._shown if uri not in shown)
        for page in (*shown.values(), *gone):
            if page != self._shown.get(page.uri):
                self.pygls.text_document_publish_diagnostics(
                    types.PublishDiagnosticsParams(page.uri, list(page.diagnostics), page.version)
                )
        self._shown = shown

    def _units(self, text: str) -> int:
        return int(self.pygls.workspace.position_codec.client_num_units(text))

    def _tell_of_defect(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and (error := task.exception()):
            self._log(f"internal error; please report it: {type(error).__name__}: {error}")

    def _log(self, words: str) -> None:
        message = "\n".join(map(printable, words.splitlines()))
        self.pygls.window_log_message(types.LogMessageParams(types.MessageType.Error, message))


def serve() -> None:
    """Serves one editor on standard input and output until it goes."""
    Server().pygls.start_io()
