"""What reading and checking costs: all rules over many applications against `yaml.load_all(…, CSafeLoader)` alone.

    python -m benchmarks.volume [--corpus FOLDER] [--runs 3] [--profile]

FOLDER holds one application a folder; without it, a made-up tree of about 19 MB is used. Each application is checked by
itself, all in one process. It prints the medians of the processor time of both, their ratio, which is to be at most 2,
and the peak of memory, which is to stay below 500 MB. `--profile` prints instead which rules took longest.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import yaml

from benchmarks.generate import shop
from k8slint.config import Config
from k8slint.engine import check
from k8slint.inputs.read import read
from k8slint.inputs.walk import ENDINGS
from k8slint.parse.cluster import parse_cluster
from k8slint.rule import Stage, load_rules

ALLOWED, MEGABYTES = 2.0, 500
MADE_APPLICATIONS, SHOPS_EACH, DEFINITIONS_EACH = 100, 12, 4


def made_up(folder: Path) -> None:
    """As in published repositories, three quarters of the bytes are definitions of custom resources."""
    for application in range(MADE_APPLICATIONS):
        inside = folder / f"application-{application}"
        inside.mkdir()
        text = "---\n".join(shop(number) for number in range(SHOPS_EACH))
        (inside / "shop.yaml").write_text(text, encoding="utf-8")
        (inside / "crds.yaml").write_text("---\n".join([_definition()] * DEFINITIONS_EACH), encoding="utf-8")


def _definition() -> str:
    field = "            fieldNUMBER:\n              description: What field NUMBER means\n              type: string\n"
    fields = "".join(field.replace("NUMBER", str(number)) for number in range(400))
    head = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: things.example.org}\n"
    return f"{head}spec:\n  versions:\n    - schema:\n        openAPIV3Schema:\n          properties:\n{fields}"


def files(application: Path) -> Iterator[Path]:
    """What is read of an application."""
    return (path for path in sorted(application.rglob("*")) if path.suffix in ENDINGS and path.is_file())


def load(applications: list[Path]) -> None:
    """The yardstick: values alone, of what PyYAML can read."""
    for application in applications:
        for path in files(application):
            with suppress(yaml.YAMLError, ValueError):
                for _ in yaml.load_all(path.read_bytes(), yaml.CSafeLoader):
                    pass


def check_all(applications: list[Path]) -> None:
    """All rules that run by default."""
    for application in applications:
        check([str(application)])


def seconds(work: Callable[[list[Path]], None], applications: list[Path]) -> float:
    """The processor time of one run."""
    start = time.process_time()
    work(applications)
    return time.process_time() - start


def profile(applications: list[Path]) -> None:
    """Seconds of each part and each rule, longest first."""
    spent: dict[str, float] = defaultdict(float)
    config = Config()
    rules = [rule for rule in load_rules() if rule.enabled and rule.stage is Stage.CLUSTER]
    for application in applications:
        start = time.process_time()
        reading = read([str(application)])
        read_at = time.process_time()
        cluster = parse_cluster(reading, config)
        spent["(read)"] += read_at - start
        spent["(parse)"] += time.process_time() - read_at
        for rule in rules:
            start = time.process_time()
            rule.problems(cluster, {})
            spent[rule.name] += time.process_time() - start
    for name in sorted(spent, key=spent.__getitem__, reverse=True)[:25]:
        print(f"{spent[name]:8.3f} s  {name}")


def main() -> int:
    """Prints the medians, the ratio and the peak; status 1 where one is too high."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if options.corpus is None:
            made_up(Path(name))
        applications = sorted(path for path in (options.corpus or Path(name)).iterdir() if path.is_dir())
        size = sum(path.stat().st_size for application in applications for path in files(application))
        print(f"{len(applications)} applications, {size / 1e6:.1f} MB")
        if options.profile:
            profile(applications)
            return 0
        check_all(applications[:1])  # the rules are imported once
        pairs = [(seconds(check_all, applications), seconds(load, applications)) for _ in range(options.runs)]
    checked, loaded = (statistics.median(each) for each in zip(*pairs, strict=True))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"k8slint check: {checked:.2f} s")
    print(f"yaml.load_all with CSafeLoader: {loaded:.2f} s")
    print(f"ratio: {checked / loaded:.2f} (at most {ALLOWED:.0f})")
    print(f"peak of memory: {peak:.0f} MB (below {MEGABYTES})")
    return int(checked / loaded > ALLOWED or peak >= MEGABYTES)


if __name__ == "__main__":
    sys.exit(main())
