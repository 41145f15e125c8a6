"""The language server, as an editor meets it."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("pygls")

from k8slint.cli import main
from tests.command import BIN
from tests.editor import PATIENCE, Editor, applied
from tests.fixture import FIXTURES
from tests.repository import CART
from tests.test_fix_command import POLICY

ONE_LINE = (
    '{apiVersion: v1, kind: Service, metadata: {name: cart, namespace: shop, annotations: {sign: "🛒"}}, '
    "spec: {selector: {app: cartt}, ports: [{name: grpc, port: 7070}]}}"
)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A copy of the application whose Service cart selects a label with a slip."""
    return Path(shutil.copytree(FIXTURES / "apps/shop", tmp_path.resolve() / "shop"))


@pytest.fixture
def editor(shop: Path) -> Iterator[Editor]:
    """An editor that has the application open as a folder."""
    editor = Editor(shop)
    yield editor
    assert editor.close() == 0


def test_files_of_the_folder_have_diagnostics_though_none_is_open(editor: Editor, shop: Path) -> None:
    found = {each["code"]: each for each in editor.wait(shop / "cart.yaml")}
    slip = found["service-selects-no-pods"]
    assert slip["range"] == {"start": {"line": 7, "character": 9}, "end": {"line": 7, "character": 14}}
    assert slip["severity"] == 1
    assert slip["source"] == "k8slint"
    assert slip["message"] == "no pod in namespace shop has app=cartt; 1 pod has app=cart"
    related = {each["message"]: each["location"]["uri"] for each in slip["relatedInformation"]}
    assert related["the nearest pod"] == (shop / "cart.yaml").as_uri()
    assert related["Deployment web calls it"] == (shop / "web.yaml").as_uri()
    assert "client/registerCapability" in editor.asked


def test_an_unsaved_change_mends_and_closing_without_saving_undoes_it(editor: Editor, shop: Path) -> None:
    cart = shop / "cart.yaml"
    text = cart.read_text(encoding="utf-8")
    editor.open(cart)
    assert "service-selects-no-pods" in {each["code"] for each in editor.wait(cart)}
    editor.change(cart, text.replace("cartt", "cart"), version=2)
    assert "service-selects-no-pods" not in {each["code"] for each in editor.wait(cart)}
    editor.tell("textDocument/didClose", textDocument={"uri": cart.as_uri()})
    assert "service-selects-no-pods" in {each["code"] for each in editor.wait(cart)}


def test_a_quick_fix_behind_an_emoji_is_applied_where_it_belongs(editor: Editor, shop: Path) -> None:
    cart = shop / "cart.yaml"
    text = "\n".join([ONE_LINE, "---", cart.read_text(encoding="utf-8").split("---\n")[1]])
    editor.open(cart, text)
    slip = next(each for each in editor.wait(cart) if each["code"] == "service-selects-no-pods")
    units = ONE_LINE[: ONE_LINE.index("cartt")].encode("utf-16-le")
    assert slip["range"]["start"] == {"line": 0, "character": len(units) // 2}
    assert len(units) // 2 == ONE_LINE.index("cartt") + 1

    [action] = [each for each in editor.actions(cart, slip["range"]) if each["title"] == "select app=cart"]
    assert action["kind"] == "quickfix"
    assert action["isPreferred"] is True
    assert action["diagnostics"] == [slip]
    [change] = action["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": cart.as_uri(), "version": 1}
    mended = applied(text, change["edits"])
    assert mended == text.replace("cartt", "cart")

    editor.change(cart, mended, version=2)
    assert editor.actions(cart, slip["range"]) == [], "the finding is of another text"
    assert "service-selects-no-pods" not in {each["code"] for each in editor.wait(cart)}


def test_what_changes_on_the_disk_is_read_again(editor: Editor, shop: Path) -> None:
    cart = shop / "cart.yaml"
    editor.wait(cart)
    cart.write_text(cart.read_text(encoding="utf-8").replace("cartt", "cart"), encoding="utf-8")
    editor.tell("workspace/didChangeWatchedFiles", changes=[{"uri": cart.as_uri(), "type": 2}])
    assert "service-selects-no-pods" not in {each["code"] for each in editor.wait(cart)}


def test_a_broken_text_and_a_broken_configuration_are_diagnostics(editor: Editor, shop: Path) -> None:
    cart, config = shop / "cart.yaml", shop / ".k8slint.yaml"
    editor.wait(cart)
    editor.open(cart, "kind: [")
    assert [each["code"] for each in editor.wait(cart)] == ["yaml-invalid"]
    editor.tell("textDocument/didClose", textDocument={"uri": cart.as_uri()})
    editor.wait(cart)

    config.write_text("rules: {no-such-rule: off}\n", encoding="utf-8")
    editor.tell("workspace/didChangeWatchedFiles", changes=[{"uri": config.as_uri(), "type": 1}])
    [mistake] = editor.wait(config)
    assert "no-such-rule" in mistake["message"]
    config.write_text("rules: {service-selects-no-pods: off}\n", encoding="utf-8")
    editor.tell("workspace/didChangeWatchedFiles", changes=[{"uri": config.as_uri(), "type": 2}])
    assert editor.wait(config) == []
    assert "service-selects-no-pods" not in {each["code"] for each in editor.diagnostics[cart.as_uri()]}


@pytest.mark.parametrize(
    ("text", "rule", "title"),
    [
        ((FIXTURES / "rules/localhost-port-unserved/bad.yaml").read_text(), "localhost-port-unserved", "call Service"),
        (f"{CART}---\n{POLICY}", "policy-peer-matches-nothing", "select app=web"),
    ],
    ids=["may not be meant", "lets through more"],
)
def test_an_unsafe_fix_is_marked(tmp_path: Path, text: str, rule: str, title: str) -> None:
    file = tmp_path.resolve() / "a.yaml"
    file.write_text(text, encoding="utf-8")
    editor = Editor(tmp_path.resolve())
    editor.wait(file)
    editor.open(file)
    place = next(each["range"] for each in editor.wait(file) if each["code"] == rule)
    [action] = [each for each in editor.actions(file, place) if each["title"].startswith(title)]
    assert action["title"].endswith("(unsafe: may not be meant, or lets through more)")
    assert action["isPreferred"] is False
    assert editor.close() == 0


def test_a_rule_that_crashes_is_a_message_in_the_log(shop: Path) -> None:
    editor = Editor(shop, PYTHONPATH=str(Path(__file__).parent / "plant"))
    found = {each["code"] for each in editor.wait(shop / "cart.yaml")}
    assert "service-selects-no-pods" in found
    assert editor.close() == 0
    assert any("internal error in rule" in words for words in editor.log)


def test_a_file_without_a_folder(shop: Path) -> None:
    editor = Editor(capabilities={})
    assert editor.server["capabilities"]["codeActionProvider"]
    editor.open(shop / "payment.yaml", ONE_LINE.replace("port: 7070", "port: 70700"))
    [found] = editor.wait(shop / "payment.yaml")[:1]
    assert found["range"]["start"]["line"] == 0
    assert "relatedInformation" not in found
    assert editor.close() == 0


def test_without_pygls_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "lsprotocol", None)
    for name in [name for name in sys.modules if name.startswith(("k8slint.lsp.", "lsprotocol."))]:
        monkeypatch.delitem(sys.modules, name)
    run = CliRunner().invoke(main, ["lsp"])
    assert run.exit_code == 2
    assert run.stderr == "k8slint: the language server needs pygls: pip install 'k8slint[lsp]'\n"


def test_names_that_no_file_has_harm_nobody(editor: Editor, shop: Path) -> None:
    cart = shop / "cart.yaml"
    editor.wait(cart)
    strange = ["file:///%00.yaml", f"file:///{'a' * 5000}.yaml", "untitled:Untitled-1", "", "file:", "git:/x.yaml?%7B"]
    place = {"start": {"line": 0, "character": 0}, "end": {"line": 2**31 - 1, "character": 0}}
    for uri in strange:
        item = {"uri": uri, "languageId": "yaml", "version": 1, "text": "kind: ["}
        editor.tell("textDocument/didOpen", textDocument=item)
        asked = editor.ask(
            "textDocument/codeAction", textDocument={"uri": uri}, range=place, context={"diagnostics": []}
        )
        assert asked == []
    editor.tell("workspace/didChangeWatchedFiles", changes=[{"uri": uri, "type": 1} for uri in strange])
    editor.open(cart, cart.read_text(encoding="utf-8").replace("cartt", "cart"))
    assert "service-selects-no-pods" not in {each["code"] for each in editor.wait(cart)}
    assert editor.log == []


def test_renamed_file_takes_its_diagnostics_along(editor: Editor, shop: Path) -> None:
    old, new = shop / "cart.yaml", shop / "basket.yaml"
    editor.wait(old)
    old.rename(new)
    changes = [{"uri": old.as_uri(), "type": 3}, {"uri": new.as_uri(), "type": 1}]
    editor.tell("workspace/didChangeWatchedFiles", changes=changes)
    assert "service-selects-no-pods" in {each["code"] for each in editor.wait(new)}
    editor.settle()
    assert editor.diagnostics[old.as_uri()] == []


def test_each_folder_of_a_workspace_is_an_input_of_its_own(shop: Path) -> None:
    other = Path(shutil.copytree(shop, shop.parent / "other"))
    editor = Editor(shop, other)
    editor.settle(2)
    assert {len(editor.diagnostics[(each / "cart.yaml").as_uri()]) for each in (shop, other)} == {1}
    removed = {"added": [], "removed": [{"uri": other.as_uri(), "name": "other"}]}
    editor.tell("workspace/didChangeWorkspaceFolders", event=removed)
    editor.settle()
    assert editor.diagnostics[(other / "cart.yaml").as_uri()] == []
    assert len(editor.diagnostics[(shop / "cart.yaml").as_uri()]) == 1
    assert editor.close() == 0


def test_client_of_pygls_is_served(shop: Path) -> None:
    """A client that somebody else has written."""
    from lsprotocol import types
    from pygls.lsp.client import LanguageClient

    async def talk() -> list[types.Diagnostic]:
        client, heard = LanguageClient("test", "1"), asyncio.Event()
        found: dict[str, list[types.Diagnostic]] = {}

        @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def told(params: types.PublishDiagnosticsParams) -> None:
            found[params.uri] = list(params.diagnostics)
            heard.set()

        await client.start_io(str(BIN / "k8slint"), "lsp")
        folder = types.WorkspaceFolder(shop.as_uri(), "shop")
        capabilities = types.ClientCapabilities()
        await client.initialize_async(types.InitializeParams(capabilities, workspace_folders=[folder]))
        client.initialized(types.InitializedParams())
        cart = (shop / "cart.yaml").as_uri()
        while cart not in found:
            await asyncio.wait_for(heard.wait(), PATIENCE)
            heard.clear()
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()  # type: ignore[no-untyped-call]
        return found[cart]

    assert [each.code for each in asyncio.run(talk())] == ["service-selects-no-pods"]
