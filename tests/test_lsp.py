"""The language server, as an editor meets it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("pygls")

from k8slint.cli import main
from tests.editor import Editor, applied
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
