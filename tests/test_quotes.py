"""A mended word keeps the quotes of the one whose place it takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from k8slint.config import Config
from k8slint.fix.mend import Mender
from k8slint.inputs.read import read
from tests.repository import CART


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("app: crt", "app: cart"),
        ("app: 'crt'", "app: 'cart'"),
        ('app: "crt"', 'app: "cart"'),
        ('"ap": cart', '"app": cart'),
        ("'ap': cart", "'app': cart"),
    ],
)
def test_a_word(tmp_path: Path, slip: str, right: str) -> None:
    file = tmp_path / "cart.yaml"
    file.write_text(CART.replace("selector: {app: cart}", f"selector: {{{slip}}}", 1))
    assert slip in file.read_text()
    done = Mender(read([str(file)]), Config(), False, lambda result: result).mend()
    assert done.texts[str(file)] == CART.replace("selector: {app: cart}", f"selector: {{{right}}}", 1)


@pytest.mark.parametrize(("slip", "right"), [('"80"', "80"), ("'80'", "80")])
def test_a_number_loses_them(tmp_path: Path, slip: str, right: str) -> None:
    file = tmp_path / "cart.yaml"
    file.write_text(CART.replace("port: 80,", f"port: {slip},", 1))
    done = Mender(read([str(file)]), Config(), False, lambda result: result).mend()
    assert done.texts[str(file)] == CART.replace("port: 80,", f"port: {right},", 1)
