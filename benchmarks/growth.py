"""How the check grows with its input, for each shape that large repositories have.

    python -m benchmarks.growth [--apps 600] [--factor 4] [--shape NAME …] [--rules 3]

Each shape of `benchmarks.shapes` is checked at two sizes, one `factor` times the other. It prints the processor time of
reading and of the check, the check against reading, and the exponent of the growth: 1 where twice the input takes
twice as long, 2 where it takes four times as long; then the rules whose exponents are highest, of those that take a
noticeable part of the check. Status 1 where a shape's exponent is over 1.35, or a check takes more than 20 times as
long as reading. `overlays` needs kustomize or kubectl.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import log
from pathlib import Path
from typing import Any
from unittest.mock import patch

from benchmarks.shapes import SHAPES, overlays, reading_of
from k8slint.config import Config
from k8slint.engine import check_reading
from k8slint.finding import Problem
from k8slint.inputs.reading import Reading
from k8slint.rule import Rule

STEEPEST, LONGEST = 1.35, 20.0
NOTICEABLE = 0.05
"""The part of a check below which a rule's growth is not shown."""


@dataclass(frozen=True)
class Point:
    """One size: how many objects, and the seconds of reading, of the check, and of each rule in it."""

    objects: int
    reading: float
    check: float
    rules: dict[str, float]


def measure(make: Callable[[], Reading]) -> Point:
    """One run. What is read is not searched for garbage again and again, as in the command."""
    gc.collect()
    start = time.process_time()
    reading = make()
    read = time.process_time() - start
    spent: dict[str, float] = defaultdict(float)
    original = Rule.problems

    def timed(self: Rule, subject: Any, parameters: dict[str, Any]) -> list[Problem]:
        start = time.process_time()
        try:
            return original(self, subject, parameters)
        finally:
            spent[self.name] += time.process_time() - start

    with patch.object(Rule, "problems", timed):
        start = time.process_time()
        check_reading(reading, Config())
        check = time.process_time() - start
    return Point(len(reading.documents), read, check, spent)


def exponent(small: float, large: float, factor: float) -> float:
    """How the time grows with the size; what is too short to be measured does not."""
    return log(max(large, 0.001) / max(small, 0.001)) / log(factor)


def show(name: str, small: Point, large: Point, rules: int) -> bool:
    """Prints a line of the table; whether it is within the bounds."""
    factor = large.objects / small.objects
    grown, against = exponent(small.check, large.check, factor), large.check / large.reading
    steep = {
        rule: exponent(small.rules[rule], seconds, factor)
        for rule, seconds in large.rules.items()
        if seconds >= NOTICEABLE * large.check
    }
    worst = sorted(steep, key=steep.__getitem__, reverse=True)[:rules]
    told = ", ".join(f"{rule} {large.rules[rule]:.2f} s ({steep[rule]:.1f})" for rule in worst)
    print(
        f"{name:16} {small.objects:6,} {large.objects:7,} {large.reading:8.2f} {large.check:8.2f}"
        f" {against:7.1f} {grown:8.2f}  {told}",
        flush=True,
    )
    return grown <= STEEPEST and against <= LONGEST


def main() -> int:
    """Measures and prints; status 1 where something grows too fast."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--apps", type=int, default=600)
    parser.add_argument("--factor", type=int, default=4)
    parser.add_argument("--shape", action="append", choices=(*SHAPES, "overlays"))
    parser.add_argument("--rules", type=int, default=3)
    options = parser.parse_args()
    gc.set_threshold(100_000, 50, 1_000)
    measure(lambda: reading_of("policies", 20))  # what is imported and compiled once does not count
    print(f"{'shape':16} {'from':>6} {'objects':>7} {'read s':>8} {'check s':>8} {'/ read':>7} {'exponent':>8}  rules")
    fine = True
    for shape in options.shape or (*SHAPES, "overlays"):
        small = measure(partial(_made, shape, options.apps))
        fine &= show(shape, small, measure(partial(_made, shape, options.apps * options.factor)), options.rules)
    return int(not fine)


def _made(shape: str, apps: int) -> Reading:
    """Of overlays, all together have that many applications."""
    if shape != "overlays":
        return reading_of(shape, apps)
    with tempfile.TemporaryDirectory() as folder:
        return overlays(max(1, apps // 30), Path(folder))


if __name__ == "__main__":
    sys.exit(main())
