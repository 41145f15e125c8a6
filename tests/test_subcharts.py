"""Charts in charts: their folders, their schemas, and an older helm."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest

from k8slint.inputs.at import At
from k8slint.inputs.document import Document
from k8slint.inputs.read import read
from k8slint.inputs.render import helm
from k8slint.inputs.render.rendering import Rendering
from k8slint.inputs.render.tool import find_tool
from tests.tools import HELM, fake

CHART = "apiVersion: v2\nname: shop\nversion: 1.0.0\n"
NEEDS = "dependencies:\n- {name: redis, version: 1.0.0, repository: '', alias: cache}\n"
SERVICE = (
    "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n  - port: {{ .Values.port }}\n"
    "  selector:\n    app: {{ .Release.Name }}\n"
)
REDIS = {
    "Chart.yaml": CHART.replace("shop", "redis"),
    "values.yaml": "port: 6379\n",
    "templates/service.yaml": SERVICE,
    "values.schema.json": '{"required": ["nix"]}',
}


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "work").mkdir()
    monkeypatch.chdir(tmp_path / "work")


def write(folder: str, files: dict[str, str]) -> None:
    for path, text in files.items():
        file = Path(folder, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def packed(path: str, files: dict[str, str]) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:gz") as file:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            file.addfile(member, io.BytesIO(text.encode()))


def service() -> Document:
    reading = read(["."], rendering=Rendering())
    assert reading.faults == []
    return next(document for document in reading.documents if document.kind == "Service")


def place(document: Document, *path: str | int) -> tuple[str, int, int]:
    location = At(document, path).location
    return location.file, location.line, location.column


@HELM
@pytest.mark.parametrize("folder", ["redis", "cache-folder"])
def test_a_dependency_has_an_alias_and_a_folder_of_its_own(folder: str) -> None:
    write("shop", {"Chart.yaml": CHART + NEEDS})
    write(f"shop/charts/{folder}", REDIS)
    document = service()
    assert place(document, "metadata", "name") == (f"shop/charts/{folder}/templates/service.yaml", 4, 9)
    assert place(document, "spec", "ports", 0, "port") == (f"shop/charts/{folder}/values.yaml", 1, 7)
    write("shop", {"values.yaml": "cache:\n  port: 6380\n"})
    assert place(service(), "spec", "ports", 0, "port") == ("shop/values.yaml", 2, 9)


@HELM
def test_what_a_packed_chart_makes_stands_at_its_entry() -> None:
    write("shop", {"Chart.yaml": CHART + NEEDS})
    packed("shop/charts/redis-1.0.0.tgz", {f"redis/{name}": text for name, text in REDIS.items()})
    assert place(service(), "spec", "ports", 0, "port") == ("shop/Chart.yaml", 5, 4)


@HELM
def test_what_a_library_makes_stands_in_the_file_that_includes_it() -> None:
    library = {"Chart.yaml": REDIS["Chart.yaml"] + "type: library\n"}
    helper = '{{ define "service" }}\n' + SERVICE.replace(".Values.port", "80") + "{{ end }}"
    write("shop/charts/redis", {**library, "templates/_service.tpl": helper})
    write("shop", {"Chart.yaml": CHART, "templates/web.yaml": '{{ include "service" . }}\n'})
    assert place(service(), "spec", "ports", 0, "port") == ("shop/templates/web.yaml", 1, 1)


@HELM
def test_an_older_helm_gets_a_copy_without_schemas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It knows no flag that leaves them alone, and they may refer to addresses and files anywhere."""
    real = find_tool("helm")
    code = f"""
        import os
        if "--skip-schema-validation" in arguments:
            sys.exit("Error: unknown flag: --skip-schema-validation")
        os.execv({real!r}, [{real!r}, *arguments])
    """
    monkeypatch.setattr(helm, "find_tool", lambda *_: fake(tmp_path, "helm", code))
    schema = {"values.schema.json": '{"$ref": "http://127.0.0.1:1/nix"}'}
    write("shop", {"Chart.yaml": CHART + NEEDS, "values.yaml": "{}\n", **schema})
    files = {f"redis/{name}": text for name, text in REDIS.items()}
    packed("shop/charts/redis-1.0.0.tgz", {**files, "redis/../../../../escaped": "x", "/escaped": "x"})
    assert place(service(), "spec", "ports", 0, "port") == ("shop/Chart.yaml", 5, 4)
    assert Path("shop/values.schema.json").exists()
    assert not list(tmp_path.rglob("escaped"))
    Path("shop/charts/redis-1.0.0.tgz").write_bytes(b"no archive")
    (fault,) = read(["."], rendering=Rendering()).faults
    assert "redis-1.0.0.tgz" in fault.message
