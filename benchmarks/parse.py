"""What reading a large tree costs: in one process, in several, and where an earlier run has kept what files hold.

    python -m benchmarks.parse [--corpus FOLDER] [--files 600] [--processes N] [--runs 3]

FOLDER holds manifests; without it, files of about thirty objects each are made up. It prints the medians of the time
that passes on the clock, as ratios to that of one process, and the part of a whole check that reading is. On a machine
that does other work at the same time, several processes gain less.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.generate import shop
from k8slint.cache.store import Store
from k8slint.config import Config
from k8slint.engine import check_reading
from k8slint.inputs.ahead import ALONE, Ahead, cores
from k8slint.inputs.kept import Kept
from k8slint.inputs.read import read

SHOPS_A_FILE = 6


def made_up(folder: Path, files: int) -> str:
    """A tree of files."""
    folder.mkdir()
    for number in range(files):
        text = "---\n".join(shop(number * SHOPS_A_FILE + each) for each in range(SHOPS_A_FILE))
        (folder / f"app-{number}.yaml").write_text(text, encoding="utf-8")
    return str(folder)


def seconds(work: Callable[[], object], runs: int = 1) -> float:
    """The median of some runs."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", metavar="FOLDER")
    parser.add_argument("--files", type=int, default=600)
    parser.add_argument("--processes", type=int, default=cores())
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        tree = options.corpus or made_up(Path(name, "tree"), options.files)

        def in_way(ahead: Callable[[], Ahead]) -> float:
            return seconds(lambda: read([tree], ahead=ahead()), options.runs)

        def kept() -> Ahead:
            return Ahead(options.processes, Kept(Store(str(Path(name, "kept"))), lambda: ""))

        one = in_way(lambda: ALONE)
        several = in_way(lambda: Ahead(options.processes))
        first = seconds(lambda: read([tree], ahead=kept()))
        second = in_way(kept)
        reading = read([tree])
        rest = seconds(lambda: check_reading(reading, Config()))
    print(f"{len(reading.sources)} files, {sum(len(source.text) for source in reading.sources) / 1e6:.1f} MB")
    print(f"{options.processes} processes: {one / several:.2f} times as fast as one")
    print(f"{options.processes} processes that keep what they read: {one / first:.2f} times")
    print(f"where it was kept: {one / second:.2f} times")
    print(f"reading by one process is {one / (one + rest):.0%} of a whole check")
    return 0


if __name__ == "__main__":
    sys.exit(main())
