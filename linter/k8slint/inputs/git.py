"""A revision of a git repository as a folder of plain files. Nothing of it is executed: no hooks, no filters."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NoSuchRevision(Exception):
    """A revision that does not exist, a folder outside a repository, or no git at all."""


@contextmanager
def checked_out(revision: str, folder: str) -> Iterator[str]:
    """A temporary copy of `folder` as it was in `revision`.

    Raises:
        NoSuchRevision: with git's own words.
    """
    top = _git(folder, "rev-parse", "--show-toplevel").decode().rstrip("\n")
    prefix = _git(folder, "rev-parse", "--show-prefix").decode().strip()
    commit = _git(folder, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    tree = f"{commit}:{prefix.rstrip('/')}" if prefix else commit
    archive = _git(top, "archive", "--format=tar", tree)  # elsewhere than at the top, it takes a part of the tree
    with tempfile.TemporaryDirectory(prefix="k8slint-") as target:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(target, filter="data")
        yield target


def _git(folder: str, *arguments: str) -> bytes:
    where = folder if Path(folder).is_dir() else str(Path(folder).parent)
    try:
        done = subprocess.run(["git", "-C", where, *arguments], capture_output=True, check=False)
    except OSError as error:
        raise NoSuchRevision(f"git cannot be run: {error.strerror}") from None
    if done.returncode:
        raise NoSuchRevision(done.stderr.decode("utf-8", "replace").strip().removeprefix("fatal: "))
    return done.stdout
