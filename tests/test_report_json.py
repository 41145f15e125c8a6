"""`--format json` against its contract, key by key."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from k8slint import __version__
from k8slint.engine import check
from k8slint.finding import Fix, Related
from k8slint.inputs.at import Location
from k8slint.report.json import render
from tests.fixture import FIXTURES, ROOT, everything
from tests.report import finding, replace, result

SCHEMA = json.loads((ROOT / "tests/data/report.schema.json").read_text(encoding="utf-8"))
CONTRACT = jsonschema.Draft202012Validator(SCHEMA)
FOLDERS = sorted(path for path in FIXTURES.glob("*/*") if path.is_dir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_fixture_keeps_the_contract(folder: Any) -> None:
    report = render(check([str(folder)]))
    CONTRACT.validate(json.loads(report))
    assert report.isascii()


def test_same_input_gives_the_same_bytes() -> None:
    assert render(check([str(FIXTURES / "apps")])) == render(check([str(FIXTURES / "apps")]))


def test_findings_are_sorted() -> None:
    found = json.loads(render(everything()))["findings"]
    places = [(f["location"]["file"], f["location"]["line"], f["location"]["column"], f["rule"]) for f in found]
    assert places == sorted(places)
    assert len(places) > 1


def test_fingerprints_are_unique() -> None:
    found = json.loads(render(check([str(FIXTURES / "apps")])))["findings"]
    assert len({f["fingerprint"] for f in found}) == len(found)


def test_finding_with_everything() -> None:
    related = (Related(Location("shop/web.yaml", 14, 14, 14, 18), "the nearest pod"),)
    report = json.loads(
        render(result(finding(related=related, fix=Fix("select it", (replace((6, 10, 6, 15), "cart"),)))))
    )
    CONTRACT.validate(report)
    place = {"file": "shop/cart.yaml", "line": 6, "column": 10, "end_line": 6, "end_column": 15}
    other = {"file": "shop/web.yaml", "line": 14, "column": 14, "end_line": 14, "end_column": 18}
    assert report["tool"] == {"name": "k8slint", "version": __version__}
    assert report["findings"][0] | {"fingerprint": ""} == {
        "rule": "service-selects-no-pods",
        "severity": "error",
        "verdict": "assumed",
        "message": "no pod has app=cartt",
        "object": {"apiVersion": "v1", "kind": "Service", "namespace": "shop", "name": "cart"},
        "location": place,
        "path": None,
        "related": [{"message": "the nearest pod", "location": other}],
        "witness": None,
        "fix": {"description": "select it", "edits": [{"location": place, "replacement": "cart"}]},
        "fingerprint": "",
    }
