"""What a second run costs: `k8slint check` on a tree, and again where nothing has changed.

    python -m benchmarks.cache [--corpus FOLDER] [--runs 5]

FOLDER holds one application a folder; without it, made-up trees of several sizes are used. Both runs are whole
processes of the installed command. It prints the medians of the time that passes on the clock, the first run with an
empty cache, and their ratio, which is to be at least 5 for all trees together.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.generate import shop

ASKED = 5.0
SIZES = (12, 100, 1000)


def made_up(folder: Path) -> Iterator[Path]:
    """Trees of some files of about five objects each."""
    for size in SIZES:
        tree = folder / f"{size}-files"
        tree.mkdir()
        for number in range(size):
            (tree / f"app-{number}.yaml").write_text(shop(number), encoding="utf-8")
        yield tree


def seconds(tree: Path, cache: Path) -> float:
    """One run."""
    command = [sys.executable, "-m", "k8slint", "check", str(tree)]
    start = time.perf_counter()
    subprocess.run(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "XDG_CACHE_HOME": str(cache)},
        check=False,
    )
    return time.perf_counter() - start


def measure(tree: Path, runs: int) -> tuple[float, float]:
    """The medians of first and second runs."""
    firsts, seconds_ = [], []
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as cache:
            firsts.append(seconds(tree, Path(cache)))
            seconds_.append(seconds(tree, Path(cache)))
    return statistics.median(firsts), statistics.median(seconds_)


def main() -> int:
    """Prints both medians and the ratio of each tree; status 1 where the ratio of the sums is too low."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        corpus = options.corpus
        trees = [p for p in sorted(corpus.iterdir()) if p.is_dir()] if corpus else list(made_up(Path(name)))
        measured = [(tree.name, *measure(tree, options.runs)) for tree in trees]
    for tree, first, second in measured:
        print(f"{tree:32} first {first:7.3f} s   second {second:7.3f} s   ratio {first / second:6.1f}")
    ratio = sum(first for _, first, _ in measured) / sum(second for _, _, second in measured)
    print(f"all together: ratio {ratio:.1f} (at least {ASKED:.0f})")
    return int(ratio < ASKED)


if __name__ == "__main__":
    sys.exit(main())
