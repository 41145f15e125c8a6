"""A rule's fixtures: manifests with `# expect:` comments, and what k8slint says about them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from k8slint.config import Config
from k8slint.configfile.load import load
from k8slint.engine import Result, check
from k8slint.inputs.render.rendering import OFF

ROOT = Path(__file__).parent.parent
FIXTURES = ROOT / "fixtures"
TODAY = date(2026, 7, 1)
_EXPECT = re.compile(r"#\s*expect(?P<below>-below)?:\s*(?:(?P<level>error|warning|info):\s)?\s*(?P<message>.*?)\s*$")


@dataclass(frozen=True, order=True)
class Expected:
    """A finding at a line; `level` is None where the comment does not name one."""

    file: str
    line: int
    level: str | None
    message: str


def expectations(path: Path) -> list[Expected]:
    """The `# expect: [level:] message` comments; `# expect-below:` speaks of the next line that is no comment.

    What cannot hold a comment (JSON, a broken link) is spoken of in the folder's file EXPECT: `FILE:LINE: message`.
    """
    found = _listed(path / "EXPECT") if (path / "EXPECT").exists() else []
    for file in [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file()):
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, start=1):
            if match := _EXPECT.search(line):
                found.append(Expected(str(file), _line(lines, number, match), match["level"], match["message"]))
    return sorted(found)


def _listed(file: Path) -> list[Expected]:
    lines = (line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    parts = (line.split(":", 2) for line in lines)
    return [Expected(str(file.parent / name), int(line), None, text.strip()) for name, line, text in parts]


def _line(lines: list[str], number: int, match: re.Match[str]) -> int:
    if not match["below"]:
        return number
    return next(n for n in range(number + 1, len(lines) + 1) if not lines[n - 1].lstrip().startswith("#"))


def config_of(path: Path, rule: str) -> Config:
    """The named rule alone, with the configuration that lies in the fixture's folder, if any."""
    file = path / ".k8slint.yaml"
    config = load(str(file), TODAY) if file.exists() else Config()
    return replace(config, select=frozenset({rule}))


def run(path: Path, rule: str) -> Result:
    """The named rule alone on a fixture."""
    return check([str(path)], config_of(path, rule))


@cache
def everything() -> Result:
    """What is found in all fixtures as one input, for all tests that look at it: once, and as one network."""
    return check([str(FIXTURES)], Config(rendering=OFF))
