"""Long chains of ExternalName Services, as hostile input has them, are walked once."""

from __future__ import annotations

from pathlib import Path

from k8slint.config import Config
from k8slint.engine import check

SERVICE = """apiVersion: v1
kind: Service
metadata: {{name: e{number}}}
spec: {{type: ExternalName, externalName: e{following}.default.svc.cluster.local}}
---
"""


def _findings(folder: Path, followings: list[int]) -> list[str]:
    texts = (SERVICE.format(number=number, following=following) for number, following in enumerate(followings))
    (folder / "services.yaml").write_text("".join(texts))
    found = check([str(folder)], Config(select=frozenset({"external-name-loops"}))).findings
    return [finding.message for finding in found]


def test_a_long_chain_ends(tmp_path: Path) -> None:
    assert _findings(tmp_path, [*range(1, 3001)]) == []


def test_a_long_circle_is_told_once_and_in_short(tmp_path: Path) -> None:
    (message,) = _findings(tmp_path, [*range(1, 3000), 0])
    assert message.startswith("the aliases lead in a circle: default/e0 → default/e1 → ")
    assert message.endswith(" → default/e7 → 2992 more → default/e0")
