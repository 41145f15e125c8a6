"""Slips in files of every form: `--fix` gives back the bytes that were there, and has then nothing to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from k8slint.config import Config
from k8slint.fix.carry import Carrier
from k8slint.fix.mend import Mender
from k8slint.inputs.read import read
from tests.fixture import ROOT
from tests.slips import FORMS, IN_LINES, SHOP, SLIPS


def fixed(file: Path) -> set[str]:
    carrier = Carrier(Mender(read([str(file)]), Config(), False, lambda result: result))
    carrier.carry_out()
    return carrier.files


@pytest.mark.parametrize("form", FORMS)
def test_the_sound_text_is_left(tmp_path: Path, form: str) -> None:
    shape, encode = FORMS[form]
    file = tmp_path / "shop.yaml"
    file.write_bytes(encode(shape(SHOP)))
    assert fixed(file) == set()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip(tmp_path: Path, form: str, slip: str) -> None:
    (right, wrong), (shape, encode) = SLIPS[slip], FORMS[form]
    assert SHOP.count(right) == 1
    file, before = tmp_path / "shop.yaml", encode(shape(SHOP))
    file.write_bytes(encode(shape(SHOP.replace(right, wrong))))
    assert file.read_bytes() != before
    assert fixed(file) == {str(file)}
    assert file.read_bytes() == before
    assert fixed(file) == set()


@pytest.mark.parametrize("form", ["as written", "CRLF", "byte order mark", "UTF-16", "no line end"])
@pytest.mark.parametrize("slip", IN_LINES)
def test_a_slip_in_lines(tmp_path: Path, form: str, slip: str) -> None:
    (right, wrong), (shape, encode) = IN_LINES[slip], FORMS[form]
    file = tmp_path / "shop.yaml"
    file.write_bytes(encode(shape(SHOP.replace(right, wrong))))
    assert fixed(file) == {str(file)}
    assert file.read_bytes() == encode(shape(SHOP))
    assert fixed(file) == set()


def test_the_table_of_the_documents_is_of_slips_that_are_tried_here() -> None:
    lines = (ROOT / "docs" / "fix.md").read_text().splitlines()
    rows = [line.split("|")[1].strip() for line in lines if line.startswith("| ")]
    assert rows[0] == "What is wrong"
    assert len(rows) > 20
    assert set(rows[1:]) - {"---"} <= SLIPS.keys() | IN_LINES.keys()
