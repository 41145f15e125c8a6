"""A fix that would spread a slip is held: the word that more objects say is the right one."""

from __future__ import annotations

import pytest

from k8slint.config import Config
from k8slint.fix.mend import Mended, Mender
from k8slint.inputs.read import read
from tests.repository import CART, Repository

CALLER = """---
apiVersion: v1
kind: Pod
metadata: {{name: {name}, namespace: shop}}
spec: {{containers: [{{name: {name}, image: web, env: [{{name: CART_URL, value: "http://cart-db:80"}}]}}]}}
"""
SHOP = CART.replace("metadata: {name: cart}\n", "metadata: {name: cart, namespace: shop}\n").replace(
    "metadata: {name: cart, labels", "metadata: {name: cart, namespace: shop, labels"
)


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Repository:
    path = tmp_path_factory.mktemp("repository")
    (path / ".git").mkdir()
    monkeypatch.chdir(path)
    return Repository(path)


def mended(folder: Repository, text: str, unsafe: bool = False) -> Mended:
    folder.write("cart.yaml", text)
    return Mender(read(["cart.yaml"]), Config(), unsafe, lambda result: result).mend()


def test_many_are_not_moved_to_the_namespace_of_one(folder: Repository) -> None:
    text = SHOP.replace("name: cart, namespace: shop, labels", "name: cart, namespace: shp, labels")
    assert "namespace: shp" in text
    service = SHOP.partition("---")[0].replace("name: cart, namespace", "name: cart-2, namespace")
    done = mended(folder, f"{service}---\n{text}")
    assert done.texts == {}
    assert {held.reason for held in done.held} == {"shop stands in 2 objects, shp in 1: --unsafe-fixes"}
    assert mended(folder, f"{service}---\n{text}", unsafe=True).texts["cart.yaml"].count("namespace: shp") > 1


@pytest.mark.parametrize("callers", [1, 2])
def test_a_service_whose_name_is_the_slip_is_named_as_it_is_called(folder: Repository, callers: int) -> None:
    """Two callers show that the Service is wrong; one may be wrong itself."""
    service = SHOP.replace("{name: cart, namespace: shop}", "{name: crt-db, namespace: shop}")
    calls = "".join(CALLER.format(name=name) for name in ("web", "api")[:callers])
    text = mended(folder, service + calls).texts["cart.yaml"]
    right, wrong = text.count("cart-db"), text.count("crt-db")
    assert (right, wrong) == ((3, 0) if callers == 2 else (0, 2))


def test_words_of_the_api_need_no_majority(folder: Repository) -> None:
    """Two objects have the same slip, and one has it right."""
    slip = SHOP.replace("selector:", "selectr:")
    text = f"{slip}---\n{slip.replace('name: cart', 'name: card')}---\n{SHOP.replace('name: cart', 'name: carp')}"
    assert mended(folder, text).texts["cart.yaml"] == text.replace("selectr:", "selector:")
