"""How the model of all pairs grows with pods and policies.

    python -m benchmarks.reach [--largest 30000] [--svg FILE]

For each size (policies a tenth of the pods, 200 namespaces) it prints the time of the model of all pairs, the ratio to
the time that reading the same manifests takes, and how the time grows against the size; `--svg` draws the curve.
"""

from __future__ import annotations

import argparse
import gc
import resource
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import cluster
from k8slint.config import Config
from k8slint.inputs.read import read_text
from k8slint.model.network_policy import Direction
from k8slint.parse.cluster import parse_cluster
from k8slint.reach.reachability import Reachability

SIZES = (1_000, 3_000, 10_000, 30_000)


@dataclass(frozen=True)
class Point:
    """A size (pods) and the seconds that reading and the model took; `megabytes` the process's peak so far."""

    pods: int
    reading: float
    model: float
    megabytes: float


def measure(pods: int) -> Point:
    """One run."""
    text = cluster(pods, pods // 10)
    start = time.perf_counter()
    parsed = parse_cluster(read_text("made.yaml", text), Config())
    gc.freeze()  # what was read is not searched for garbage again, as in the command
    read = time.perf_counter()
    reach = Reachability.of(parsed)
    parts = sum(len(v.parts) for d in Direction for v in (reach.verdict(b, d) for b in range(len(reach.universe.pods))))
    done = time.perf_counter()
    assert parts
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Point(pods, read - start, done - read, peak)


def draw(points: list[Point]) -> str:
    """The curve as SVG, both axes logarithmic, with the line of linear growth through the first point."""
    from math import log10

    first = points[0]

    def place(pods: float, seconds: float) -> str:
        return f"{60 + 200 * log10(pods / first.pods):.1f},{300 - 120 * log10(seconds / first.model):.1f}"

    curve = " ".join(place(p.pods, p.model) for p in points)
    linear = " ".join(place(p.pods, first.model * p.pods / first.pods) for p in points)
    labels = "".join(
        f'<text x="{place(p.pods, p.model).split(",")[0]}" y="330" text-anchor="middle">{p.pods:,}</text>'
        for p in points
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 350" font-family="sans-serif" font-size="12">'
        f'<polyline points="{linear}" fill="none" stroke="#999" stroke-dasharray="4"/>'
        f'<polyline points="{curve}" fill="none" stroke="#06c" stroke-width="2"/>{labels}'
        '<text x="60" y="20">time of the model of all pairs against pods (dashed: linear)</text></svg>\n'
    )


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--largest", type=int, default=SIZES[-1])
    parser.add_argument("--svg", type=Path)
    options = parser.parse_args()
    points = [measure(size) for size in SIZES if size <= options.largest]
    print(f"{'pods':>7} {'policies':>8} {'model s':>8} {'/ reading':>9} {'growth':>7} {'size':>6} {'peak MB':>8}")
    for before, point in zip((points[0], *points), points, strict=False):
        growth, size = point.model / before.model, point.pods / before.pods
        ratio = point.model / point.reading
        print(
            f"{point.pods:7,} {point.pods // 10:8,} {point.model:8.2f} {ratio:9.2f} {growth:6.1f}x {size:5.1f}x"
            f" {point.megabytes:8.0f}"
        )
    if options.svg:
        options.svg.write_text(draw(points), encoding="utf-8")


if __name__ == "__main__":
    main()
