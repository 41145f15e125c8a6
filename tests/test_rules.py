"""Every rule against its fixtures. A fixture is a file or a folder under `fixtures/rules/<rule>/`.

Names that begin with `bad` expect at least one finding, all others none; either way findings and comments must agree
in line, level (where given) and message.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from k8slint.rule import Rule, load_rules
from tests.fixture import FIXTURES, Expected, expectations, run

RULES = {rule.name: rule for rule in load_rules()}
CASES = sorted(path for path in (FIXTURES / "rules").glob("[a-z]*/*") if not path.name.startswith("."))


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_fixture(path: Path) -> None:
    result = run(path, path.parent.name)
    assert not result.crashes
    expected = expectations(path)
    levels = {(e.file, e.line, e.message) for e in expected if e.level}
    got = sorted(
        Expected(f.location.file, f.location.line, str(f.severity) if key in levels else None, f.message)
        for f in result.findings
        if (key := (f.location.file, f.location.line, f.message))
    )
    assert got == expected
    assert bool(expected) == path.name.startswith("bad")


@pytest.mark.parametrize("path", CASES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_fixture_belongs_to_a_rule(path: Path) -> None:
    assert path.parent.name in RULES


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.name)
def test_rule_is_complete(rule: Rule) -> None:
    """A page with its four parts, a bad and a good example, and a case where the rule stays silent."""
    for part in ("Why: ", "Fix: ", "Silent: "):
        assert f"\n{part}" in rule.documentation
    names = [path.name for path in CASES if path.parent.name == rule.name]
    for kind in ("bad", "good", "silent"):
        assert any(name.startswith(kind) for name in names), f"no {kind} example"


def test_rule_is_named_after_its_module() -> None:
    assert all(rule.check.__module__ == "k8slint.rules." + rule.name.replace("-", "_") for rule in RULES.values())
