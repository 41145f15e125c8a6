"""docs/configuration.md and docs/suppression.md: what they show is accepted, and the reference is complete."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from k8slint.config import Config
from k8slint.configfile.load import load_source
from k8slint.configfile.shape import schema_text
from k8slint.engine import check_reading
from k8slint.inputs.read import read_text
from k8slint.inputs.source import Source
from k8slint.preset import PRESETS
from tests.fixture import ROOT

REFERENCE = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
SUPPRESSION = (ROOT / "docs" / "suppression.md").read_text(encoding="utf-8")
BLOCKS = [
    block for text in (REFERENCE, SUPPRESSION) for block in re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S)
]
MANIFESTS = [block for block in BLOCKS if "apiVersion:" in block]


@pytest.mark.parametrize("text", [block for block in BLOCKS if block not in MANIFESTS])
def test_a_configuration_that_is_shown_is_accepted(text: str) -> None:
    config = load_source(Source(".k8slint.yaml", text), date(2026, 7, 1))
    assert config.source is not None
    assert all(entry.reason for entry in config.ignored)


@pytest.mark.parametrize("text", MANIFESTS)
def test_a_comment_that_is_shown_is_understood(text: str) -> None:
    result = check_reading(read_text("a.yaml", text), Config(select=frozenset({"suppression-unused"})))
    assert not [f.message for f in result.findings if not f.message.startswith("ignores nothing")]


def test_every_key_is_explained() -> None:
    schema = json.loads(schema_text())
    for key, section in schema["properties"].items():
        assert f"## `{key}`" in REFERENCE
        for name in (section.get("items") or section).get("properties", {}):
            assert f"`{name}`" in REFERENCE + SUPPRESSION, f"{key}.{name}"


@pytest.mark.parametrize("name", PRESETS)
def test_presets_are_listed_with_their_facts(name: str) -> None:
    (row,) = re.findall(rf"^\| `{name}` \|.*$", REFERENCE, re.M)
    preset = PRESETS[name]
    facts = (*preset.pod_cidrs, *preset.service_cidrs, preset.cni or "", *preset.ingress_classes)
    assert all(fact in row for fact in facts)


def test_plugins_are_listed() -> None:
    plugins = json.loads(schema_text())["properties"]["cluster"]["properties"]["cni"]["enum"]
    assert all(f"`{plugin}`" in REFERENCE for plugin in plugins)
