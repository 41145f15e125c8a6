"""What parsing in two processes would bring: one process reads all files, against two that read half each and send.

    python -m benchmarks.parallel [--files 600] [--runs 3]

The documents that a process has built have to get to the one that analyses them, with the places of all values. It
prints the time on the clock of both ways, what sending alone costs, and the part of a whole check that reading is.
"""

from __future__ import annotations

import argparse
import pickle
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from benchmarks.generate import shop
from k8slint.config import Config
from k8slint.engine import check_reading
from k8slint.inputs.document import Document
from k8slint.inputs.pause import paused_collection
from k8slint.inputs.read import read

SHOPS_A_FILE = 6


def made_up(folder: Path, files: int) -> list[str]:
    """Files of about thirty objects each."""
    for number in range(files):
        text = "---\n".join(shop(number * SHOPS_A_FILE + each) for each in range(SHOPS_A_FILE))
        (folder / f"app-{number}.yaml").write_text(text, encoding="utf-8")
    return sorted(str(path) for path in folder.iterdir())


def documents(paths: list[str]) -> list[Document]:
    """What one process builds."""
    return read(paths).documents


def in_two(paths: list[str], pool: ProcessPoolExecutor) -> list[Document]:
    """What two processes build and send."""
    with paused_collection():
        halves = pool.map(documents, (paths[::2], paths[1::2]))
        return [document for half in halves for document in half]


def seconds(work: Callable[[], object]) -> float:
    """One run, on the clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=600)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor(2) as pool:
        paths = made_up(Path(name), options.files)
        print(f"{len(paths)} files, {sum(Path(path).stat().st_size for path in paths) / 1e6:.1f} MB")
        in_two(paths[:2], pool)  # the processes start, and import what they need
        one = statistics.median(seconds(lambda: documents(paths)) for _ in range(options.runs))
        two = statistics.median(seconds(lambda: in_two(paths, pool)) for _ in range(options.runs))
        reading = read(paths)
        sent = seconds(lambda: pickle.loads(pickle.dumps(reading.documents, protocol=5)))
        whole = seconds(lambda: check_reading(reading, Config()))
    print(f"one process reads: {one:.2f} s")
    print(f"two processes read and send: {two:.2f} s, {one / two:.2f} times as fast")
    print(f"sending all documents: {sent:.2f} s")
    print(f"the rest of a check: {whole:.2f} s; reading is {one / (one + whole):.0%} of it")
    return 0


if __name__ == "__main__":
    sys.exit(main())
