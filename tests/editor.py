"""An editor: a hand-written client of the language server, over its standard input and output."""

from __future__ import annotations

import json
import subprocess
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO, Any

from tests.command import BIN, environment

PATIENCE = 30
CAPABILITIES = {
    "textDocument": {"publishDiagnostics": {"relatedInformation": True}, "codeAction": {}},
    "workspace": {"workspaceEdit": {"documentChanges": True}, "didChangeWatchedFiles": {"dynamicRegistration": True}},
}


class Editor:
    """Keeps the last diagnostics of each file, what the server logs, and what it asks for."""

    def __init__(
        self,
        *folders: Path,
        capabilities: dict[str, Any] = CAPABILITIES,
        options: tuple[str, ...] = (),
        **variables: str,
    ) -> None:
        self._process = subprocess.Popen(
            [str(BIN / "k8slint"), "lsp", "--stdio", *options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment(**variables),
        )
        assert self._process.stdin and self._process.stdout
        self._input = self._process.stdin
        self._heard: Queue[dict[str, Any] | None] = Queue()
        Thread(target=_listen, args=(self._process.stdout, self._heard), daemon=True).start()
        self.diagnostics: dict[str, list[dict[str, Any]]] = {}
        self.log: list[str] = []
        self.asked: list[str] = []
        self._last = 0
        named = [{"uri": folder.as_uri(), "name": folder.name} for folder in folders]
        self.server = self.ask(
            "initialize", processId=None, rootUri=None, workspaceFolders=named, capabilities=capabilities
        )
        self.tell("initialized")

    def ask(self, method: str, **params: Any) -> Any:
        """A request, and its answer."""
        self._last += 1
        self._send(id=self._last, method=method, params=params)
        while True:
            message = self._hear()
            if message.get("id") == self._last and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def tell(self, method: str, **params: Any) -> None:
        """A notification."""
        self._send(method=method, params=params)

    def open(self, path: Path, text: str | None = None) -> None:
        """Opens a file, perhaps with a text that it does not have on the disk."""
        text = path.read_text(encoding="utf-8") if text is None else text
        item = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", textDocument=item)

    def change(self, path: Path, text: str, version: int) -> None:
        """Gives an open file another text."""
        changes = [{"text": text}]
        self.tell(
            "textDocument/didChange", textDocument={"uri": path.as_uri(), "version": version}, contentChanges=changes
        )

    def save(self, path: Path, text: str) -> None:
        """Writes a file and says so."""
        path.write_text(text, encoding="utf-8")
        self.tell("textDocument/didSave", textDocument={"uri": path.as_uri()})

    def settle(self, seconds: float = 1) -> None:
        """Hears what the server says until it is silent."""
        with suppress(Empty):
            while True:
                self._hear(seconds)

    def wait(self, path: Path) -> list[dict[str, Any]]:
        """The next diagnostics of a file."""
        uri = path.as_uri()
        while True:
            message = self._hear()
            if message.get("method") == "textDocument/publishDiagnostics" and message["params"]["uri"] == uri:
                found: list[dict[str, Any]] = message["params"]["diagnostics"]
                return found

    def actions(self, path: Path, place: dict[str, Any]) -> list[dict[str, Any]]:
        """The code actions at a range of a file."""
        document = {"uri": path.as_uri()}
        found: list[dict[str, Any]] = self.ask(
            "textDocument/codeAction", textDocument=document, range=place, context={"diagnostics": []}
        )
        return found

    def close(self) -> int:
        """Ends the server as the protocol asks; its status."""
        self.ask("shutdown")
        self.tell("exit")
        return self._process.wait(PATIENCE)

    def _hear(self, seconds: float = PATIENCE) -> dict[str, Any]:
        message = self._heard.get(timeout=seconds)
        assert message, "the server is gone"
        method, params = message.get("method"), message.get("params", {})
        if method == "textDocument/publishDiagnostics":
            self.diagnostics[params["uri"]] = params["diagnostics"]
        elif method == "window/logMessage":
            self.log.append(params["message"])
        elif "id" in message and method:
            self.asked.append(method)
            self._send(id=message["id"], result=None)
        return message

    def _send(self, **message: Any) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._input.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._input.flush()


def _listen(output: IO[bytes], heard: Queue[dict[str, Any] | None]) -> None:
    while header := output.readline():
        if header.startswith(b"Content-Length:"):
            length = int(header.split(b":")[1])
            while output.readline().strip():
                pass
            heard.put(json.loads(output.read(length)))
    heard.put(None)


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """A text after edits whose columns are counted in UTF-16 code units."""
    lines = text.split("\n")
    for edit in sorted(edits, key=lambda each: -each["range"]["start"]["line"]):
        start, end = edit["range"]["start"], edit["range"]["end"]
        assert start["line"] == end["line"], "enough for the tests"
        units = lines[start["line"]].encode("utf-16-le")
        new = units[: 2 * start["character"]] + edit["newText"].encode("utf-16-le") + units[2 * end["character"] :]
        lines[start["line"]] = new.decode("utf-16-le")
    return "\n".join(lines)
