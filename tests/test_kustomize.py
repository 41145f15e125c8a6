"""Kustomizations are built, and findings point into the files that people edit."""

from __future__ import annotations

from pathlib import Path

import pytest

from k8slint.config import Config
from k8slint.engine import Result, check
from k8slint.inputs.at import At
from k8slint.inputs.read import read
from k8slint.inputs.render.rendering import Permission, Rendering
from k8slint.manifests import SeveralNetworks, load, load_networks
from tests.fixture import ROOT
from tests.tools import KUSTOMIZE, fake, use_kustomize

STORY = "fixtures/apps/overlays"
WEB = """\
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 1
  selector:
    matchLabels: {app: web}
  template:
    metadata:
      labels: {app: web}
    spec:
      containers:
      - name: web
        image: web:1
        ports:
        - {name: http, containerPort: 80}
---
apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector: {app: web}
  ports:
  - {name: http, port: 80, targetPort: http}
"""


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything is written in a folder of its own."""
    (tmp_path / "repo").mkdir()
    monkeypatch.chdir(tmp_path / "repo")


def write(path: str, text: str) -> None:
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def found(result: Result) -> list[tuple[str, str, int, int]]:
    return [(f.rule, f.location.file, f.location.line, f.location.column) for f in result.findings]


def faults(path: str = ".", allowed: frozenset[Permission] = frozenset()) -> list[tuple[str, int, str]]:
    reading = read([path], rendering=Rendering(allowed=allowed))
    return [(fault.at.file, fault.at.line, fault.message) for fault in reading.faults]


def place(path: tuple[str | int, ...], kind: str, root: str = "top") -> tuple[str, int, int, str]:
    """Where a value of the built object of a kind is written: file, line, column, and what is not known."""
    (document,) = (each for each in read([root], rendering=Rendering()).documents if each.kind == kind)
    at = At(document, path)
    return at.location.file, at.location.line, at.location.column, at.trace.doubt


@KUSTOMIZE
def test_the_story_of_two_overlays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = check([STORY])
    assert found(result) == [
        ("config-host-unknown", f"{STORY}/base/kustomization.yaml", 7, 9),
        ("service-selects-no-pods", f"{STORY}/base/web.yaml", 26, 10),
        ("service-target-port-unresolved", f"{STORY}/components/metrics/kustomization.yaml", 9, 54),
        ("ingress-backend-port-missing", f"{STORY}/overlays/prod/ingress.yaml", 14, 47),
        ("service-target-port-unresolved", f"{STORY}/overlays/prod/kustomization.yaml", 22, 21),
    ]
    in_both, only_prod = result.findings[1].problem.related[-1], result.findings[3].problem.related[-1]
    assert in_both.message == f"in the builds {STORY}/overlays/dev, {STORY}/overlays/prod"
    assert only_prod.message == f"in the build {STORY}/overlays/prod"


TOPS: dict[str, tuple[str, str, tuple[str | int, ...], tuple[str, int, int]]] = {
    "strategic": (
        "resources: [../base]\npatches:\n- path: p.yaml\n",
        "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec:\n  ports:\n  - port: 80\n    targetPort: x\n",
        ("spec", "ports", 0, "targetPort"),
        ("top/p.yaml", 7, 17),
    ),
    "operations": (
        "resources: [../base]\npatches:\n- path: p.yaml\n  target: {kind: Service}\n",
        "- op: replace\n  path: /spec/ports/0/targetPort\n  value: x\n",
        ("spec", "ports", 0, "targetPort"),
        ("top/p.yaml", 3, 10),
    ),
    "operations in place": (
        "resources: [../base]\npatches:\n- target: {kind: Service}\n  patch: |\n"
        "    - op: add\n      path: /spec/ports/-\n      value: {port: 90, name: b}\n",
        "",
        ("spec", "ports", 1, "port"),
        ("top/kustomization.yaml", 7, 21),
    ),
    "a patch in quotes": (
        """resources: [../base]\npatchesJson6902:\n- target: {version: v1, kind: Service, name: web}\n"""
        """  patch: '[{"op": "replace", "path": "/spec/ports/0/port", "value": 90}]'\n""",
        "",
        ("spec", "ports", 0, "port"),
        ("top/kustomization.yaml", 4, 69),
    ),
    "a patch in one line": (
        "resources: [../base]\npatchesStrategicMerge:\n"
        "- '{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {ports: [{port: 80, targetPort: x}]}}'\n",
        "",
        ("spec", "ports", 0, "targetPort"),
        ("top/kustomization.yaml", 3, 97),
    ),
    "labels": (
        "resources: [../base]\nlabels:\n- pairs:\n    env: prod\n  includeSelectors: true\n",
        "",
        ("spec", "selector", "env"),
        ("top/kustomization.yaml", 4, 10),
    ),
    "namespace": (
        "namespace: shop\nresources: [../base]\n",
        "",
        ("metadata", "namespace"),
        ("top/kustomization.yaml", 1, 12),
    ),
    "a name with a prefix": (
        "namePrefix: x-\nresources: [../base]\n",
        "",
        ("metadata", "name"),
        ("base/web.yaml", 22, 9),
    ),
    "what nobody touches": (
        "resources: [../base]\n",
        "",
        ("spec", "ports", 0, "targetPort"),
        ("base/web.yaml", 26, 40),
    ),
    "what is absent": ("resources: [../base]\n", "", ("spec", "type"), ("base/web.yaml", 23, 1)),
}


@KUSTOMIZE
@pytest.mark.parametrize("name", TOPS)
def test_a_value_of_a_service_is_where_it_is_written(name: str) -> None:
    top, patch, path, expected = TOPS[name]
    write("base/kustomization.yaml", "resources: [web.yaml]\n")
    write("base/web.yaml", WEB)
    write("top/kustomization.yaml", top)
    if patch:
        write("top/p.yaml", patch)
    assert place(path, "Service") == (*expected, "")


@KUSTOMIZE
@pytest.mark.parametrize(
    ("top", "path", "line", "column"),
    [
        ("images:\n- name: web\n  newTag: '2'\n", ("image",), 4, 11),
        ("images:\n- name: web\n  newName: registry.example/web\n", ("image",), 4, 12),
        ("replicas:\n- name: web\n  count: 5\n", ("replicas",), 4, 10),
        (
            "replacements:\n- source: {kind: Service, name: web, fieldPath: metadata.name}\n  targets:\n"
            "  - select: {kind: Deployment}\n    fieldPaths:\n"
            "    - spec.template.spec.containers.[name=web].image\n",
            ("image",),
            7,
            7,
        ),
    ],
)
def test_a_value_that_an_entry_sets(top: str, path: tuple[str, ...], line: int, column: int) -> None:
    write("base/kustomization.yaml", "resources: [web.yaml]\n")
    write("base/web.yaml", WEB)
    write("top/kustomization.yaml", f"resources: [../base]\n{top}")
    full: tuple[str | int, ...] = (
        ("spec", *path) if path == ("replicas",) else ("spec", "template", "spec", "containers", 0, *path)
    )
    assert place(full, "Deployment")[:3] == ("top/kustomization.yaml", line, column)


@KUSTOMIZE
def test_a_generated_object_is_its_entry() -> None:
    text = (
        "configMapGenerator:\n- name: settings\n  literals: [A=b]\nsecretGenerator:\n- {name: key, literals: [a=b]}\n"
    )
    write("top/kustomization.yaml", text)
    assert place(("data", "A"), "ConfigMap")[:3] == ("top/kustomization.yaml", 2, 9)
    assert place(("data", "a"), "Secret")[:2] == ("top/kustomization.yaml", 1)


@KUSTOMIZE
def test_a_value_that_no_file_has_stands_at_the_object_and_says_so() -> None:
    write("top/web.yaml", WEB)
    write(
        "top/kustomization.yaml",
        "resources: [web.yaml]\ntransformers:\n- |\n  apiVersion: builtin\n  kind: PatchTransformer\n"
        "  metadata: {name: x}\n  target: {kind: Service}\n"
        '  patch: \'[{"op": "replace", "path": "/spec/ports/0/port", "value": 90}]\'\n',
    )
    file, line, _, doubt = place(("spec", "ports", 0, "port"), "Service")
    assert (file, line) == ("top/web.yaml", 19)
    assert doubt == "spec.ports[0].port is what the build makes of it; no file has it as it is"


@KUSTOMIZE
def test_an_item_before_others_is_not_taken_for_them() -> None:
    """A strategic merge puts new items first."""
    write("top/web.yaml", WEB)
    spec = "{template: {spec: {containers: [{name: a, image: a}]}}}"
    sidecar = f"kind: Deployment\napiVersion: apps/v1\nmetadata: {{name: web}}\nspec: {spec}\n"
    write("top/p.yaml", sidecar)
    write("top/kustomization.yaml", "resources: [web.yaml]\npatches: [{path: p.yaml}]\n")
    containers = ("spec", "template", "spec", "containers")
    assert place((*containers, 0, "image"), "Deployment")[:2] == ("top/p.yaml", 4)
    assert place((*containers, 1, "image"), "Deployment")[:2] == ("top/web.yaml", 15)


@KUSTOMIZE
def test_overlays_are_loaded_one_by_one() -> None:
    write("base/web.yaml", WEB)
    write("base/kustomization.yaml", "resources: [web.yaml]\n")
    for name in ("dev", "prod"):
        write(f"overlays/{name}/kustomization.yaml", f"namespace: {name}\nresources: [../../base]\n")
    with pytest.raises(SeveralNetworks, match="overlays/dev, overlays/prod"):
        load(["."])
    found = load_networks(["."])
    assert {name: {each.meta.namespace for each in one.services} for name, one in found.items()} == {
        "dev": {"dev"},
        "prod": {"prod"},
    }
    assert list(load_networks(["overlays/dev"])) == [""]


@KUSTOMIZE
def test_builds_that_have_nothing_in_common_are_one_network() -> None:
    for name in ("a", "b"):
        write(f"{name}/kustomization.yaml", "resources: [web.yaml]\n")
        write(f"{name}/web.yaml", WEB.replace("name: web", f"name: {name}").replace("app: web", f"app: {name}"))
    write("plain.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: x}\n")
    result = check(["."], Config(select=frozenset({"service-selects-no-pods"})))
    assert len(result.cluster.workloads) == 2
    assert len(result.cluster.metas) == 5


@KUSTOMIZE
def test_a_suppression_in_a_source_counts() -> None:
    ignore = "# k8slint: ignore service-selects-no-pods -- the operator makes them"
    text = WEB.replace("  selector: {app: web}\n  ports", f"  selector:\n    app: wbe  {ignore}\n  ports")
    write("base/kustomization.yaml", "resources: [web.yaml]\n")
    write("base/web.yaml", text)
    for name in ("dev", "prod"):
        write(f"{name}/kustomization.yaml", f"namespace: {name}\nresources: [../base]\n")
    result = check(["."])
    assert (found(result), result.suppressed) == ([], 1)


def test_without_a_tool_its_files_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    use_kustomize(monkeypatch, None)
    write("web.yaml", WEB)
    write("kustomization.yaml", "resources: [web.yaml]\n")
    reading = read(["."], rendering=Rendering())
    assert [each.kind for each in reading.documents] == ["Deployment", "Service"]
    (fault,) = reading.faults
    assert "install kustomize or kubectl (pip install k8slint[kustomize])" in fault.message


def test_what_the_tool_prints_is_read_with_its_origins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A recorded answer, so that this holds where no tool is installed."""
    code = """
        import json, os
        above = json.load(open(os.path.join(arguments[1], "kustomization.yaml")))["resources"][0]
        print(f'''apiVersion: v1
        kind: Service
        metadata:
          name: p-web
          annotations:
            config.kubernetes.io/origin: |
              path: {above}/web.yaml
            alpha.config.kubernetes.io/transformations: |
              - configuredIn: {above}/kustomization.yaml
        spec:
          selector: {{app: web}}
          ports: [{{name: http, port: 80, targetPort: other}}]'''.replace(chr(10) + " " * 8, chr(10)))
    """
    use_kustomize(monkeypatch, fake(tmp_path, "kustomize", code))
    write("top/web.yaml", WEB)
    write("top/p.yaml", "kind: Service\nmetadata: {name: web}\nspec: {ports: [{port: 80, targetPort: other}]}\n")
    write("top/kustomization.yaml", "namePrefix: p-\nresources: [web.yaml]\npatches: [{path: p.yaml}]\n")
    assert place(("spec", "ports", 0, "targetPort"), "Service") == ("top/p.yaml", 3, 39, "")
    assert place(("spec", "ports", 0, "port"), "Service")[:3] == ("top/p.yaml", 3, 23)
    assert place(("metadata", "name"), "Service")[:3] == ("top/web.yaml", 22, 9)
    (document,) = read(["."], rendering=Rendering()).documents
    assert "annotations" not in document.root["metadata"]


def test_the_tool_s_own_words_are_told_and_its_files_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "sys.exit(f'Error: in {arguments[1]}:\\n \\x1b[31mno\\x1b[0m matches ' + 'x' * 2000)"
    use_kustomize(monkeypatch, fake(tmp_path, "kustomize", code))
    write("web.yaml", WEB)
    write("kustomization.yaml", "resources: [web.yaml]\n")
    ((file, line, message),) = faults()
    assert (file, line) == ("kustomization.yaml", 1)
    start = "kustomize build fails, read as plain files: Error: in : \x1b[31mno\x1b[0m matches xxx"
    assert message.startswith(start)
    assert len(message) < 700
    assert len(read(["."], rendering=Rendering()).documents) == 2


def test_a_tool_is_given_nothing_and_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("kustomization.yaml", "resources: []\n")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    use_kustomize(monkeypatch, fake(tmp_path, "kustomize", "import os\nsys.exit(' '.join(sorted(os.environ)))"))
    ((_, _, message),) = faults()
    assert "AWS" not in message
    monkeypatch.setattr("k8slint.inputs.render.tool.SECONDS", 1)
    use_kustomize(monkeypatch, fake(tmp_path, "kustomize", "import time\ntime.sleep(60)"))
    ((_, _, message),) = faults()
    assert message.endswith("stopped: it takes longer than 1 seconds")
    monkeypatch.setattr("k8slint.inputs.render.tool.MAX_FILE_BYTES", 1024 * 1024)
    use_kustomize(monkeypatch, fake(tmp_path, "kustomize", "while True: print('x' * 1000000)"))
    ((_, _, message),) = faults()
    assert message.endswith("stopped: it prints more than 1 MiB")


HOSTILE = {
    "resources: ['https://evil.example/a.yaml']": "fetched only with --allow remote-bases",
    "resources: [github.com/evil/repo]": "fetched only with --allow remote-bases",
    "resources: ['git@evil.example:a/b']": "fetched only with --allow remote-bases",
    "patches: [{path: 'http://127.0.0.1/x'}]": "fetched only with --allow remote-bases",
    "configMapGenerator: [{name: a, files: ['x=https://evil.example']}]": "fetched only with --allow remote-bases",
    "resources: [../../outside]": "leads out of what is checked",
    "resources: [/etc]": "leads out of what is checked",
    "resources: [link]": "leads out of what is checked",
    "configMapGenerator: [{name: a, files: [x=../secret.txt]}]": "leads out of what is checked",
    "secretGenerator: [{name: a, envs: [link/secret.txt]}]": "leads out of what is checked",
    "helmCharts: [{name: a, repo: 'https://evil.example'}]": "only with --allow helm-charts",
    "generators: [exec.yaml]": "runs only with --allow plugins",
    "transformers: [exec.yaml]": "runs only with --allow plugins",
    "generators: [d1]": "runs only with --allow plugins",
    'transformers: ["kind: X\\npath: \\"http:\\\\/\\\\/127.0.0.1\\"\\n"]': "runs only with --allow plugins",
    "resources: ['gh:evil/repo']": "fetched only with --allow remote-bases",
    "resources: [.]": "it includes itself, or more than 10,000 files",
    "resources: [d0]": "it includes itself, or more than 10,000 files",
    "resources: [gone.yaml]": "gone.yaml does not exist",
    "configMapGenerator: [{name: a, envs: [.env]}]": ".env does not exist",
}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_kustomization_is_not_built(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_kustomize(monkeypatch, fake(tmp_path, "kustomize", f"open({str(tmp_path / 'ran')!r}, 'w').write('')"))
    (tmp_path / "secret.txt").write_text("A=b")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "kustomization.yaml").write_text("resources: []\n")
    Path("link").symlink_to(tmp_path)
    Path("exec.yaml").write_text(
        "apiVersion: x/v1\nkind: X\nmetadata:\n  name: x\n  annotations:\n"
        "    config.kubernetes.io/function: 'exec: {path: ./run.sh}'\n"
    )
    for level in range(20):
        twice = f"resources: [../a{level + 1}, ../b{level + 1}]\n" if level < 19 else "resources: []\n"
        for name in "abd":
            write(f"{name}{level}/kustomization.yaml", twice)
    write("kustomization.yaml", f"{text}\n")
    messages = [message for file, _, message in faults() if file == "kustomization.yaml"]
    assert len(messages) == 1
    assert HOSTILE[text] in messages[0]


@KUSTOMIZE
@pytest.mark.parametrize("text", [key for key in HOSTILE if "link" in key or ".." in key])
def test_what_is_allowed_is_still_bounded_by_the_tool(text: str, tmp_path: Path) -> None:
    """Without our checks, kustomize itself keeps files to the folder; a broken base is told in its own words."""
    (tmp_path / "secret.txt").write_text("A=b")
    Path("link").symlink_to(tmp_path)
    write("kustomization.yaml", f"{text}\n")
    assert faults()


@KUSTOMIZE
def test_a_broken_patch_is_told_at_the_kustomization() -> None:
    write("web.yaml", WEB)
    write("kustomization.yaml", "resources: [web.yaml]\npatches: [{target: {kind: Service}, patch: 'x: ['}]\n")
    ((file, _, message),) = faults()
    assert file == "kustomization.yaml"
    assert message.startswith("kustomize build fails, read as plain files: ")
    assert "k8slint-" not in message
