"""What starting costs: `k8slint check` on a folder of 12 manifests against `python -c "import click, yaml"`.

    python -m benchmarks.start [--runs 15]

It builds a wheel, installs it into an environment of its own (compiled, as users have it), and prints the medians of
the processor time of both commands and their ratio, which is to be at most 4.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from benchmarks.generate import shop

ROOT = Path(__file__).parent.parent
ALLOWED = 4.0


def installed(folder: Path) -> Path:
    """An environment with k8slint in it; the folder of its commands."""
    venv.create(folder / "venv", with_pip=True)
    commands = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    subprocess.run([commands / "python", "-m", "pip", "install", "--quiet", str(ROOT)], check=True)
    return commands


def seconds(command: list[str]) -> float:
    """The processor time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env={**os.environ, "K8SLINT_NO_CACHE": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Prints the medians and the ratio; status 1 where it is too high."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        commands, manifests = installed(folder), folder / "manifests"
        manifests.mkdir()
        for number in range(12):
            (manifests / f"app-{number}.yaml").write_text(shop(number), encoding="utf-8")
        check = [str(commands / "k8slint"), "check", str(manifests)]
        base = [str(commands / "python"), "-c", "import click, yaml"]
        pairs = [(seconds(check), seconds(base)) for _ in range(runs + 1)][1:]  # the first one warms the disk's cache
    checked, based = (statistics.median(each) for each in zip(*pairs, strict=True))
    print(f"k8slint check on 12 manifests: {checked:.3f} s")
    print(f'python -c "import click, yaml": {based:.3f} s')
    print(f"ratio: {checked / based:.2f} (at most {ALLOWED:.0f})")
    return int(checked / based > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
