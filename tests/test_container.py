"""The Dockerfile's steps, as far as they can be held to something without an engine that builds images."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from fnmatch import fnmatch
from itertools import pairwise
from pathlib import Path

import pytest

from tests.fixture import ROOT
from tests.test_packaging import LISTED

pytestmark = pytest.mark.skipif(not (ROOT / "Dockerfile").is_file(), reason="not in the source tree")
Step = tuple[str, str]


def stages() -> list[list[Step]]:
    """The steps of each stage: an instruction and its arguments."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    steps = [line.partition(" ")[::2] for line in lines if line and not line.startswith("#")]
    starts = [number for number, (name, _) in enumerate(steps) if name == "FROM"] + [len(steps)]
    return [steps[start:end] for start, end in pairwise(starts)]


def argument(steps: list[Step], name: str) -> str:
    """The arguments of the last step of a name."""
    return [arguments for each, arguments in steps if each == name][-1]


def copied(steps: list[Step]) -> Iterator[tuple[str, str]]:
    """The paths of the context that are copied, each with its place."""
    for name, arguments in steps:
        if name == "COPY" and not arguments.startswith("--from="):
            *sources, target = arguments.split()
            yield from ((source, target) for source in sources)


def is_sent(path: str) -> bool:
    """Whether .dockerignore lets a path through: the last line that matches it, or a folder above it, decides."""
    sent = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").split():
        pattern, above = line.removeprefix("!"), [path, *map(str, Path(path).parents)]
        if any(fnmatch(each, pattern) for each in above if each != "."):
            sent = line.startswith("!")
    return sent


def test_what_is_copied_exists_and_is_sent() -> None:
    build, *_ = stages()
    for source, _ in copied(build):
        assert (ROOT / source).exists()
        assert is_sent(source), source
    for path in (".git/config", "tests/data", ".venv/bin", "fixtures/apps/shop", "linter/k8slint/__pycache__"):
        assert not is_sent(path), path


@pytest.mark.parametrize("target", ["", "full"], ids=["default", "full"])
def test_the_image_runs_k8slint_and_is_not_root(target: str) -> None:
    build, *_ = stages()
    last = next(steps for steps in stages() if steps[0][1].endswith(f" AS {target}")) if target else stages()[-1]
    assert json.loads(argument(last, "ENTRYPOINT")) == ["k8slint"]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", argument(last, "USER")), "numbers: so runAsNonRoot can be judged"
    assert argument(last, "WORKDIR") == "/work"
    names = [name for name, _ in last]
    assert [words.split(" && ")[0] for name, words in last if name == "RUN"] == ["apt-get update"] * bool(target)
    assert "RUN" not in names[names.index("USER") :]
    environment = argument(last, "COPY").split()[-1]
    assert argument(last, "ENV") == f"PATH={environment}/bin:$PATH"
    assert f"{environment}/bin/pip install --no-cache-dir /wheels/k8slint-*.whl" in [words for _, words in build]
    assert argument(build, "FROM").removesuffix(" AS build") == argument(last, "FROM").removesuffix(f" AS {target}"), (
        "a venv keeps its interpreter"
    )


def test_the_full_image_has_what_overlays_and_revisions_need() -> None:
    _, build, full, _ = stages()
    source = next(words.split()[0] for name, words in full if name == "COPY")
    assert source == f"--from={argument(build, 'FROM').rpartition(' AS ')[2]}"
    assert argument(build, "RUN").endswith('[kustomize]"')
    assert " git " in argument(full, "RUN")


@pytest.mark.slow
def test_what_is_copied_makes_the_whole_wheel(tmp_path: Path) -> None:
    build, *_ = stages()
    for source, target in copied(build):
        place = tmp_path / "source" / target / (Path(source).name if target == "./" else "")
        place.parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, place, symlinks=True, ignore=shutil.ignore_patterns("*.egg-info"))
        else:
            shutil.copy(ROOT / source, place)
    words = next(arguments for name, arguments in build if name == "RUN").split()
    command = [word.replace("/wheels", str(tmp_path / "wheels")) for word in words[1:]]
    subprocess.run([sys.executable, "-m", "pip", *command], cwd=tmp_path / "source", check=True, capture_output=True)
    [wheel] = (tmp_path / "wheels").glob("k8slint-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"{package.replace('.', '/')}/__init__.py" for package in LISTED} <= names
    assert any(name.startswith("k8slint/examples/service-selects-no-pods/") for name in names)
