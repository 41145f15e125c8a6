"""Old findings are known again after all that people do to a repository, and new ones are not taken for them.

Each change is judged twice: against a baseline that was written before it, and against the commit before it.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.repository import BAD_CART, CART, UNRESOLVED, Repository, new_repository
from tests.tools import HELM, KUSTOMIZE

Told = list[tuple[str, str]]
SELECTS = "service-selects-no-pods"
STRAY = """apiVersion: v1
kind: Service
metadata: {name: stray}
spec: {selector: {app: nowhere}, ports: [{port: 80}]}
"""
CALLER = """apiVersion: v1
kind: Pod
metadata: {name: shop, labels: {app: shop}}
spec: {containers: [{name: shop, image: shop, envFrom: [{configMapRef: {name: settings}}]}]}
"""
PATCH = """apiVersion: v1
kind: Service
metadata: {name: cart}
spec: {ports: [{name: web, port: 80, targetPort: htp}]}
"""


def told(repository: Repository, *arguments: str) -> Told:
    """Rule and file of what is told as new."""
    done = repository.k8slint("check", *arguments, "--format", "json")
    assert done.returncode < 2, done.stderr
    return [(f["rule"], f["location"]["file"]) for f in json.loads(done.stdout)["findings"]]


def write(repository: Repository, files: dict[str, str]) -> None:
    for name, text in files.items():
        repository.write(name, text)


def begin(folder: Path, files: dict[str, str]) -> Repository:
    """A repository with those files, a baseline and one commit."""
    repository = new_repository(folder)
    write(repository, files)
    assert repository.k8slint("baseline", ".").returncode == 0
    repository.commit()
    assert told(repository, ".") == []
    return repository


def new(repository: Repository, *paths: str) -> Told:
    """What is new, which has to be the same by the baseline and by the commit."""
    paths = paths or (".",)
    by_baseline = told(repository, *paths)
    assert told(repository, *paths, "--no-baseline", "--diff-base", "HEAD") == by_baseline
    return by_baseline


PLAIN = {"cart/cart.yaml": BAD_CART, "dev/stray.yaml": STRAY, "prod/stray.yaml": STRAY}


def _move_lines(r: Repository) -> None:
    write(r, {"cart/cart.yaml": f"# the cart\n\n{BAD_CART}", "dev/stray.yaml": f"# astray\n{STRAY}"})


def _reorder(r: Repository) -> None:
    r.write("cart/cart.yaml", "---\n".join(reversed(BAD_CART.split("---\n"))))


def _move_folders(r: Repository) -> None:
    (r.folder / "apps").mkdir()
    for name in ("cart", "dev", "prod"):
        (r.folder / name).rename(r.folder / "apps" / f"{name}s")


def _move_and_edit(r: Repository) -> None:
    _move_folders(r)
    r.write("apps/carts/cart.yaml", BAD_CART.replace("image: cart", "image: cart:2"))
    r.write("apps/devs/stray.yaml", f"# astray\n{STRAY}")


def _namespace(r: Repository) -> None:
    r.write("cart/cart.yaml", BAD_CART.replace("metadata: {name: cart", "metadata: {namespace: store, name: cart"))
    r.write("dev/stray.yaml", STRAY.replace("{name: stray}", "{name: stray, namespace: dev}"))


def _namespace_and_folder(r: Repository) -> None:
    _namespace(r)
    (r.folder / "cart").rename(r.folder / "store")


def _split(r: Repository) -> None:
    service, pod = BAD_CART.split("---\n")
    write(r, {"cart/cart.yaml": pod, "cart/service.yaml": service})


def _grow(r: Repository) -> None:
    more = "  ports:\n  - {name: more, port: 81, targetPort: http}\n"
    r.write("cart/cart.yaml", BAD_CART.replace("  ports:\n", more))


def _json(r: Repository) -> None:
    values = list(yaml.safe_load_all(BAD_CART))
    r.write("cart/cart.yaml", "---\n".join(json.dumps(value, indent=2) + "\n" for value in values))


def _rename(r: Repository) -> None:
    r.write("cart/cart.yaml", BAD_CART.replace("metadata: {name: cart}", "metadata: {name: basket}"))


CHANGES = (
    _move_lines,
    _reorder,
    _move_folders,
    _move_and_edit,
    _namespace,
    _namespace_and_folder,
    _split,
    _grow,
    _json,
)


@pytest.mark.parametrize("change", CHANGES)
def test_what_people_do_to_files(tmp_path: Path, change: Callable[[Repository], None]) -> None:
    repository = begin(tmp_path, PLAIN)
    change(repository)
    assert new(repository) == []


def test_the_same_defect_in_a_folder_that_comes_first(tmp_path: Path) -> None:
    repository = begin(tmp_path, PLAIN)
    repository.write("alpha/stray.yaml", STRAY)
    assert new(repository) == [(SELECTS, "alpha/stray.yaml")]


def test_a_defect_that_is_mended_in_one_folder_and_made_in_another(tmp_path: Path) -> None:
    sound = STRAY.replace("nowhere", "cart").replace("port: 80", "port: 80, targetPort: http")
    repository = begin(tmp_path, {**PLAIN, "cart/cart.yaml": CART, "prod/stray.yaml": sound})
    write(repository, {"dev/stray.yaml": sound, "prod/stray.yaml": STRAY})
    assert new(repository) == [(SELECTS, "prod/stray.yaml")]
    repository.git("checkout", "--quiet", "dev")
    assert new(repository, "prod", "cart") == [(SELECTS, "prod/stray.yaml")]


def test_an_equal_defect_beside_a_known_one(tmp_path: Path) -> None:
    repository = begin(tmp_path, PLAIN)
    repository.write("dev/stray.yaml", f"{STRAY}---\n{STRAY}")
    assert (SELECTS, "dev/stray.yaml") in new(repository)
    repository.write("dev/stray.yaml", f"{STRAY}---\n{STRAY.replace('name: stray', 'name: astray')}")
    assert new(repository) == [(SELECTS, "dev/stray.yaml")]


def test_an_equal_object_in_another_namespace(tmp_path: Path) -> None:
    repository = begin(tmp_path, PLAIN)
    other = BAD_CART.replace("{name: cart", "{namespace: more, name: cart").replace("[{namespace: more, ", "[{")
    for first in (BAD_CART, CART):
        repository.write("cart/cart.yaml", f"{first}---\n{other}")
        assert new(repository) == [(UNRESOLVED, "cart/cart.yaml")]


def test_another_word_in_a_text_is_another_defect(tmp_path: Path) -> None:
    settings = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: settings}\ndata: {URL: 'http://cart:81'}\n"
    repository = begin(tmp_path, {"a.yaml": f"{CART}---\n{CALLER}---\n{settings}"})
    repository.write("a.yaml", f"{CART}---\n{CALLER}---\n{settings.replace('cart:81', 'cartt:80')}")
    assert [file for _, file in new(repository)] == ["a.yaml"]
    moved = f"{CART}---\n{CALLER}---\n{settings}".replace("metadata: {name", "metadata: {namespace: store, name")
    repository.write("a.yaml", moved)
    assert new(repository) == []


OPERATION = [{"op": "replace", "path": "/spec/containers/0/ports/0/name", "value": "web"}]
BASE = "resources: [cart.yaml]\n"
OVERLAYS = {
    "base/kustomization.yaml": BASE,
    "base/cart.yaml": BAD_CART,
    "overlays/dev/kustomization.yaml": "namespace: dev\nnamePrefix: dev-\nresources: [../../base]\n",
    "overlays/prod/kustomization.yaml": "namespace: prod\nresources: [../../base]\n",
}


@KUSTOMIZE
def test_one_of_two_overlays(tmp_path: Path) -> None:
    repository = begin(tmp_path, OVERLAYS)
    for path in ("overlays/prod", "overlays/dev", "overlays", "base"):
        assert new(repository, path) == []
        assert "no longer" not in repository.k8slint("check", path).stderr


@KUSTOMIZE
def test_overlays_come_and_go(tmp_path: Path) -> None:
    repository = begin(tmp_path, OVERLAYS)
    repository.write("overlays/alpha/kustomization.yaml", "namespace: alpha\nresources: [../../base]\n")
    assert new(repository) == []
    shutil.rmtree(repository.folder / "overlays" / "dev")
    assert new(repository) == []
    (repository.folder / "overlays" / "prod").rename(repository.folder / "overlays" / "live")
    assert new(repository) == []


@KUSTOMIZE
def test_a_namespace_and_a_base_get_other_names(tmp_path: Path) -> None:
    repository = begin(tmp_path, OVERLAYS)
    repository.write("overlays/prod/kustomization.yaml", "namespace: live\nresources: [../../base]\n")
    assert new(repository) == []
    (repository.folder / "base" / "cart.yaml").rename(repository.folder / "base" / "basket.yaml")
    repository.write("base/kustomization.yaml", "resources: [basket.yaml]\n")
    assert new(repository) == []


@KUSTOMIZE
def test_a_patch_of_another_overlay_is_another_defect(tmp_path: Path) -> None:
    patched = "resources: [../../base]\npatches: [{path: patch.yaml}]\n"
    dev = {"overlays/dev/kustomization.yaml": f"namespace: dev\n{patched}", "overlays/dev/patch.yaml": PATCH}
    repository = begin(tmp_path, {**OVERLAYS, **dev, "base/cart.yaml": CART})
    prod = {"overlays/prod/kustomization.yaml": f"namespace: prod\n{patched}", "overlays/prod/patch.yaml": PATCH}
    write(repository, prod)
    assert new(repository) == new(repository, "overlays/prod") == [(UNRESOLVED, "overlays/prod/patch.yaml")]
    (repository.folder / "overlays/dev/patch.yaml").write_text(PATCH.replace("htp", "http"))
    assert new(repository) == [(UNRESOLVED, "overlays/prod/patch.yaml")]


@KUSTOMIZE
def test_a_build_that_was_right(tmp_path: Path) -> None:
    patch = f"patches: [{{target: {{kind: Pod}}, patch: '{json.dumps(OPERATION)}'}}]"
    files = {**OVERLAYS, "base/cart.yaml": CART}
    dev, prod = "overlays/dev/kustomization.yaml", "overlays/prod/kustomization.yaml"
    repository = begin(tmp_path, {**files, dev: f"{OVERLAYS[dev]}{patch}\n"})
    repository.write(prod, f"{OVERLAYS[prod]}{patch}\n")
    assert told(repository, ".", "--no-baseline", "--diff-base", "HEAD") == [(UNRESOLVED, "base/cart.yaml")]


@KUSTOMIZE
def test_the_content_of_a_generated_object(tmp_path: Path) -> None:
    generator = "configMapGenerator: [{name: settings, literals: ['URL=http://cartt:80', 'MODE=%s']}]\n"
    base = "resources: [cart.yaml, caller.yaml]\n"
    files = {"base/cart.yaml": CART, "base/caller.yaml": CALLER}
    repository = begin(tmp_path, {**files, "base/kustomization.yaml": base + generator % "a"})
    assert told(repository, ".", "--no-baseline")
    repository.write("base/kustomization.yaml", base + generator % "b")
    assert new(repository) == []


@HELM
def test_releases_of_a_chart(tmp_path: Path) -> None:
    template = BAD_CART.replace("{name: cart}", "{name: '{{ .Release.Name }}-cart'}", 1)
    files = {"chart/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 1.0.0\n", "chart/templates/cart.yaml": template}
    release = "- {path: chart, name: %s, namespace: %s, values: [%s.yaml]}\n"
    values = {f"{name}.yaml": f"a: {name}\n" for name in ("dev", "prod", "alpha")}
    config = "charts:\n" + release % ("dev", "dev", "dev") + release % ("prod", "prod", "prod")
    repository = begin(tmp_path, {**files, **values, ".k8slint.yaml": config})
    repository.write(".k8slint.yaml", config + release % ("alpha", "alpha", "alpha"))
    assert new(repository) == []
    repository.write(".k8slint.yaml", "charts:\n" + release % ("prod", "live", "prod"))
    assert new(repository) == []


@KUSTOMIZE
def test_pruning_one_overlay_leaves_the_entries_of_the_other(tmp_path: Path) -> None:
    patched = f"{OVERLAYS['overlays/dev/kustomization.yaml']}patches: [{{path: patch.yaml}}]\n"
    files = {**OVERLAYS, "base/cart.yaml": CART}
    files |= {"overlays/dev/kustomization.yaml": patched, "overlays/dev/patch.yaml": PATCH}
    repository = begin(tmp_path, files)
    assert "(0 added, 0 taken out)" in repository.k8slint("baseline", "--prune", "overlays/prod").stdout
    repository.write("overlays/dev/patch.yaml", PATCH.replace("htp", "http"))
    assert "no longer occurs" in repository.k8slint("check", "overlays/dev").stderr
    assert "(0 added, 1 taken out)" in repository.k8slint("baseline", "--prune", "overlays/dev").stdout


VERSION_1 = """{
  "version": 1,
  "findings": [
    {"rule": "service-target-port-unresolved", "object": "Service %s", "path": "spec.ports[0].targetPort",
     "message": "%s", "fingerprint": "%032d"}
  ]
}
"""


@KUSTOMIZE
def test_a_baseline_of_version_1_is_read(tmp_path: Path) -> None:
    message = "no container of Pod cart declares a TCP port named htp (declared: http)"
    (tmp_path / "plain").mkdir()
    plain = new_repository(tmp_path / "plain", cart=BAD_CART)
    plain.write(".k8slint-baseline.json", VERSION_1 % ("default/cart", message, 1))
    (tmp_path / "built").mkdir()
    built = new_repository(tmp_path / "built")
    write(built, OVERLAYS)
    built.write(".k8slint-baseline.json", VERSION_1 % ("dev/dev-cart", message.replace("Pod cart", "Pod dev-cart"), 1))
    for repository in (plain, built):
        assert told(repository, ".") == []
        done = repository.k8slint("baseline")
        assert "1 finding (0 added, 0 taken out)" in done.stdout
        assert '"version": 2' in (repository.folder / ".k8slint-baseline.json").read_text()
        assert told(repository, ".") == []
